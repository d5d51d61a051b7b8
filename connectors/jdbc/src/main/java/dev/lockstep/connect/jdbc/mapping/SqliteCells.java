/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;

/**
 * How values get into a column of SQLite: a letter for the class to store, and the value in that class.
 *
 * <p>SQLite stores anything anywhere, and turns a text of digits in a column of numbers into the nearest real. What the
 * declared type does not call for, and what would not come back as it was, is refused.
 */
public final class SqliteCells {
    public static final char INTEGER = 'i';
    public static final char REAL = 'r';
    public static final char TEXT = 't';
    public static final char BLOB = 'b';

    private static final int MOST_HOURS = 838;
    private static final int NANO_DIGITS = 9;

    private static final Pattern KEEPS_DIGITS = Pattern.compile("CHAR|CLOB|TEXT");
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");

    private SqliteCells() {}

    /** @param schema null when the record has none */
    static CellWriter of(ColumnType type, Schema schema) {
        Function<Object, PlainValue> reader = PlainValue.reader(schema);
        return (value, out) -> {
            write(type, reader.apply(value), out);
            return true;
        };
    }

    /** The value as text, in hexadecimal digits where it is bytes. */
    static ValueWriter text(ColumnType type, Schema schema) {
        Function<Object, PlainValue> reader = PlainValue.reader(schema);
        return value -> {
            PlainValue plain = reader.apply(value);
            return switch (type.kind()) {
                case INTEGER -> PlainNumber.whole(plain).toString();
                case NUMERIC -> PlainNumber.decimal(plain).toPlainString();
                case FLOAT8 -> Double.toString(PlainNumber.real(plain));
                case BYTEA -> HexFormat.of().formatHex(bytes(plain));
                default -> words(type, plain);
            };
        };
    }

    private static void write(ColumnType type, PlainValue value, RowBuffer out) {
        switch (type.kind()) {
            case INTEGER -> integer(PlainNumber.whole(value), out);
            case NUMERIC -> number(PlainNumber.decimal(value), out);
            case FLOAT8 -> real(PlainNumber.real(value), out);
            case BYTEA -> {
                byte[] bytes = bytes(value);
                out.int8(BLOB);
                out.raw(bytes, 0, bytes.length);
            }
            default -> {
                out.int8(TEXT);
                out.text(words(type, value));
            }
        }
    }

    private static String words(ColumnType type, PlainValue value) {
        String words = form(type, value);
        boolean keepsDigits = KEEPS_DIGITS.matcher(type.name()).find();
        if (!keepsDigits && NUMBER.matcher(words).matches()) {
            throw new UnwritableValueException("the text is a number, which SQLite would make of it in a column that is"
                    + " not declared TEXT, CHAR or CLOB");
        }
        return words;
    }

    private static String form(ColumnType type, PlainValue value) {
        return switch (type.kind()) {
            case DATE -> PlainTime.date(value);
            case TIME -> PlainTime.time(value, NANO_DIGITS, MOST_HOURS);
            case TIMESTAMP -> PlainTime.timestamp(value, NANO_DIGITS);
            case TEXT, UUID -> PlainText.of(value);
            case JSON -> PlainText.json(value);
            case BOOLEAN,
                    INTEGER,
                    NUMERIC,
                    FLOAT4,
                    FLOAT8,
                    CHAR,
                    BYTEA,
                    TIME_TZ,
                    TIMESTAMP_TZ,
                    INTERVAL,
                    ENUM,
                    BIT,
                    VARBIT,
                    ARRAY,
                    OTHER ->
                throw new UnwritableValueException("the declared type does not tell what its values mean. Declare one"
                        + " of INTEGER, REAL, DECIMAL, TEXT, BLOB, DATE, TIME, DATETIME, JSON or UUID");
        };
    }

    private static void integer(BigInteger number, RowBuffer out) {
        if (number.bitLength() > 63) {
            throw new UnwritableValueException("the number is beyond 64 bits, which is all an integer of SQLite has."
                    + " Declare the column TEXT");
        }
        out.int8(INTEGER);
        out.int64(number.longValue());
    }

    private static void number(BigDecimal number, RowBuffer out) {
        boolean whole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
        if (whole && number.toBigInteger().bitLength() <= 63) {
            integer(number.toBigInteger(), out);
            return;
        }
        double nearest = number.doubleValue();
        if (whole || !Double.isFinite(nearest) || new BigDecimal(Double.toString(nearest)).compareTo(number) != 0) {
            throw new UnwritableValueException("the number has more digits than SQLite keeps in a column of numbers."
                    + " Declare the column TEXT");
        }
        out.int8(REAL);
        out.int64(Double.doubleToLongBits(nearest));
    }

    private static void real(double number, RowBuffer out) {
        if (Double.isNaN(number)) {
            throw new UnwritableValueException("the value is NaN, which SQLite stores as NULL");
        }
        out.int8(REAL);
        out.int64(Double.doubleToLongBits(number));
    }

    private static byte[] bytes(PlainValue value) {
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
