/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The one table from a type of PostgreSQL to the schema and value that change capture gives it (Debezium 3.7 with precise
 * decimals and intervals as text, else its defaults). A type that is not in it is not captured.
 *
 * <p>Where change capture loses a value, such as a decimal that is NaN, the value is unfit here.
 */
final class PostgresCaptures {
    private static final int MODIFIER_OFFSET = 4;
    private static final int MODIFIER_HALF = 16;
    private static final int MODIFIER_MASK = 0xFFFF;
    private static final int MICROSECONDS = 6;
    private static final int MILLISECONDS = 3;
    private static final int MONEY_SCALE = 2;

    private static final Set<String> CAPTURED_RANGES =
            Set.of("int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange");
    private static final Set<String> SHAPES = Set.of("lseg", "box", "path", "polygon", "circle", "line");
    private static final Set<String> ARRAYS_WITHOUT_FORM =
            Set.of("money", "name", "interval", "bit", "varbit", "xml", "point");
    private static final Set<String> VECTORS = Set.of("vector", "halfvec", "sparsevec");

    private PostgresCaptures() {}

    /** Reads a value from the bytes of its text, or of its binary form where that is another thing at sight. */
    @FunctionalInterface
    private interface BytesReader {
        Object read(byte[] text);
    }

    /** @return empty when change capture leaves columns of the type out */
    static Optional<TypeReading> of(PostgresType type, boolean optional) {
        if (type.made() instanceof PostgresType.Array array) {
            return array(array, optional);
        }
        if (type.made() instanceof PostgresType.Enumeration enumeration) {
            return text(Schemas.enumeration("Enum", enumeration.labels()), optional);
        }
        if (type.made() instanceof PostgresType.Composite) {
            return Optional.empty();
        }
        if (type.made() instanceof PostgresType.Range) {
            return type.builtIn() && CAPTURED_RANGES.contains(type.name())
                    ? text(SchemaBuilder.string(), optional)
                    : Optional.empty();
        }
        return type.builtIn() ? builtIn(type, optional) : ofExtension(type, optional);
    }

    private static Optional<TypeReading> builtIn(PostgresType type, boolean optional) {
        if (SHAPES.contains(type.name())) {
            // Optional even where the column is not.
            return PostgresShapes.of(type.name(), true).map(reading -> reading.through("text"));
        }
        return switch (type.name()) {
            case "bool", "int2", "int4", "int8", "oid", "float4", "float8", "numeric", "money", "bit", "varbit" ->
                number(type, optional);
            case "date", "time", "timetz", "timestamp", "timestamptz", "interval" -> time(type, optional);
            case "text", "varchar", "bpchar", "char", "name", "inet", "cidr", "macaddr", "macaddr8" ->
                text(SchemaBuilder.string(), optional);
            case "uuid" -> of(Schemas.namedText("Uuid"), optional, PostgresTexts::uuid);
            case "json", "jsonb" -> text(Schemas.namedText("Json"), optional);
            case "xml" -> text(Schemas.namedText("Xml"), optional);
            case "tsvector" -> text(Schemas.namedText("Tsvector"), optional);
            case "bytea" -> PostgresReadings.of(type, optional);
            case "point" -> PostgresShapes.of("point", optional).map(reading -> reading.through("text"));
            default -> Optional.empty();
        };
    }

    /** Types of the extensions that come with the server, of pgvector and PostGIS. */
    private static Optional<TypeReading> ofExtension(PostgresType type, boolean optional) {
        return switch (type.name()) {
            case "citext", "isbn" -> text(SchemaBuilder.string(), optional);
            case "ltree" -> text(Schemas.namedText("Ltree"), optional);
            case "hstore" ->
                of(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA),
                        optional,
                        text -> PostgresLiterals.hstore(PostgresTexts.text(text)));
            case "vector", "halfvec" -> PostgresReadings.of(type, optional);
            case "sparsevec" -> Optional.of(sparse(optional));
            // Optional even where the column is not.
            case "geometry" -> Optional.of(PostgresShapes.extended(Schemas.of(Schemas.geometry(), true)));
            case "geography" -> Optional.of(PostgresShapes.extended(Schemas.of(Schemas.geography(), optional)));
            default -> Optional.empty();
        };
    }

    private static Optional<TypeReading> text(SchemaBuilder schema, boolean optional) {
        return of(schema, optional, PostgresTexts::text);
    }

    private static Optional<TypeReading> direct(
            SchemaBuilder builder, boolean optional, TextReader text, ValueReader reader) {
        return Optional.of(TypeReading.of(Schemas.of(builder, optional), text, reader));
    }

    private static Optional<TypeReading> of(SchemaBuilder builder, boolean optional, BytesReader reader) {
        return Optional.of(new TypeReading(
                Schemas.of(builder, optional),
                text -> reader.read(text.getBytes(StandardCharsets.UTF_8)),
                (row, column) -> {
                    byte[] text = row.getBytes(column);
                    return text == null ? null : reader.read(text);
                },
                column -> column));
    }

    private static Optional<TypeReading> number(PostgresType type, boolean optional) {
        return switch (type.name()) {
            case "bool" -> of(SchemaBuilder.bool(), optional, PostgresTexts::truth);
            // The driver reads these as quickly from either form.
            case "int2", "int4", "int8", "oid" -> PostgresReadings.of(type, optional);
            case "float4" ->
                direct(SchemaBuilder.float32(), optional, Float::valueOf, (row, column) -> {
                    float value = row.getFloat(column);
                    return row.wasNull() ? null : value;
                });
            case "float8" ->
                direct(SchemaBuilder.float64(), optional, Double::valueOf, (row, column) -> {
                    double value = row.getDouble(column);
                    return row.wasNull() ? null : value;
                });
            case "numeric" -> numeric(type.modifier(), optional);
            // As money its text has the currency of the server's locale.
            case "money" ->
                of(Schemas.decimal(MONEY_SCALE), optional, text -> PostgresTexts.decimal(text, MONEY_SCALE))
                        .map(reading -> reading.through("numeric"));
            case "bit", "varbit" -> bits(type.modifier(), optional);
            default -> throw new IllegalStateException("not a number: " + type.name());
        };
    }

    private static Optional<TypeReading> numeric(int modifier, boolean optional) {
        if (modifier < MODIFIER_OFFSET) {
            Schema schema = Schemas.of(Schemas.variableScaleDecimal(), optional);
            return of(Schemas.variableScaleDecimal(), optional, text ->
                            (Object) PostgresTexts.stripped(PostgresTexts.number(text)))
                    .map(reading -> variable(schema, reading));
        }
        int precision = (modifier - MODIFIER_OFFSET) >> MODIFIER_HALF & MODIFIER_MASK;
        // A scale below zero, of eleven bits, is a large one to change capture. The numbers are the same.
        int scale = modifier - MODIFIER_OFFSET & MODIFIER_MASK;
        return of(Schemas.decimal(precision, scale), optional, text -> PostgresTexts.decimal(text, scale));
    }

    private static TypeReading variable(Schema schema, TypeReading number) {
        TextReader reader =
                text -> Numbers.variableScale((BigDecimal) number.text().read(text), schema);
        return TypeReading.ofText(schema, reader);
    }

    private static Optional<TypeReading> bits(int length, boolean optional) {
        return length == 1
                ? of(SchemaBuilder.bool(), optional, PostgresTexts::bit)
                : of(
                        Schemas.bits(length < 0 ? Integer.MAX_VALUE : length),
                        optional,
                        text -> ByteBuffer.wrap(PostgresTexts.bits(text)));
    }

    private static Optional<TypeReading> time(PostgresType type, boolean optional) {
        int digits = type.modifier() < 0 ? MICROSECONDS : type.modifier();
        boolean millis = digits <= MILLISECONDS;
        return switch (type.name()) {
            case "date" -> of(Schemas.time(SchemaBuilder.int32(), "Date"), optional, PostgresTimes::day);
            case "time" ->
                millis
                        ? of(Schemas.time(SchemaBuilder.int32(), "Time"), optional, PostgresTimes::millisOfDay)
                        : of(Schemas.time(SchemaBuilder.int64(), "MicroTime"), optional, PostgresTimes::microsOfDay);
            case "timestamp" ->
                millis
                        ? timestamp(
                                Schemas.time(SchemaBuilder.int64(), "Timestamp"),
                                optional,
                                PostgresTimes::millis,
                                PostgresBinaries::millis)
                        : timestamp(
                                Schemas.time(SchemaBuilder.int64(), "MicroTimestamp"),
                                optional,
                                PostgresTimes::micros,
                                PostgresBinaries::micros);
            case "timestamptz" ->
                timestamp(
                        Schemas.zonedTimestamp(),
                        optional,
                        text -> PostgresTimes.instant(text, digits),
                        binary -> PostgresBinaries.instant(binary, digits));
            case "timetz" -> of(Schemas.zonedTime(), optional, PostgresTimes::timeWithZone);
            case "interval" ->
                of(Schemas.interval(), optional, text -> PostgresIntervals.allParts(PostgresTexts.text(text)));
            default -> throw new IllegalStateException("not a time: " + type.name());
        };
    }

    /** The text of infinity has as many bytes as a binary timestamp, so that only the driver can tell these two apart. */
    private static Optional<TypeReading> timestamp(
            SchemaBuilder builder, boolean optional, BytesReader texts, BytesReader binaries) {
        return of(builder, optional, texts)
                .map(reading -> TypeReading.of(reading.schema(), reading.text(), (row, column) -> {
                    byte[] bytes = row.getBytes(column);
                    if (bytes == null) {
                        return null;
                    }
                    boolean binary = PostgresBinaries.isTimestamp(bytes)
                            && (!PostgresTimes.isInfinite(bytes)
                                    || !PostgresTimes.INFINITY.equals(row.getString(column)));
                    return binary ? binaries.read(bytes) : texts.read(bytes);
                }));
    }

    /** Change capture has one dimension, and nothing for domains as elements. */
    private static Optional<TypeReading> array(PostgresType.Array array, boolean optional) {
        PostgresType element = array.element();
        if (array.dimensions() != 1
                || element.domain()
                || element.made() instanceof PostgresType.Array
                || (element.builtIn() && ARRAYS_WITHOUT_FORM.contains(element.name()))) {
            return Optional.empty();
        }
        boolean nulls = !(element.made() instanceof PostgresType.Enumeration)
                && !(element.builtIn() && element.name().equals("tsvector"))
                && !VECTORS.contains(element.name());
        return of(element, nulls).map(reading -> array(array.delimiter(), reading, optional));
    }

    private static TypeReading array(char delimiter, TypeReading element, boolean optional) {
        TextReader reader = element.schema().isOptional()
                ? text -> PostgresLiterals.array(text, delimiter, 1, element.text())
                : text -> withoutNulls(PostgresLiterals.array(text, delimiter, 1, element.text()));
        return TypeReading.ofText(Schemas.of(SchemaBuilder.array(element.schema()), optional), reader)
                .through("text");
    }

    private static Object withoutNulls(List<Object> elements) {
        if (elements.contains(null)) {
            throw new UnfitValueException("an array with a null, which change capture has no form for in this type");
        }
        return elements;
    }

    /** Change capture counts with 16 bits. */
    private static TypeReading sparse(boolean optional) {
        Schema schema = Schemas.of(Schemas.shortSparseVector(), optional);
        TypeReading wide = Vectors.reading("sparsevec", optional);
        return TypeReading.ofText(
                schema, text -> narrow(schema, (Struct) wide.text().read(text)));
    }

    private static Struct narrow(Schema schema, Struct wide) {
        if (wide.getInt32("dimensions") > Short.MAX_VALUE) {
            throw new UnfitValueException("more dimensions than the 16 bits of change capture count");
        }
        Map<Short, Object> elements = new TreeMap<>();
        wide.getMap("vector").forEach((place, value) -> elements.put(((Integer) place).shortValue(), value));
        return new Struct(schema)
                .put("dimensions", wide.getInt32("dimensions").shortValue())
                .put("vector", elements);
    }
}
