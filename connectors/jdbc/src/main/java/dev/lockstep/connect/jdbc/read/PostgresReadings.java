/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** The one table from a type of PostgreSQL to its reading. A type that is not in it cannot be read. */
final class PostgresReadings {
    private static final int MODIFIER_OFFSET = 4;

    private PostgresReadings() {}

    /** @return empty when values of the type have no canonical form */
    static Optional<TypeReading> of(PostgresType type, boolean optional) {
        if (type.made() instanceof PostgresType.Array array) {
            return isMoney(array.element())
                    ? Optional.of(array(array, numeric(-1, true), optional).through("numeric[]"))
                    : inside(array.element()).map(element -> array(array, element, optional));
        }
        if (type.made() instanceof PostgresType.Enumeration enumeration) {
            return text(Schemas.enumeration("Enum", enumeration.labels()), optional);
        }
        if (type.made() instanceof PostgresType.Composite composite) {
            return composite(composite, optional);
        }
        if (type.made() instanceof PostgresType.Range) {
            return text(SchemaBuilder.string(), optional);
        }
        return type.builtIn() ? builtIn(type, optional) : ofExtension(type, optional);
    }

    /** Inside another value, where no cast takes the currency of the server's locale away from money. */
    private static Optional<TypeReading> inside(PostgresType type) {
        return isMoney(type) ? Optional.empty() : of(type, true);
    }

    private static boolean isMoney(PostgresType type) {
        return type.builtIn() && type.name().equals("money");
    }

    private static Optional<TypeReading> builtIn(PostgresType type, boolean optional) {
        return switch (type.name()) {
            case "bool", "int2", "int4", "int8", "oid", "float4", "float8", "numeric", "money" ->
                Optional.of(number(type, optional));
            case "text", "varchar", "bpchar", "char", "name" -> text(SchemaBuilder.string(), optional);
            case "inet", "cidr", "macaddr", "macaddr8", "tsquery", "jsonpath", "pg_lsn" ->
                text(SchemaBuilder.string(), optional);
            case "uuid" -> text(Schemas.namedText("Uuid"), optional);
            case "json", "jsonb" -> text(Schemas.namedText("Json"), optional);
            case "xml" -> text(Schemas.namedText("Xml"), optional);
            case "tsvector" -> text(Schemas.namedText("Tsvector"), optional);
            case "bytea" ->
                Optional.of(TypeReading.of(
                        Schemas.of(SchemaBuilder.bytes(), optional), PostgresReadings::hex, PostgresReadings::bytes));
            case "bit", "varbit" -> Optional.of(bits(type, optional));
            case "date" -> ofEra(Schemas.isoDate(), optional);
            case "timestamp" -> ofEra(Schemas.isoTimestamp(), optional);
            case "timestamptz" -> ofEra(Schemas.zonedTimestamp(), optional);
            case "time" -> text(Schemas.isoTime(), optional);
            case "timetz" -> text(Schemas.zonedTime(), optional);
            case "interval" ->
                Optional.of(TypeReading.ofText(Schemas.of(Schemas.interval(), optional), PostgresLiterals::finite));
            default -> PostgresShapes.of(type.name(), optional);
        };
    }

    /** Types of the extensions that come with the server, of pgvector and PostGIS. */
    private static Optional<TypeReading> ofExtension(PostgresType type, boolean optional) {
        return switch (type.name()) {
            case "citext" -> text(SchemaBuilder.string(), optional);
            case "ltree" -> text(Schemas.namedText("Ltree"), optional);
            case "hstore" -> {
                SchemaBuilder schema = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA);
                yield Optional.of(TypeReading.ofText(Schemas.of(schema, optional), PostgresLiterals::hstore));
            }
            case "vector", "halfvec", "sparsevec" -> Optional.of(Vectors.reading(type.name(), optional));
            case "geometry" -> Optional.of(PostgresShapes.extended(Schemas.of(Schemas.geometry(), optional)));
            case "geography" -> Optional.of(PostgresShapes.extended(Schemas.of(Schemas.geography(), optional)));
            default -> Optional.empty();
        };
    }

    private static Optional<TypeReading> text(SchemaBuilder schema, boolean optional) {
        return Optional.of(TypeReading.ofText(Schemas.of(schema, optional), text -> text));
    }

    private static Optional<TypeReading> ofEra(SchemaBuilder schema, boolean optional) {
        return Optional.of(TypeReading.ofText(Schemas.of(schema, optional), PostgresLiterals::signedYear));
    }

    private static TypeReading number(PostgresType type, boolean optional) {
        return switch (type.name()) {
            case "bool" ->
                TypeReading.of(
                        Schemas.of(SchemaBuilder.bool(), optional),
                        PostgresReadings::truth,
                        (row, column) -> present(row, row.getBoolean(column)));
            case "int2" ->
                TypeReading.of(
                        Schemas.of(SchemaBuilder.int16(), optional),
                        Short::valueOf,
                        (row, column) -> present(row, row.getShort(column)));
            case "int4" ->
                TypeReading.of(
                        Schemas.of(SchemaBuilder.int32(), optional),
                        Integer::valueOf,
                        (row, column) -> present(row, row.getInt(column)));
            case "int8", "oid" ->
                TypeReading.of(
                        Schemas.of(SchemaBuilder.int64(), optional),
                        Long::valueOf,
                        (row, column) -> present(row, row.getLong(column)));
            case "float4" -> TypeReading.ofText(Schemas.of(SchemaBuilder.float32(), optional), Float::valueOf);
            case "float8" -> TypeReading.ofText(Schemas.of(SchemaBuilder.float64(), optional), Double::valueOf);
            case "numeric" -> numeric(type.modifier(), optional);
            case "money" -> numeric(-1, optional).through("numeric");
            default -> throw new IllegalStateException("not a number: " + type.name());
        };
    }

    private static Object present(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static Object truth(String text) {
        if (text.equals("t") || text.equals("f")) {
            return text.equals("t");
        }
        throw new IllegalArgumentException("neither t nor f");
    }

    private static TypeReading numeric(int modifier, boolean optional) {
        if (modifier < MODIFIER_OFFSET) {
            Schema schema = Schemas.of(Schemas.variableScaleDecimal(), optional);
            return TypeReading.ofText(schema, text -> Numbers.variableScale(text, schema));
        }
        // Eleven bits with sign, since version 15; before, scales were small and positive.
        int scale = (((modifier - MODIFIER_OFFSET) & 0x7FF) ^ 0x400) - 0x400;
        return TypeReading.ofText(
                Schemas.of(Schemas.decimal(scale), optional), text -> Numbers.fixedScale(text, scale));
    }

    private static Object bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static Object hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text, 2, text.length()));
    }

    private static TypeReading bits(PostgresType type, boolean optional) {
        if (type.modifier() == 1) {
            return TypeReading.ofText(Schemas.of(SchemaBuilder.bool(), optional), Numbers::bit);
        }
        SchemaBuilder schema = Schemas.bits(type.modifier() < 0 ? Integer.MAX_VALUE : type.modifier());
        return TypeReading.ofText(Schemas.of(schema, optional), Numbers::bits);
    }

    private static TypeReading array(PostgresType.Array array, TypeReading element, boolean optional) {
        SchemaBuilder schema = SchemaBuilder.array(element.schema());
        for (int dimension = 1; dimension < array.dimensions(); dimension++) {
            schema = SchemaBuilder.array(schema.build());
        }
        // A struct takes only what its schema declares; a column's value is encoded with the nesting that it has.
        TextReader inside = text -> PostgresLiterals.array(text, array.delimiter(), array.dimensions(), element.text());
        TextReader alone = text -> PostgresLiterals.array(text, array.delimiter(), element.text());
        return TypeReading.of(Schemas.of(schema, optional), inside, ValueReader.ofText(alone));
    }

    private static Optional<TypeReading> composite(PostgresType.Composite composite, boolean optional) {
        SchemaBuilder builder = SchemaBuilder.struct();
        List<TextReader> readers = new ArrayList<>();
        for (PostgresType.Attribute attribute : composite.attributes()) {
            Optional<TypeReading> reading = inside(attribute.type());
            if (reading.isEmpty()) {
                return Optional.empty();
            }
            builder.field(attribute.name(), reading.get().schema());
            readers.add(reading.get().text());
        }
        Schema schema = Schemas.of(builder, optional);
        return Optional.of(TypeReading.ofText(schema, text -> struct(schema, readers, text)));
    }

    private static Struct struct(Schema schema, List<TextReader> readers, String text) {
        List<String> parts = PostgresLiterals.composite(text);
        if (parts.size() != readers.size()) {
            throw new IllegalArgumentException("another number of fields");
        }
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            String part = parts.get(field.index());
            try {
                struct.put(
                        field, part == null ? null : readers.get(field.index()).read(part));
            } catch (UnfitValueException e) {
                throw e;
            } catch (DataException e) {
                // NaN and infinities have no form inside a struct.
                throw new UnfitValueException("field \"" + field.name() + "\" holds no finite number");
            }
        }
        return struct;
    }
}
