/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.transforms.row.Types;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** The forms that values of the right kind take under a schema. */
final class Forms {
    private Forms() {}

    /** @throws DataException when values of this schema cannot be made here */
    static Function<CanonicalValue, Object> of(Schema schema) {
        return switch (Kind.of(schema)) {
            case BOOLEAN -> value -> value == CanonicalValue.Truth.TRUE;
            case WHOLE -> whole(schema.type());
            case FLOAT -> schema.type() == Schema.Type.FLOAT32 ? NumberForms::float32 : NumberForms::float64;
            case DECIMAL -> schema.type() == Schema.Type.STRUCT ? variableScale(schema) : decimal(schema);
            case TEXT, UUID, JSON -> Forms::text;
            case BYTES -> Forms::buffer;
            case DATE, TIME, ZONED_TIME, TIMESTAMP, ZONED_TIMESTAMP -> TemporalForms.of(schema);
            case BITS, INTERVAL, COMPOSITE, OTHER ->
                throw new DataException("Values of type " + Types.of(schema)
                        + " cannot be made of others. Leave the field as it is, or give it another type before");
        };
    }

    /** Numbers are Long, Double or BigDecimal; dates and times their ISO text. */
    static Function<CanonicalValue, Object> withoutSchema(TargetType type) {
        Schema schema = type.schema(true);
        return switch (type.name()) {
            case INT8, INT16, INT32, INT64 -> whole(schema.type()).andThen(number -> ((Number) number).longValue());
            case FLOAT32 -> value -> NumberForms.shortest((Float) NumberForms.float32(value));
            case BYTES -> Forms::array;
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> {
                Kind kind = Kind.of(schema);
                Function<CanonicalValue, Object> checked = of(schema);
                yield value -> {
                    Object form = checked.apply(value);
                    return form instanceof String ? form : TemporalTexts.of(value, kind);
                };
            }
            case BOOLEAN, FLOAT64, STRING, DECIMAL, UUID, JSON -> of(schema);
        };
    }

    private static Function<CanonicalValue, Object> whole(Schema.Type type) {
        return switch (type) {
            case INT8 -> value -> (byte) NumberForms.whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> value -> (short) NumberForms.whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> value -> (int) NumberForms.whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            default -> value -> NumberForms.whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    private static Function<CanonicalValue, Object> decimal(Schema schema) {
        int scale = Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD));
        int precision = TargetType.precision(schema);
        return value -> NumberForms.decimal(value, precision, scale);
    }

    private static Function<CanonicalValue, Object> variableScale(Schema schema) {
        return value -> {
            BigDecimal number = NumberForms.finite(value);
            BigDecimal scaled = number.scale() < 0 ? number.setScale(0) : number;
            return new Struct(schema)
                    .put("scale", scaled.scale())
                    .put("value", scaled.unscaledValue().toByteArray());
        };
    }

    private static Object text(CanonicalValue value) {
        return ((CanonicalValue.Text) value).value();
    }

    private static Object buffer(CanonicalValue value) {
        return ((CanonicalValue.Bytes) value).value();
    }

    private static Object array(CanonicalValue value) {
        ByteBuffer bytes = ((CanonicalValue.Bytes) value).value().slice();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
