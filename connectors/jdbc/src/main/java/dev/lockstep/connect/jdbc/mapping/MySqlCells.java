/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/**
 * How values get into a column of MariaDB or MySQL: as text, or as bytes where {@link #isBinary}.
 *
 * <p>These servers round and cut in silence even in their strict modes (decimals, fractions of a second), and take a
 * text of digits for the place of an enum's label; what would not come back as it was is refused here.
 */
public final class MySqlCells {
    private static final int MOST_HOURS = 838;
    private static final String BINARY_OF_FIXED_LENGTH = "binary";

    private MySqlCells() {}

    /** Whether cells of the type are bytes; all others are text. */
    public static boolean isBinary(ColumnType type) {
        return type.kind() == TypeKind.BYTEA || type.kind() == TypeKind.BIT;
    }

    static KeyForm keyForm(ColumnType type, KeyForm usual) {
        // Zeros are added to what is shorter.
        return type.name().equals(BINARY_OF_FIXED_LENGTH) ? KeyForm.INEXACT : usual;
    }

    /** @param schema null when the record has none */
    static CellWriter of(ColumnType type, Schema schema) {
        Function<Object, PlainValue> reader = PlainValue.reader(schema);
        return (value, out) -> {
            PlainValue plain = reader.apply(value);
            if (isBinary(type)) {
                byte[] bytes = bytes(type, plain);
                out.raw(bytes, 0, bytes.length);
            } else {
                out.text(text(type, plain));
            }
            return true;
        };
    }

    /** The value as text, in hexadecimal digits where it is bytes. */
    static ValueWriter text(ColumnType type, Schema schema) {
        Function<Object, PlainValue> reader = PlainValue.reader(schema);
        return value -> isBinary(type)
                ? HexFormat.of().formatHex(bytes(type, reader.apply(value)))
                : text(type, reader.apply(value));
    }

    private static String text(ColumnType type, PlainValue value) {
        return switch (type.kind()) {
            case INTEGER -> PlainNumber.whole(value).toString();
            case NUMERIC -> PlainNumber.decimal(value, type.size().orElse(0)).toPlainString();
            case FLOAT4 -> shortReal(value);
            case FLOAT8 -> real(PlainNumber.real(value));
            case DATE -> PlainTime.date(value);
            case TIME -> PlainTime.time(value, type.size().orElse(0), MOST_HOURS);
            case TIMESTAMP, TIMESTAMP_TZ ->
                PlainTime.timestamp(value, type.size().orElse(0));
            case TEXT, CHAR -> PlainText.of(value);
            case JSON -> PlainText.json(value);
            case UUID -> label(value);
            case OTHER -> other(type, value);
            case BOOLEAN, BYTEA, TIME_TZ, INTERVAL, ENUM, BIT, VARBIT, ARRAY ->
                throw new UnwritableValueException("values of such columns are not known how to write");
        };
    }

    private static String shortReal(PlainValue value) {
        double number = PlainNumber.real(value);
        if ((float) number != number && !(value instanceof PlainValue.ShortReal)) {
            throw new UnwritableValueException("the number has more digits than a FLOAT keeps. Use a DOUBLE");
        }
        requireFinite(number);
        return Float.toString((float) number);
    }

    private static String real(double number) {
        requireFinite(number);
        return Double.toString(number);
    }

    private static void requireFinite(double number) {
        if (!Double.isFinite(number)) {
            throw new UnwritableValueException("the number is not finite, which such a column cannot hold");
        }
    }

    private static String other(ColumnType type, PlainValue value) {
        return switch (type.name()) {
            case "enum", "set" -> {
                String label = label(value);
                boolean digits = !label.isEmpty() && label.chars().allMatch(c -> c >= '0' && c <= '9');
                if (digits && !type.castName().contains("'" + label + "'")) {
                    throw new UnwritableValueException("the text is none of the labels; the server would take its"
                            + " digits for a label's place");
                }
                yield label;
            }
            case "inet4", "inet6" -> label(value);
            default ->
                throw new UnwritableValueException("values of the type " + type.name()
                        + " are not known how to write. Leave the column out with a transform");
        };
    }

    private static String label(PlainValue value) {
        if (value instanceof PlainValue.Text text) {
            return text.value();
        }
        throw new UnwritableValueException("the record's value is not text");
    }

    private static byte[] bytes(ColumnType type, PlainValue value) {
        if (type.kind() == TypeKind.BIT) {
            return PlainText.bits(value, type.size().orElse(1));
        }
        if (!(value instanceof PlainValue.Bytes bytes)) {
            throw new UnwritableValueException("the record's value is not bytes (text may be base64 or hex). Use a"
                    + " converter with schemas and binary.handling.mode=bytes");
        }
        ByteBuffer buffer = bytes.value().duplicate();
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }
}
