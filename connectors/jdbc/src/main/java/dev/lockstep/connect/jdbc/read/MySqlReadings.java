/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The one table from a type of MariaDB or MySQL to its reading.
 *
 * <p>Whatever a driver might render in its own way, the server casts to text or to a number first. Above all a FLOAT is
 * made a DOUBLE, exactly: as text it has six digits, which is another number.
 */
final class MySqlReadings {
    /**
     * @param data the type's name in lower case
     * @param declared the whole, with length, signedness and labels
     */
    record Type(String data, String declared, int precision, int scale) {
        boolean unsigned() {
            return declared.toLowerCase(Locale.ROOT).contains(" unsigned");
        }
    }

    private MySqlReadings() {}

    private static String asText(String column) {
        return "CAST(" + column + " AS CHAR)";
    }

    private static String asDouble(String column) {
        return asText(column + " + 0e0");
    }

    private static String asUnsigned(String column) {
        return asText("CAST(" + column + " AS UNSIGNED)");
    }

    /** @return empty when values of the type have no canonical form */
    static Optional<TypeReading> of(Type type, boolean optional) {
        return Optional.ofNullable(
                switch (type.data()) {
                    case "tinyint",
                            "smallint",
                            "mediumint",
                            "int",
                            "bigint",
                            "year",
                            "float",
                            "double",
                            "decimal",
                            "bit" -> number(type, optional);
                    case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "inet4", "inet6" ->
                        text(SchemaBuilder.string(), optional, UnaryOperator.identity());
                    case "enum" ->
                        text(Schemas.enumeration("Enum", labels(type.declared())), optional, UnaryOperator.identity());
                    case "set" ->
                        text(
                                Schemas.enumeration("EnumSet", labels(type.declared())),
                                optional,
                                UnaryOperator.identity());
                    case "json" -> text(Schemas.namedText("Json"), optional, UnaryOperator.identity());
                    case "uuid" -> text(Schemas.namedText("Uuid"), optional, UnaryOperator.identity());
                    case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                        bytes(SchemaBuilder.bytes(), optional);
                    // Dates with a month or day of zero are no dates; what becomes of them is for a rule to say.
                    case "date" -> text(Schemas.isoDate(), optional, MySqlReadings::asText);
                    case "datetime" -> text(Schemas.isoTimestamp(), optional, MySqlReadings::asText);
                    case "timestamp" ->
                        parsed(Schemas.zonedTimestamp(), optional, MySqlReadings::asText, text -> text + "Z");
                    case "time" -> text(Schemas.isoTime(), optional, MySqlReadings::asText);
                    case "geometry",
                            "point",
                            "linestring",
                            "polygon",
                            "multipoint",
                            "multilinestring",
                            "multipolygon",
                            "geometrycollection",
                            "geomcollection" -> geometry(Schemas.of(Schemas.geometry(), optional));
                    case "vector" -> vector(optional);
                    default -> null;
                });
    }

    private static TypeReading number(Type type, boolean optional) {
        return switch (type.data()) {
            case "tinyint" -> parsed(SchemaBuilder.int16(), optional, MySqlReadings::asText, Short::valueOf);
            case "smallint", "mediumint" ->
                parsed(SchemaBuilder.int32(), optional, MySqlReadings::asText, Integer::valueOf);
            case "int" ->
                type.unsigned()
                        ? parsed(SchemaBuilder.int64(), optional, MySqlReadings::asText, Long::valueOf)
                        : parsed(SchemaBuilder.int32(), optional, MySqlReadings::asText, Integer::valueOf);
            case "bigint" ->
                type.unsigned()
                        ? parsed(
                                Schemas.decimal(0),
                                optional,
                                MySqlReadings::asText,
                                text -> Numbers.fixedScale(text, 0))
                        : parsed(SchemaBuilder.int64(), optional, MySqlReadings::asText, Long::valueOf);
            case "year" -> parsed(Schemas.year(), optional, MySqlReadings::asText, Integer::valueOf);
            case "float" -> parsed(SchemaBuilder.float32(), optional, MySqlReadings::asDouble, Float::valueOf);
            case "double" -> parsed(SchemaBuilder.float64(), optional, MySqlReadings::asDouble, Double::valueOf);
            case "decimal" ->
                parsed(
                        Schemas.decimal(type.scale()),
                        optional,
                        MySqlReadings::asText,
                        text -> Numbers.fixedScale(text, type.scale()));
            case "bit" ->
                type.precision() == 1
                        ? parsed(SchemaBuilder.bool(), optional, MySqlReadings::asUnsigned, Numbers::bit)
                        : parsed(
                                Schemas.bits(type.precision()),
                                optional,
                                MySqlReadings::asUnsigned,
                                text -> Numbers.bits(new BigInteger(text), type.precision()));
            default -> throw new IllegalStateException("not a number: " + type.data());
        };
    }

    private static TypeReading parsed(
            SchemaBuilder schema, boolean optional, UnaryOperator<String> expression, TextReader reader) {
        return new TypeReading(Schemas.of(schema, optional), reader, ValueReader.ofText(reader), expression);
    }

    private static TypeReading text(SchemaBuilder schema, boolean optional, UnaryOperator<String> expression) {
        return parsed(schema, optional, expression, text -> text);
    }

    private static TypeReading bytes(SchemaBuilder schema, boolean optional) {
        return direct(Schemas.of(schema, optional), bytes -> bytes);
    }

    /** Of bytes in front of which MySQL puts the spatial reference. */
    static TypeReading geometry(Schema schema) {
        return direct(schema, bytes -> {
            int srid = bytes.order(ByteOrder.LITTLE_ENDIAN).getInt();
            // Connect's JSON converter writes the whole array behind a buffer.
            byte[] wkb = new byte[bytes.remaining()];
            bytes.get(wkb);
            Struct geometry = new Struct(schema).put("wkb", ByteBuffer.wrap(wkb));
            return srid == 0 ? geometry : geometry.put("srid", srid);
        });
    }

    private static TypeReading vector(boolean optional) {
        return direct(Schemas.of(Schemas.vector("FloatVector", Schema.FLOAT32_SCHEMA), optional), bytes -> {
            List<Float> elements = new ArrayList<>();
            bytes.order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                elements.add(bytes.getFloat());
            }
            return elements;
        });
    }

    /** Reads a value from its bytes. */
    @FunctionalInterface
    private interface BytesReader {
        Object read(ByteBuffer bytes);
    }

    private static TypeReading direct(Schema schema, BytesReader reader) {
        TextReader never = text -> {
            throw new UnfitValueException("MySQL has no values inside others");
        };
        return TypeReading.of(schema, never, (row, column) -> read(row, column, reader));
    }

    private static Object read(ResultSet row, int column, BytesReader reader) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : reader.read(ByteBuffer.wrap(bytes));
    }

    /** The labels of {@code enum('a','it''s')}. */
    private static List<String> labels(String declared) {
        List<String> labels = new ArrayList<>();
        int position = declared.indexOf('(') + 1;
        while (position < declared.length() && declared.charAt(position) == '\'') {
            StringBuilder label = new StringBuilder();
            for (position++; declared.charAt(position) != '\'' || declared.startsWith("''", position); position++) {
                label.append(declared.charAt(position));
                position += declared.charAt(position) == '\'' ? 1 : 0;
            }
            // As change capture lists it, where a bare comma parts two labels.
            labels.add(label.toString().replace(",", "\\,"));
            position += 2;
        }
        return labels;
    }
}
