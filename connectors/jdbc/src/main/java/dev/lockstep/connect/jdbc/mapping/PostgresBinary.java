/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** The binary forms of PostgreSQL's types, of those values whose form is beyond doubt. Thread-safe. */
@FunctionalInterface
interface PostgresBinary {
    /** @return false, with nothing written, when the value's text is to be left to the server */
    boolean write(Object value, RowBuffer out);

    /** @param schema one that fits the type, as {@link ValueWriters} says; null when the record has none */
    static PostgresBinary of(PostgresWire wire, ColumnType type, Schema schema) {
        return switch (wire) {
            case BOOL -> PostgresBinary::bool;
            case INT2 ->
                (value, out) -> {
                    long number = whole(value);
                    if (number != (short) number) {
                        return false;
                    }
                    out.int16((int) number);
                    return true;
                };
            case INT4 ->
                (value, out) -> {
                    long number = whole(value);
                    if (number != (int) number) {
                        return false;
                    }
                    out.int32((int) number);
                    return true;
                };
            case OID ->
                (value, out) -> {
                    long number = whole(value);
                    if (number < 0 || number > 0xffff_ffffL) {
                        return false;
                    }
                    out.int32((int) number);
                    return true;
                };
            case INT8 ->
                (value, out) -> {
                    long number = whole(value);
                    if (number == NOT_WHOLE) {
                        return false;
                    }
                    out.int64(number);
                    return true;
                };
            case FLOAT4 -> PostgresBinary::float4;
            case FLOAT8 -> PostgresBinary::float8;
            case NUMERIC -> PostgresBinary::numeric;
            case BYTEA -> PostgresBinary::bytes;
            case UUID -> (value, out) -> value instanceof String text && UuidBinary.write(text, out);
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> PostgresTemporal.of(wire, schema);
            case JSON, JSONB, TEXT, VARCHAR, BPCHAR, ENUM ->
                throw new IllegalArgumentException("the form of " + wire + " is text");
        };
    }

    /** Also stands for the smallest of all integers, which is left to the server with the rest. */
    long NOT_WHOLE = Long.MIN_VALUE;

    int MOST_DIGITS_OF_TEXT = 100;

    private static boolean bool(Object value, RowBuffer out) {
        if (!(value instanceof Boolean flag)) {
            return false;
        }
        out.int8(flag ? 1 : 0);
        return true;
    }

    private static long whole(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof String text) {
            return PlainNumbers.whole(text);
        }
        if (value instanceof BigInteger number) {
            return number.bitLength() < Long.SIZE ? number.longValue() : NOT_WHOLE;
        }
        // The server takes no "5.00" for an integer.
        return value instanceof BigDecimal number && number.scale() == 0 ? whole(number.unscaledValue()) : NOT_WHOLE;
    }

    private static boolean float4(Object value, RowBuffer out) {
        if (!(value instanceof Float number)) {
            return false;
        }
        out.int32(Float.floatToIntBits(number));
        return true;
    }

    private static boolean float8(Object value, RowBuffer out) {
        if (!(value instanceof Double || value instanceof Float)) {
            return false;
        }
        out.int64(Double.doubleToLongBits(((Number) value).doubleValue()));
        return true;
    }

    private static boolean numeric(Object value, RowBuffer out) {
        if (value instanceof BigDecimal number) {
            return NumericBinary.write(number, out);
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) && NumericBinary.write(new BigDecimal(Double.toString(number)), out);
        }
        if (value instanceof BigInteger number) {
            return NumericBinary.write(new BigDecimal(number), out);
        }
        if (value instanceof Number || value instanceof Boolean) {
            NumericBinary.write(whole(value), out);
            return true;
        }
        if (value instanceof Struct struct) {
            return NumericBinary.write(NumberText.ofVariableScale(struct), out);
        }
        return value instanceof String text
                && text.length() <= MOST_DIGITS_OF_TEXT
                && PlainNumbers.isDecimal(text)
                && NumericBinary.write(new BigDecimal(text), out);
    }

    private static boolean bytes(Object value, RowBuffer out) {
        if (value instanceof byte[] array) {
            out.raw(array, 0, array.length);
            return true;
        }
        if (!(value instanceof ByteBuffer buffer)) {
            return false;
        }
        if (buffer.hasArray()) {
            out.raw(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        } else {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            out.raw(copy, 0, copy.length);
        }
        return true;
    }

    static long millis(Object date) {
        return Timestamp.fromLogical(Timestamp.SCHEMA, (Date) date);
    }
}
