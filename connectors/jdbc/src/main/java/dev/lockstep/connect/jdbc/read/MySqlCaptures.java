/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The one table from a type of MariaDB or MySQL to the schema and value that change capture gives it (Debezium 3.5 for
 * MariaDB with its defaults: precise decimals, 64 bits for unsigned ones, times in microseconds). A type that is not in it
 * is not captured.
 *
 * <p>Dates of zeros, of which change capture makes NULL or 1970, and unsigned numbers that do not fit, which it makes
 * negative, are unfit here.
 */
final class MySqlCaptures {
    private static final int MILLISECONDS = 3;
    private static final byte[] UTC = {'+', '0', '0'};

    private MySqlCaptures() {}

    /** Reads a value from the bytes of its text. */
    @FunctionalInterface
    private interface BytesReader {
        Object read(byte[] text);
    }

    /**
     * @param digits of the fraction of a second
     * @return empty when change capture leaves columns of the type out
     */
    static Optional<TypeReading> of(MySqlReadings.Type type, int digits, boolean optional) {
        return switch (type.data()) {
            case "tinyint" -> number(SchemaBuilder.int16(), optional, text -> (short) PostgresTexts.integer(text));
            case "smallint" ->
                type.unsigned()
                        ? number(SchemaBuilder.int32(), optional, text -> (int) PostgresTexts.integer(text))
                        : number(SchemaBuilder.int16(), optional, text -> (short) PostgresTexts.integer(text));
            case "mediumint" -> number(SchemaBuilder.int32(), optional, text -> (int) PostgresTexts.integer(text));
            case "bigint" -> number(SchemaBuilder.int64(), optional, MySqlCaptures::signed);
            case "decimal" ->
                number(
                        Schemas.decimal(type.precision(), type.scale()),
                        optional,
                        text -> PostgresTexts.decimal(text, type.scale()));
            case "float" ->
                // With a scale it is a double to change capture.
                type.declared().contains(",") ? Optional.of(doubled(optional)) : MySqlReadings.of(type, optional);
            case "int", "double", "year", "bit" -> MySqlReadings.of(type, optional);
            case "date" -> date(Schemas.time(SchemaBuilder.int32(), "Date"), optional, PostgresTimes::day);
            case "datetime" ->
                digits <= MILLISECONDS
                        ? date(Schemas.time(SchemaBuilder.int64(), "Timestamp"), optional, PostgresTimes::millis)
                        : date(Schemas.time(SchemaBuilder.int64(), "MicroTimestamp"), optional, PostgresTimes::micros);
            case "timestamp" -> date(Schemas.zonedTimestamp(), optional, text -> instant(text, digits));
            case "time" -> number(Schemas.time(SchemaBuilder.int64(), "MicroTime"), optional, MySqlCaptures::duration);
            case "char",
                    "varchar",
                    "tinytext",
                    "text",
                    "mediumtext",
                    "longtext",
                    "enum",
                    "set",
                    "json",
                    "uuid",
                    "binary",
                    "varbinary",
                    "tinyblob",
                    "blob",
                    "mediumblob",
                    "longblob",
                    "vector" -> MySqlReadings.of(type, optional);
            case "geometry",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" ->
                // Optional even where the column is not.
                Optional.of(MySqlReadings.geometry(Schemas.of(Schemas.plainGeometry(), true)));
            default -> Optional.empty();
        };
    }

    private static Optional<TypeReading> number(SchemaBuilder builder, boolean optional, BytesReader reader) {
        return Optional.of(new TypeReading(
                Schemas.of(builder, optional),
                text -> reader.read(text.getBytes(StandardCharsets.US_ASCII)),
                (row, column) -> {
                    byte[] text = row.getBytes(column);
                    return text == null ? null : reader.read(text);
                },
                column -> "CAST(" + column + " AS CHAR)"));
    }

    private static Optional<TypeReading> date(SchemaBuilder builder, boolean optional, BytesReader reader) {
        return number(builder, optional, text -> {
            if ((text[5] == '0' && text[6] == '0') || (text[8] == '0' && text[9] == '0')) {
                throw new UnfitValueException("a date whose month or day is zero, which is no date");
            }
            return reader.read(text);
        });
    }

    private static TypeReading doubled(boolean optional) {
        MySqlReadings.Type wide = new MySqlReadings.Type("double", "double", 0, 0);
        return MySqlReadings.of(wide, optional).orElseThrow();
    }

    private static Object signed(byte[] text) {
        try {
            return PostgresTexts.integer(text);
        } catch (NumberFormatException e) {
            throw new UnfitValueException("an unsigned number beyond 63 bits, which change capture makes negative");
        }
    }

    private static String instant(byte[] text, int digits) {
        byte[] zoned = new byte[text.length + UTC.length];
        System.arraycopy(text, 0, zoned, 0, text.length);
        System.arraycopy(UTC, 0, zoned, text.length, UTC.length);
        return PostgresTimes.instant(zoned, digits);
    }

    /** Of up to 838 hours either way. */
    private static long duration(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        boolean negative = text.charAt(0) == '-';
        int minutes = text.indexOf(':');
        int hours = Integer.parseInt(text, negative ? 1 : 0, minutes, 10);
        byte[] rest = ("00" + text.substring(minutes)).getBytes(StandardCharsets.US_ASCII);
        long micros = hours * 3_600_000_000L + PostgresTimes.microsOfDay(rest);
        return negative ? -micros : micros;
    }
}
