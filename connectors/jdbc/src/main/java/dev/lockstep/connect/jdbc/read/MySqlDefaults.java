/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/**
 * What change capture makes of a column's default as {@code SHOW CREATE TABLE} writes it: of a literal its value, of the
 * current time the first instant of 1970 (of a nullable TIMESTAMP nothing), of any other expression nothing. Of a date that
 * it cannot read, such as one of zeros or the current one, it makes the first day of 1970, if the column is not nullable.
 */
final class MySqlDefaults {
    private static final String EPOCH = "1970-01-01 00:00:00";
    private static final String EPOCH_QUOTED = "'" + EPOCH + "'";

    private MySqlDefaults() {}

    /** @param written the default in SQL, with quotes around texts */
    static Optional<Object> of(MySqlReadings.Type type, TypeReading reading, String written) {
        if (written.equals("NULL") || reading.schema().type() == Schema.Type.STRUCT) {
            return Optional.empty();
        }
        boolean clock = written.toLowerCase(Locale.ROOT).startsWith("current_timestamp");
        if (written.toLowerCase(Locale.ROOT).startsWith("curdate")) {
            return unreadable(type, reading);
        }
        boolean quoted = written.startsWith("'");
        boolean bits = written.startsWith("b'");
        if (!clock && !quoted && !bits && !Character.isDigit(written.charAt(written.startsWith("-") ? 1 : 0))) {
            return Optional.empty();
        }
        String literal = clock
                ? EPOCH
                : written.substring(bits ? 2 : quoted ? 1 : 0, written.length() - (quoted || bits ? 1 : 0));
        try {
            return Optional.ofNullable(value(type, reading, literal));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException | UnfitValueException e) {
            return unreadable(type, reading);
        }
    }

    private static Optional<Object> unreadable(MySqlReadings.Type type, TypeReading reading) {
        boolean date = type.data().startsWith("date");
        return date && !reading.schema().isOptional() ? of(type, reading, EPOCH_QUOTED) : Optional.empty();
    }

    private static Object value(MySqlReadings.Type type, TypeReading reading, String literal) {
        return switch (type.data()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" ->
                integer(reading.schema(), Math.round(Double.parseDouble(literal)));
            case "decimal" -> new BigDecimal(literal).setScale(type.scale(), RoundingMode.HALF_UP);
            case "float", "double" ->
                reading.schema().type() == Schema.Type.FLOAT32
                        ? (Object) (float) Double.parseDouble(literal)
                        : (Object) Double.parseDouble(literal);
            case "bit" -> bits(reading.schema(), literal);
            case "timestamp" ->
                literal.equals(EPOCH)
                        ? reading.schema().isOptional() ? null : "1970-01-01T00:00:00Z"
                        : reading.text().read(literal);
            case "datetime" -> reading.text().read(literal.indexOf(' ') < 0 ? literal + " 00:00:00" : literal);
            case "date" -> reading.text().read(literal.split(" ", 2)[0]);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                ByteBuffer.wrap(literal.getBytes(StandardCharsets.UTF_8));
            case "vector", "uuid" -> null;
            default -> reading.text().read(literal);
        };
    }

    private static Object integer(Schema schema, long value) {
        return switch (schema.type()) {
            case INT16 -> (Object) (short) value;
            case INT32 -> (Object) (int) value;
            default -> (Object) value;
        };
    }

    private static Object bits(Schema schema, String digits) {
        if (schema.type() == Schema.Type.BOOLEAN) {
            return !digits.matches("0*");
        }
        int length = Integer.parseInt(schema.parameters().get("length"));
        return Numbers.bits(new BigInteger(digits, 2), length);
    }
}
