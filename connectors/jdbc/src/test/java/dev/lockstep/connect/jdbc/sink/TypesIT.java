/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.ForcedRoutes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Declared type, record value, and what the server then says the column holds; in a hostile zone and locale. */
class TypesIT {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();

    private static final String UUID_TEXT = "6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10";

    private static TargetDatabase database;

    @BeforeAll
    static void createTypes() {
        database = new TargetDatabase(
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION ltree",
                "CREATE EXTENSION citext",
                "CREATE SCHEMA other",
                "CREATE TYPE other.\"Mood\" AS ENUM ('sad', 'oh, \"so\" happy')",
                "CREATE DOMAIN short AS varchar(3)",
                "CREATE DOMAIN shorter AS short CHECK (VALUE <> 'no') NOT NULL",
                "CREATE TYPE pair AS (a int, b text)");
    }

    static Stream<Arguments> stored() {
        return Stream.of(
                Arguments.of("boolean", Schema.BOOLEAN_SCHEMA, true, "true"),
                Arguments.of("smallint", Schema.BOOLEAN_SCHEMA, true, "1"),
                Arguments.of("bit(1)", Schema.BOOLEAN_SCHEMA, true, "1"),
                Arguments.of("boolean", Schema.INT16_SCHEMA, (short) 0, "false"),
                Arguments.of("smallint", Schema.INT16_SCHEMA, Short.MIN_VALUE, "-32768"),
                Arguments.of("bigint", Schema.INT64_SCHEMA, Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of("real", Schema.FLOAT32_SCHEMA, 0.1f, "0.1"),
                Arguments.of("double precision", Schema.FLOAT32_SCHEMA, 0.1f, "0.10000000149011612"),
                Arguments.of("double precision", Schema.FLOAT64_SCHEMA, Double.MIN_VALUE, "5e-324"),
                Arguments.of("double precision", Schema.FLOAT64_SCHEMA, Double.NEGATIVE_INFINITY, "-Infinity"),
                Arguments.of("double precision", Schema.FLOAT64_SCHEMA, Double.NaN, "NaN"),
                Arguments.of("numeric(18,4)", Decimal.schema(4), new BigDecimal("-1.5000"), "-1.5000"),
                Arguments.of("numeric", Decimal.schema(30), new BigDecimal("1e-30"), "0." + "0".repeat(29) + "1"),
                Arguments.of("money", Decimal.schema(2), new BigDecimal("1234.50"), "$1,234.50"),
                Arguments.of("numeric", variable().build(), variable("12.340"), "12.340"),
                Arguments.of("numeric", variable().build(), variable("1E+3"), "1000"),
                Arguments.of("text", Schema.STRING_SCHEMA, "'; -- \"\\ ı İ 𝄞 {,} \t\n", "'; -- \"\\ ı İ 𝄞 {,} \t\n"),
                Arguments.of("text", Schema.STRING_SCHEMA, "", ""),
                Arguments.of("text", Schema.STRING_SCHEMA, "NULL", "NULL"),
                Arguments.of("varchar(3)", Schema.STRING_SCHEMA, "abc", "abc"),
                Arguments.of("char(5)", Schema.STRING_SCHEMA, "ab   ", "ab"),
                Arguments.of("shorter", Schema.STRING_SCHEMA, "yes", "yes"),
                Arguments.of("other.\"Mood\"", named("io.debezium.data.Enum"), "oh, \"so\" happy", "oh, \"so\" happy"),
                Arguments.of("bytea", Schema.BYTES_SCHEMA, new byte[] {0, (byte) 0xff, 92}, "\\x00ff5c"),
                Arguments.of("bytea", Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 1), "\\x02"),
                Arguments.of("uuid", named("io.debezium.data.Uuid"), UUID_TEXT, UUID_TEXT),
                Arguments.of(
                        "json",
                        named("io.debezium.data.Json"),
                        "{\"b\":1.50,  \"a\":null}",
                        "{\"b\":1.50,  \"a\":null}"),
                Arguments.of("jsonb", named("io.debezium.data.Json"), "[1e2]", "[100]"),
                Arguments.of("xml", named("io.debezium.data.Xml"), "<a>b</a>", "<a>b</a>"),
                Arguments.of("tsvector", named("io.debezium.data.Tsvector"), "'a':1 'b':2A", "'a':1 'b':2A"),
                Arguments.of("ltree", named("io.debezium.data.Ltree"), "a.b", "a.b"),
                Arguments.of("hstore", Schema.STRING_SCHEMA, "\"a\"=>NULL", "\"a\"=>NULL"),
                Arguments.of("inet", Schema.STRING_SCHEMA, "10.0.0.0/8", "10.0.0.0/8"),
                Arguments.of("int4range", Schema.STRING_SCHEMA, "[1,5)", "[1,5)"),
                Arguments.of("pair", Schema.STRING_SCHEMA, "(1,\"a,b\")", "(1,\"a,b\")"),
                Arguments.of("bit(10)", bits(), new byte[] {0b0000_0101, 0b10}, "1000000101"),
                Arguments.of(
                        "text[]",
                        array(Schema.OPTIONAL_STRING_SCHEMA),
                        Arrays.asList("a,\"b\\", null, "NULL", ""),
                        "{\"a,\\\"b\\\\\",NULL,\"NULL\",\"\"}"),
                Arguments.of("text[]", array(Schema.STRING_SCHEMA), List.of(), "{}"),
                Arguments.of(
                        "int[]",
                        array(array(Schema.INT32_SCHEMA)),
                        List.of(List.of(1, 2), List.of(3, 4)),
                        "{{1,2},{3,4}}"),
                Arguments.of("date[]", array(int32("io.debezium.time.Date")), List.of(-1), "{1969-12-31}"),
                Arguments.of("other.\"Mood\"[]", array(Schema.STRING_SCHEMA), List.of("sad"), "{sad}"),
                Arguments.of("jsonb", array(Schema.STRING_SCHEMA), List.of("a\"\u0001"), "[\"a\\\"\\u0001\"]"));
    }

    static Stream<Arguments> storedTimes() {
        return Stream.of(
                Arguments.of("date", int32("io.debezium.time.Date"), day("2024-02-29"), "2024-02-29"),
                Arguments.of("date", int32("io.debezium.time.Date"), day("0000-03-15"), "0001-03-15 BC"),
                Arguments.of("date", int32("io.debezium.time.Date"), day("-4712-01-01"), "4713-01-01 BC"),
                Arguments.of("date", int32("io.debezium.time.Date"), day("+12345-01-01"), "12345-01-01"),
                Arguments.of("date", int32("io.debezium.time.Date"), day("+5874897-12-31"), "5874897-12-31"),
                Arguments.of("date", int32("io.debezium.time.Date"), day("+5877611-06-21"), "infinity"),
                Arguments.of("date", int32("io.debezium.time.Date"), day("-5877611-06-22"), "-infinity"),
                Arguments.of("date", Date.SCHEMA, Date.toLogical(Date.SCHEMA, -1), "1969-12-31"),
                Arguments.of("time", int32("io.debezium.time.Time"), 1, "00:00:00.001"),
                Arguments.of("time", int64("io.debezium.time.MicroTime"), 86_399_999_999L, "23:59:59.999999"),
                Arguments.of("time", int64("io.debezium.time.MicroTime"), 86_400_000_000L, "24:00:00"),
                Arguments.of("time", int64("io.debezium.time.NanoTime"), 1_000L, "00:00:00.000001"),
                Arguments.of("time", Time.SCHEMA, Time.toLogical(Time.SCHEMA, 5_000), "00:00:05"),
                Arguments.of(
                        "timetz", named("io.debezium.time.ZonedTime"), "10:11:12.123456+02:00", "10:11:12.123456+02"),
                Arguments.of("timestamp", int64("io.debezium.time.MicroTimestamp"), -1L, "1969-12-31 23:59:59.999999"),
                // A local time that the hostile zone skips.
                Arguments.of(
                        "timestamp",
                        int64("io.debezium.time.MicroTimestamp"),
                        micros("2010-04-04T02:30:00"),
                        "2010-04-04 02:30:00"),
                Arguments.of("timestamp", int64("io.debezium.time.MicroTimestamp"), 9223372036825200000L, "infinity"),
                Arguments.of("timestamp", int64("io.debezium.time.MicroTimestamp"), -9223372036832400000L, "-infinity"),
                Arguments.of(
                        "timestamp",
                        int64("io.debezium.time.MicroTimestamp"),
                        micros("-0043-03-15T12:00:00.5"),
                        "0044-03-15 12:00:00.5 BC"),
                Arguments.of(
                        "timestamp", int64("io.debezium.time.NanoTimestamp"), 1_000L, "1970-01-01 00:00:00.000001"),
                Arguments.of("timestamp", int64("io.debezium.time.Timestamp"), -1L, "1969-12-31 23:59:59.999"),
                Arguments.of(
                        "timestamptz",
                        Timestamp.SCHEMA,
                        Timestamp.toLogical(Timestamp.SCHEMA, -1L),
                        "1969-12-31 23:59:59.999+00"),
                Arguments.of(
                        "timestamptz", zoned(), "2024-06-01T12:00:00.123456+05:30", "2024-06-01 06:30:00.123456+00"),
                Arguments.of(
                        "timestamptz", zoned(), "+294276-12-31T23:59:59.999999Z", "294276-12-31 23:59:59.999999+00"),
                Arguments.of("timestamptz", zoned(), "-0043-03-15T00:00:00Z", "0044-03-15 00:00:00+00 BC"),
                Arguments.of("timestamptz", zoned(), "infinity", "infinity"),
                Arguments.of("timestamp", zoned(), "2024-06-01T12:00:00+05:30", "2024-06-01 06:30:00"),
                Arguments.of(
                        "interval",
                        named("io.debezium.time.Interval"),
                        "P1Y2M3DT4H5M6.789S",
                        "1 year 2 mons 3 days 04:05:06.789"),
                Arguments.of("int", int32("io.debezium.time.Year"), 2024, "2024"));
    }

    static Stream<Arguments> storedWithoutSchema() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("a", Arrays.asList(1L, 2.5, null, true));
        document.put("b", Map.of("c", "\"d\""));
        return Stream.of(
                Arguments.of("bigint", 5L, "5"),
                Arguments.of("numeric(10,2)", 2.5, "2.50"),
                Arguments.of("numeric", new BigDecimal("12345678901234567890.123"), "12345678901234567890.123"),
                Arguments.of("timestamptz", "2024-06-01T12:00:00.123456Z", "2024-06-01 12:00:00.123456+00"),
                Arguments.of("uuid", UUID_TEXT, UUID_TEXT),
                Arguments.of("boolean", true, "true"),
                Arguments.of("jsonb", document, "{\"a\": [1, 2.5, null, true], \"b\": {\"c\": \"\\\"d\\\"\"}}"),
                Arguments.of("json", "{\"a\":1}", "{\"a\":1}"),
                Arguments.of("text[]", List.of("x", "y z"), "{x,\"y z\"}"),
                Arguments.of("int[]", List.of(List.of(1L), List.of(2L)), "{{1},{2}}"),
                Arguments.of("bytea", "\\x00ff", "\\x00ff"),
                Arguments.of("bigint", new BigInteger("9223372036854775807"), "9223372036854775807"),
                Arguments.of("bigint", "-9223372036854775808", "-9223372036854775808"),
                Arguments.of(
                        "numeric", new BigInteger("123456789012345678901234567890"), "123456789012345678901234567890"),
                Arguments.of("numeric(18,4)", "3.1400", "3.1400"),
                Arguments.of("numeric", "0.0000", "0.0000"),
                Arguments.of("numeric", "-10000.00010000", "-10000.00010000"),
                Arguments.of("numeric", "1e3", "1000"),
                Arguments.of("numeric", Double.NaN, "NaN"),
                Arguments.of("numeric", 1e22, "10000000000000000000000"),
                Arguments.of("numeric", Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of("double precision", 5L, "5"),
                Arguments.of("double precision", 9007199254740993L, "9.007199254740992e+15"),
                Arguments.of("double precision", new BigDecimal("0.1"), "0.1"),
                Arguments.of("real", 0.1, "0.1"),
                Arguments.of("smallint", "7", "7"),
                Arguments.of("oid", 4294967295L, "4294967295"),
                Arguments.of("date", "2024-02-29", "2024-02-29"),
                Arguments.of("date", "29 Feb 2024", "2024-02-29"),
                Arguments.of("date", 19_782L, "2024-02-29"),
                Arguments.of("timestamp", "2024-06-01T12:00:00.123456", "2024-06-01 12:00:00.123456"),
                Arguments.of("timestamp", "2024-06-01T12:00:00.1Z", "2024-06-01 12:00:00.1"),
                Arguments.of("timestamp", "0044-03-15 12:00:00 BC", "0044-03-15 12:00:00 BC"),
                Arguments.of("timestamp", 1_717_243_200_123_456L, "2024-06-01 12:00:00.123456"),
                Arguments.of("timestamptz", "2024-06-01 23:30:00.5-05:45", "2024-06-02 05:15:00.5+00"),
                Arguments.of("timestamptz", -1L, "1969-12-31 23:59:59.999999+00"),
                Arguments.of("time", 86_399_999_999L, "23:59:59.999999"),
                Arguments.of("time", "10:11:12.5", "10:11:12.5"),
                Arguments.of("uuid", UUID_TEXT.toUpperCase(Locale.ROOT), UUID_TEXT),
                Arguments.of("uuid", "{" + UUID_TEXT + "}", UUID_TEXT),
                Arguments.of("boolean", "t", "true"),
                Arguments.of("jsonb", "\"x\"", "\"x\""),
                Arguments.of("jsonb", 5L, "5"),
                Arguments.of("citext", "MiXed", "MiXed"),
                Arguments.of("other.\"Mood\"", "sad", "sad"),
                Arguments.of("char(5)", "ab", "ab"));
    }

    static Stream<Arguments> refused() {
        List<Integer> placeholder =
                "__debezium_unavailable_value".chars().boxed().toList();
        return Stream.of(
                Arguments.of("varchar(3)", Schema.STRING_SCHEMA, "abcd", "22001"),
                Arguments.of("numeric(4,2)", Decimal.schema(2), new BigDecimal("123.45"), "22003"),
                Arguments.of("date", int32("io.debezium.time.Date"), day("+9999999-01-01"), "22008"),
                Arguments.of("short", Schema.STRING_SCHEMA, "abcd", "22001"),
                Arguments.of("short[]", array(Schema.STRING_SCHEMA), List.of("abcd"), "22001"),
                Arguments.of("shorter", Schema.STRING_SCHEMA, "no", "23514"),
                Arguments.of("char(3)", Schema.STRING_SCHEMA, "abcd", "22001"),
                Arguments.of("bit(3)", bits(), new byte[] {0b1111}, "3 bits"),
                Arguments.of("varbit(3)", bits(), new byte[] {0b1}, "io.debezium.data.Bits"),
                Arguments.of("smallint", Schema.INT32_SCHEMA, 32768, "22003"),
                Arguments.of("int", Schema.FLOAT64_SCHEMA, 1.5, "22P02"),
                Arguments.of("date", Schema.INT32_SCHEMA, 20240101, "int32"),
                Arguments.of("date", int64("io.debezium.time.MicroTimestamp"), 1L, "MicroTimestamp"),
                Arguments.of("timestamp", int64("io.debezium.time.NanoTimestamp"), 1L, "microseconds"),
                Arguments.of("time", int64("io.debezium.time.MicroTime"), 86_400_000_001L, "24:00"),
                Arguments.of("time", named("io.debezium.time.ZonedTime"), "10:00:00Z", "ZonedTime"),
                Arguments.of("timestamptz", zoned(), "yesterday", "ISO 8601"),
                Arguments.of("timestamptz", zoned(), "+999999-01-01T00:00:00Z", "22008"),
                Arguments.of("bytea", Schema.STRING_SCHEMA, "SGVsbG8=", "base64"),
                Arguments.of("text", Schema.BYTES_SCHEMA, new byte[] {1}, "bytes"),
                Arguments.of("text", named("com.example.Unknown"), "x", "com.example.Unknown"),
                Arguments.of("text", KEY, struct(KEY, 1), "struct"),
                Arguments.of("other.\"Mood\"", Schema.STRING_SCHEMA, "angry", "22P02"),
                Arguments.of("jsonb", Schema.STRING_SCHEMA, "{", "22P02"),
                Arguments.of("text", Schema.STRING_SCHEMA, "__debezium_unavailable_value", "placeholder"),
                Arguments.of(
                        "bytea",
                        Schema.BYTES_SCHEMA,
                        "__debezium_unavailable_value".getBytes(StandardCharsets.UTF_8),
                        "placeholder"),
                Arguments.of(
                        "text[]", array(Schema.STRING_SCHEMA), List.of("__debezium_unavailable_value"), "placeholder"),
                Arguments.of("int[]", array(Schema.INT32_SCHEMA), placeholder, "placeholder"),
                Arguments.of("text", Schema.STRING_SCHEMA, "half \ud834", "surrogate"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource({"stored", "storedTimes"})
    void storesTheVeryValueWhicheverWayItGoes(String type, Schema schema, Object value, String expected) {
        assertStoredByAllRoutes(type, schema, value, expected);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("storedWithoutSchema")
    void storesTheVeryValueOfARecordWithoutSchemaWhicheverWayItGoes(String type, Object value, String expected) {
        assertStoredByAllRoutes(type, null, value, expected);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("refused")
    void refusesWhatItCannotStoreAsItIsWhicheverWayItGoes(String type, Schema schema, Object value, String reason) {
        for (Dialect route : ForcedRoutes.all().values()) {
            assertThat(write(route, type, schema, value))
                    .hasValueSatisfying(problem -> assertThat(problem).contains(reason));
            assertThat(database.query("SELECT v FROM t")).isEmpty();
        }
    }

    private static void assertStoredByAllRoutes(String type, Schema schema, Object value, String expected) {
        Map<String, String> bytes = new TreeMap<>();
        ForcedRoutes.all().forEach((name, route) -> {
            assertThat(write(route, type, schema, value)).as(name).isEmpty();
            assertThat(database.query("SELECT v::text FROM t")).as(name).containsExactly(expected);
            bytes.put(
                    name,
                    database.query("SELECT encode(record_send(t), 'hex') FROM t")
                            .get(0));
        });
        assertThat(new HashSet<>(bytes.values())).as(bytes.toString()).hasSize(1);
        database.run("DELETE FROM t", "INSERT INTO t VALUES (1, " + literal(expected) + ")");
        assertThat(bytes.values())
                .as("as if the server had read the text")
                .contains(database.query("SELECT encode(record_send(t), 'hex') FROM t")
                        .get(0));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static Optional<String> write(Dialect route, String type, Schema schema, Object value) {
        database.run("DROP TABLE IF EXISTS t", "CREATE TABLE t (id int PRIMARY KEY, v " + type + ")");
        Records records = new Records("s.public.t");
        SinkRecord record;
        if (schema == null) {
            record = records.schemaless(Map.of("id", 1L), Map.of("id", 1L, "v", value));
        } else {
            Schema row = SchemaBuilder.struct()
                    .field("id", Schema.INT32_SCHEMA)
                    .field("v", schema)
                    .build();
            record = records.flat(struct(KEY, 1), struct(row, 1, value));
        }
        try (DirectWrite target = DirectWrite.to(database, route, "t")) {
            return target.write(record);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Schema named(String name) {
        return SchemaBuilder.string().name(name).build();
    }

    private static Schema zoned() {
        return named("io.debezium.time.ZonedTimestamp");
    }

    private static Schema int32(String name) {
        return SchemaBuilder.int32().name(name).build();
    }

    private static Schema int64(String name) {
        return SchemaBuilder.int64().name(name).build();
    }

    private static Schema array(Schema element) {
        return SchemaBuilder.array(element).build();
    }

    private static Schema bits() {
        return SchemaBuilder.bytes().name("io.debezium.data.Bits").build();
    }

    private static SchemaBuilder variable() {
        return SchemaBuilder.struct()
                .name("io.debezium.data.VariableScaleDecimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA);
    }

    private static Struct variable(String number) {
        BigDecimal decimal = new BigDecimal(number);
        return struct(
                variable().build(), decimal.scale(), decimal.unscaledValue().toByteArray());
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static long micros(String timestamp) {
        Instant instant = LocalDateTime.parse(timestamp).toInstant(ZoneOffset.UTC);
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
