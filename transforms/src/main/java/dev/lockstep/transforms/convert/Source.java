/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.canonical.value.Decimals;
import dev.lockstep.transforms.row.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * How values are read, whatever form they come in. Booleans are read as {@link CanonicalValue.Truth}, numbers of every
 * kind as decimals (a floating point number as the shortest that reads back as it), uuids and JSON as their text; all
 * else as the canonical model has it. Immutable and thread-safe.
 */
public final class Source {
    private final Kind kind;
    private final Function<Object, CanonicalValue> reader;

    private Source(Kind kind, Function<Object, CanonicalValue> reader) {
        this.kind = kind;
        this.reader = reader;
    }

    /**
     * For the values of a schema.
     *
     * @throws DataException when it is of a type that nobody knows here
     */
    public static Source of(Schema schema) {
        Kind kind = Kind.of(schema);
        return new Source(
                kind,
                switch (kind) {
                    case BOOLEAN, WHOLE, FLOAT, TEXT, BYTES, UUID, JSON -> value -> plain(kind, value);
                    case DECIMAL -> schema.type() == Schema.Type.STRUCT ? Source::variableScale : Source::number;
                    case DATE, TIME, ZONED_TIME, TIMESTAMP, ZONED_TIMESTAMP, BITS, INTERVAL, OTHER -> encoded(schema);
                    case COMPOSITE -> Source::composite;
                });
    }

    /** For one value that has no schema. */
    public static Source of(Object value) {
        Kind kind = Kind.of(value);
        return new Source(
                kind,
                switch (kind) {
                    case BOOLEAN, WHOLE, FLOAT, DECIMAL, TEXT, BYTES -> any -> plain(kind, any);
                    case TIMESTAMP -> encoded(Timestamp.SCHEMA);
                    case DATE, TIME, ZONED_TIME, ZONED_TIMESTAMP, UUID, JSON, BITS, INTERVAL, COMPOSITE, OTHER ->
                        Source::composite;
                });
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Reads a value.
     *
     * @param value not null
     * @throws DataException when it is not what its type promises
     */
    public CanonicalValue read(Object value) {
        try {
            return reader.apply(value);
        } catch (ClassCastException e) {
            throw new DataException("Expected " + kind.words() + ", found a " + Types.of(value), e);
        }
    }

    private static CanonicalValue plain(Kind kind, Object value) {
        return switch (kind) {
            case BOOLEAN -> (Boolean) value ? CanonicalValue.Truth.TRUE : CanonicalValue.Truth.FALSE;
            case TEXT, UUID, JSON -> new CanonicalValue.Text((String) value);
            case BYTES ->
                new CanonicalValue.Bytes(
                        value instanceof byte[] array ? ByteBuffer.wrap(array) : ((ByteBuffer) value).slice());
            default -> number(value);
        };
    }

    private static CanonicalValue number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return new CanonicalValue.Numeric(decimal);
        }
        if (value instanceof CanonicalValue.NotFinite special) {
            return special;
        }
        if (value instanceof BigInteger integer) {
            return new CanonicalValue.Numeric(new BigDecimal(integer));
        }
        if (value instanceof Float || value instanceof Double) {
            return floating((Number) value);
        }
        return new CanonicalValue.Numeric(BigDecimal.valueOf(((Number) value).longValue()));
    }

    private static CanonicalValue floating(Number value) {
        double number = value.doubleValue();
        if (Double.isNaN(number)) {
            return CanonicalValue.NotFinite.NAN;
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? CanonicalValue.NotFinite.POSITIVE_INFINITY : CanonicalValue.NotFinite.NEGATIVE_INFINITY;
        }
        return new CanonicalValue.Numeric(
                value instanceof Float single ? Decimals.shortest(single.floatValue()) : Decimals.shortest(number));
    }

    /** Read here, because the canonical form does not keep zeros at the end, and their text does. */
    private static CanonicalValue variableScale(Object value) {
        if (value instanceof CanonicalValue.NotFinite special) {
            return special;
        }
        Struct number = (Struct) value;
        ByteBuffer digits = ByteBuffer.wrap(number.getBytes("value"));
        if (digits.remaining() == 0) {
            throw new DataException("Expected a decimal number, found one without digits");
        }
        return new CanonicalValue.Numeric(new BigDecimal(new BigInteger(digits.array()), number.getInt32("scale")));
    }

    private static Function<Object, CanonicalValue> encoded(Schema schema) {
        ColumnEncoder encoder = encoder(schema);
        return value -> {
            CanonicalWriter out = new CanonicalWriter();
            try {
                encoder.writeValue(value, out);
            } catch (UnencodableValueException e) {
                throw new DataException(
                        "A value of type " + Types.of(schema) + " is not what its type promises: " + e.getMessage(), e);
            }
            return new CanonicalReader(out.array(), 0, out.size()).read();
        };
    }

    private static ColumnEncoder encoder(Schema schema) {
        try {
            return ColumnEncoder.of("of this type", schema);
        } catch (UnencodableValueException e) {
            throw new DataException(
                    "Values of type " + Types.of(schema) + " cannot be converted: their meaning is not known here."
                            + " Let the connector give them as a text, a number or bytes",
                    e);
        }
    }

    private static CanonicalValue composite(Object value) {
        throw new DataException("Expected a single value, found a " + Types.of(value)
                + ". A list or an object becomes a text with emit-json; or name a field inside it");
    }
}
