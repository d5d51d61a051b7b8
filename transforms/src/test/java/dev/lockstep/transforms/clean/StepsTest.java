/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lockstep.transforms.CleanFields;
import dev.lockstep.transforms.convert.TargetType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each step makes of values, with schema and without. */
class StepsTest {
    private static final Schema TEXT = Schema.STRING_SCHEMA;
    private static final Schema MAYBE_TEXT = Schema.OPTIONAL_STRING_SCHEMA;
    private static final Schema MONEY = Decimal.builder(2).build();
    private static final Schema TIMESTAMP = type("timestamp");
    private static final Schema ZONED = type("timestamptz");
    private static final Schema DATE = type("date");
    private static final Schema HOME = SchemaBuilder.struct()
            .field("city", MAYBE_TEXT)
            .field("zip", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    private static final Schema MEMBER = SchemaBuilder.struct()
            .field("lat", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .optional()
            .build();

    /** 2026-03-29T14:05:00 in seconds since 1970. */
    private static final long SECONDS = 1774793100L;

    private static final int DAY = 20541;

    static Stream<Arguments> typed() {
        return Stream.of(
                // Texts.
                arguments("trim", TEXT, "\u2003\u00A0 a b\u0085\u3000", TEXT, "a b"),
                arguments("trim", TEXT, "\u200B", TEXT, "\u200B"),
                arguments("trim('*-')", TEXT, "-*-a-b*", TEXT, "a-b"),
                arguments("ltrim", TEXT, " a ", TEXT, "a "),
                arguments("rtrim", TEXT, " a ", TEXT, " a"),
                arguments("pad('0', 5)", TEXT, "42", TEXT, "00042"),
                arguments("pad('.', 4, right)", TEXT, "42", TEXT, "42.."),
                arguments("pad('0', 2)", TEXT, "12345", TEXT, "12345"),
                arguments("pad('0', 3)", TEXT, "😀", TEXT, "00😀"),
                arguments("upper", TEXT, "izmir straße", TEXT, "IZMIR STRASSE"),
                arguments("lower", TEXT, "IZMIR", TEXT, "izmir"),
                arguments("title", TEXT, "o'brien-smith  ÉMILE", TEXT, "O'brien-Smith  Émile"),
                arguments("collapse-spaces", TEXT, " a \t\n b ", TEXT, " a b "),
                arguments("strip-nul", TEXT, "a\0b\0", TEXT, "ab"),
                arguments("strip-control", TEXT, "a\u0007\tb\n\u0085", TEXT, "a\tb\n"),
                arguments("normalize(nfc)", TEXT, "e\u0301", TEXT, "é"),
                arguments("normalize(nfd)", TEXT, "é", TEXT, "e\u0301"),
                arguments("normalize(nfkc)", TEXT, "ﬁ", TEXT, "fi"),
                arguments("truncate(3)", TEXT, "a😀bc", TEXT, "a😀b"),
                arguments("truncate(3)", TEXT, "ab", TEXT, "ab"),
                arguments("max-length(2)", TEXT, "😀b", TEXT, "😀b"),
                arguments("trim upper truncate(2)", TEXT, " abc ", TEXT, "AB"),
                // Patterns.
                arguments("replace('[^0-9]', '')", TEXT, "+49 (30) 12", TEXT, "493012"),
                arguments("replace('(\\w+) (\\w+)', '$2, $1')", TEXT, "Ada Lovelace", TEXT, "Lovelace, Ada"),
                arguments("replace('€', '$$')", TEXT, "5€", TEXT, "5$"),
                arguments("replace('', '-')", TEXT, "ab", TEXT, "-a-b-"),
                arguments("replace('(a)|b', '<$1>')", TEXT, "ab", TEXT, "<a><>"),
                arguments("extract('([A-Z]+)-[0-9]+')", TEXT, "no AB-12", MAYBE_TEXT, "AB"),
                arguments("extract('[0-9]+')", TEXT, "AB-12", MAYBE_TEXT, "12"),
                arguments("extract('([A-Z]+)-([0-9]+)', 2)", TEXT, "AB-12", MAYBE_TEXT, "12"),
                arguments("extract('[0-9]+')", TEXT, "none", MAYBE_TEXT, null),
                // Null.
                arguments("null-if('n/a', '-')", TEXT, "-", MAYBE_TEXT, null),
                arguments("null-if('n/a', '-')", TEXT, "x", MAYBE_TEXT, "x"),
                arguments("null-if(0)", Schema.INT32_SCHEMA, 0, Schema.OPTIONAL_INT32_SCHEMA, null),
                arguments(
                        "null-if(9.9)",
                        MONEY,
                        new BigDecimal("9.90"),
                        Decimal.builder(2).optional().build(),
                        null),
                arguments(
                        "null-if('1970-01-01')",
                        DATE,
                        0,
                        TargetType.parse("date").schema(true),
                        null),
                arguments(
                        "null-if('2026-03-29T14:05:00Z')",
                        ZONED,
                        "2026-03-29T16:05:00.000+02:00",
                        optional("timestamptz"),
                        null),
                arguments("null-if(0)", Schema.FLOAT64_SCHEMA, -0.0, Schema.OPTIONAL_FLOAT64_SCHEMA, null),
                arguments(
                        "null-if('AB')",
                        Schema.BYTES_SCHEMA,
                        new byte[] {'A', 'B'},
                        Schema.OPTIONAL_BYTES_SCHEMA,
                        null),
                arguments(
                        "map('0A0B0C0D-0000-0000-0000-000000000000' => null, else keep)",
                        type("uuid"),
                        "0a0b0c0d-0000-0000-0000-000000000000",
                        optional("uuid"),
                        null),
                arguments("empty-is-null", TEXT, "", MAYBE_TEXT, null),
                arguments("default('x')", MAYBE_TEXT, null, MAYBE_TEXT, "x"),
                arguments("default('x')", MAYBE_TEXT, "", MAYBE_TEXT, ""),
                arguments("default(7)", Schema.OPTIONAL_INT64_SCHEMA, null, Schema.OPTIONAL_INT64_SCHEMA, 7L),
                arguments(
                        "default('2026-03-29')",
                        TargetType.parse("date").schema(true),
                        null,
                        TargetType.parse("date").schema(true),
                        DAY),
                arguments("upper", MAYBE_TEXT, null, MAYBE_TEXT, null),
                // Maps of values.
                arguments("map('A' => 'active', 'D' => 'deleted')", TEXT, "D", TEXT, "deleted"),
                arguments("map('A' => 'active', else 'other')", TEXT, "Z", TEXT, "other"),
                arguments("map('A' => 'active', else keep)", TEXT, "Z", TEXT, "Z"),
                arguments("map('A' => 'active', else null)", TEXT, "Z", MAYBE_TEXT, null),
                arguments("map('A' => null, else keep)", TEXT, "A", MAYBE_TEXT, null),
                arguments("map(1 => 10, else 0)", Schema.INT16_SCHEMA, (short) 1, Schema.INT16_SCHEMA, (short) 10),
                arguments("map('J' => 'true', 'N' => 'false') to(boolean)", TEXT, "J", Schema.BOOLEAN_SCHEMA, true),
                // Types and numbers.
                arguments("to(int32)", TEXT, "42", Schema.INT32_SCHEMA, 42),
                arguments(
                        "replace(',', '.') to(decimal(10,2))",
                        TEXT,
                        "12,5",
                        type("decimal(10,2)"),
                        new BigDecimal("12.50")),
                arguments("round(1)", MONEY, new BigDecimal("2.25"), MONEY, new BigDecimal("2.30")),
                arguments("round(1, half-even)", MONEY, new BigDecimal("2.25"), MONEY, new BigDecimal("2.20")),
                arguments("round(0, down)", MONEY, new BigDecimal("-2.99"), MONEY, new BigDecimal("-2.00")),
                arguments("round(2)", Schema.FLOAT64_SCHEMA, 1.005, Schema.FLOAT64_SCHEMA, 1.01),
                arguments("round(-2)", Schema.INT32_SCHEMA, 150, Schema.INT32_SCHEMA, 200),
                arguments("round(0)", TIMESTAMP, 1_500_000L, TIMESTAMP, 2_000_000L),
                arguments(
                        "round(6)",
                        named("io.debezium.time.NanoTimestamp", Schema.Type.INT64),
                        1_600L,
                        named("io.debezium.time.NanoTimestamp", Schema.Type.INT64),
                        2_000L),
                // Bytes.
                arguments("to-hex", Schema.BYTES_SCHEMA, new byte[] {0, (byte) 0xAB}, TEXT, "00ab"),
                arguments("from-hex", TEXT, "00aB", Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {0, (byte) 0xAB})),
                arguments("to-base64", Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {1, 2}), TEXT, "AQI="),
                arguments("from-base64", TEXT, "AQI=", Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {1, 2})),
                // JSON.
                arguments(
                        "parse-json('city string, zip int32')",
                        TEXT,
                        "{\"zip\":10115,\"city\":\"Berlin\"}",
                        HOME,
                        new Struct(HOME).put("city", "Berlin").put("zip", 10115)),
                arguments(
                        "parse-json('city string, zip int32')",
                        type("json"),
                        "{\"city\":null}",
                        HOME,
                        new Struct(HOME)),
                arguments(
                        "parse-json('city string, zip int32', leave-out-others)",
                        TEXT,
                        "{\"x\":[1],\"zip\":\"7\"}",
                        HOME,
                        new Struct(HOME).put("zip", 7)),
                arguments(
                        "parse-json('array(decimal(4,1))')",
                        TEXT,
                        "[1, 2.50, null]",
                        SchemaBuilder.array(TargetType.parse("decimal(4,1)").schema(true))
                                .build(),
                        Arrays.asList(new BigDecimal("1.0"), new BigDecimal("2.5"), null)),
                arguments(
                        "parse-json('map(json)')",
                        TEXT,
                        "{\"a\":{\"b\":1}}",
                        SchemaBuilder.map(TEXT, TargetType.parse("json").schema(true))
                                .build(),
                        Map.of("a", "{\"b\":1}")),
                arguments(
                        "parse-json('\"the home\" object(lat float64)')",
                        TEXT,
                        "{\"the home\":{\"lat\":52.5}}",
                        SchemaBuilder.struct().field("the home", MEMBER).build(),
                        new Struct(SchemaBuilder.struct()
                                        .field("the home", MEMBER)
                                        .build())
                                .put("the home", new Struct(MEMBER).put("lat", 52.5))),
                arguments(
                        "emit-json",
                        HOME,
                        new Struct(HOME).put("city", "a\"\n"),
                        type("json"),
                        "{\"city\":\"a\\\"\\n\",\"zip\":null}"),
                arguments(
                        "emit-json", SchemaBuilder.array(DATE).build(), List.of(DAY), type("json"), "[\"2026-03-29\"]"),
                arguments(
                        "emit-json",
                        SchemaBuilder.map(TEXT, type("json")).build(),
                        Map.of("a", "{\"b\":1}"),
                        type("json"),
                        "{\"a\":{\"b\":1}}"),
                arguments("emit-json", MONEY, new BigDecimal("5.00"), type("json"), "5.00"),
                arguments("emit-json", Schema.BYTES_SCHEMA, new byte[] {1, 2}, type("json"), "\"AQI=\""),
                arguments("emit-json", TEXT, "plain", type("json"), "\"plain\""),
                // Dates and times.
                arguments("parse-date('dd.MM.yyyy')", TEXT, "29.03.2026", DATE, DAY),
                arguments("parse-date('yyyy-MM-dd', 'd MMM yy')", TEXT, "29 Mar 26", DATE, DAY),
                arguments(
                        "parse-timestamp('dd.MM.yyyy HH:mm')",
                        TEXT,
                        "29.03.2026 14:05",
                        TIMESTAMP,
                        SECONDS * 1_000_000),
                arguments(
                        "parse-timestamp('MM/dd/yyyy h:mm a')",
                        TEXT,
                        "03/29/2026 2:05 PM",
                        TIMESTAMP,
                        SECONDS * 1_000_000),
                arguments("parse-timestamp('yyyyMMdd')", TEXT, "20260329", TIMESTAMP, DAY * 86_400_000_000L),
                arguments(
                        "parse-timestamp('yyyy-MM-dd HH:mm:ssXXX')",
                        TEXT,
                        "2026-03-29 16:05:00+02:00",
                        ZONED,
                        "2026-03-29T14:05:00Z"),
                arguments(
                        "parse-timestamp('dd.MM.yyyy HH:mm', zone('Europe/Berlin'))",
                        TEXT,
                        "29.03.2026 16:05",
                        ZONED,
                        "2026-03-29T14:05:00Z"),
                arguments(
                        "parse-timestamp('yyyy-MM-dd HH:mmXXX', 'yyyy-MM-dd HH:mm', zone('UTC'))",
                        TEXT,
                        "2026-03-29 14:05",
                        ZONED,
                        "2026-03-29T14:05:00Z"),
                arguments("format-date('dd.MM.yyyy')", DATE, DAY, TEXT, "29.03.2026"),
                arguments("format-timestamp('yyyy-MM-dd')", TIMESTAMP, SECONDS * 1_000_000, TEXT, "2026-03-29"),
                arguments(
                        "format-timestamp('HH:mm XXX', zone('Europe/Berlin'))",
                        ZONED,
                        "2026-03-29T14:05:00Z",
                        TEXT,
                        "16:05 +02:00"),
                arguments("epoch(s)", Schema.INT32_SCHEMA, (int) SECONDS, TIMESTAMP, SECONDS * 1_000_000),
                arguments("epoch(ms)", Schema.INT64_SCHEMA, -1L, TIMESTAMP, -1_000L),
                arguments("epoch(us)", Schema.INT64_SCHEMA, 5L, TIMESTAMP, 5L),
                arguments("epoch(ns)", Schema.INT64_SCHEMA, 5_000L, TIMESTAMP, 5L),
                arguments("epoch(s)", MONEY, new BigDecimal("1.25"), TIMESTAMP, 1_250_000L),
                arguments("to-epoch(s)", DATE, 1, Schema.INT64_SCHEMA, 86_400L),
                arguments("to-epoch(ms)", TIMESTAMP, 5_000L, Schema.INT64_SCHEMA, 5L),
                arguments("to-epoch(us)", ZONED, "1970-01-01T01:00:00+01:00", Schema.INT64_SCHEMA, 0L),
                arguments("at-zone('Europe/Berlin')", TIMESTAMP, SECONDS * 1_000_000, ZONED, "2026-03-29T12:05:00Z"),
                arguments("at-zone('Europe/Berlin')", ZONED, "2026-03-29T12:05:00Z", TIMESTAMP, SECONDS * 1_000_000),
                arguments("at-zone('+02:00')", TIMESTAMP, SECONDS * 1_000_000, ZONED, "2026-03-29T12:05:00Z"),
                // On error.
                arguments("to(int32) on-error(null)", TEXT, "x", Schema.OPTIONAL_INT32_SCHEMA, null),
                arguments("to(int32) on-error(null)", TEXT, "5", Schema.OPTIONAL_INT32_SCHEMA, 5),
                arguments("to(int32) on-error(default '-1')", TEXT, "x", Schema.INT32_SCHEMA, -1),
                arguments("to(int32) on-error(default 7)", TEXT, "x", Schema.INT32_SCHEMA, 7),
                arguments(
                        "trim parse-date('dd.MM.yyyy') on-error(null)",
                        TEXT,
                        "30.02.2026",
                        TargetType.parse("date").schema(true),
                        null));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void stepMakesThisOfAValueWithSchema(String steps, Schema in, Object value, Schema out, Object expected) {
        Schema row = SchemaBuilder.struct().field("f", in).build();
        Struct input = new Struct(row).put("f", value);
        SinkRecord record = new SinkRecord("t", 0, null, null, row, input, 0);

        Struct made;
        try (CleanFields.Value<SinkRecord> clean = clean("f: " + steps)) {
            made = (Struct) clean.apply(record).value();
        }

        assertThat(made.schema().field("f").schema()).isEqualTo(out);
        assertThat(made.get("f")).isEqualTo(expected);
        assertThat(input.get("f")).isEqualTo(value);
    }

    static Stream<Arguments> withoutSchema() {
        return Stream.of(
                arguments("trim lower", " A ", "a"),
                arguments("trim", null, null),
                arguments("null-if('0')", 0L, null),
                arguments("null-if('n/a')", "n/a", null),
                arguments("default('x')", null, "x"),
                arguments("default(5)", null, 5L),
                arguments("default(2.5)", null, 2.5),
                arguments("default(true)", null, true),
                arguments("map('1' => 'one', else keep)", 1L, "one"),
                arguments("map('1' => 'one', else keep)", 2L, 2L),
                arguments("to(decimal(10,2))", "1.5", new BigDecimal("1.50")),
                arguments("round(1)", 2.25, 2.3),
                arguments("round(-1)", 15L, 20L),
                arguments("round(1)", new BigDecimal("2.25"), new BigDecimal("2.3")),
                arguments("from-hex to-base64", "0102", "AQI="),
                arguments(
                        "parse-json",
                        "{\"b\":[1,0.5,null,true],\"a\":\"x\"}",
                        Map.of("a", "x", "b", Arrays.asList(1L, 0.5, null, true))),
                arguments("emit-json", List.of(1L, "a", Map.of("k", 0.5)), "[1,\"a\",{\"k\":0.5}]"),
                arguments("parse-date('dd.MM.yyyy')", "29.03.2026", "2026-03-29"),
                arguments(
                        "parse-timestamp('dd.MM.yyyy HH:mm', zone('Europe/Berlin'))",
                        "29.03.2026 16:05",
                        "2026-03-29T14:05:00Z"),
                arguments("format-date('dd.MM.yyyy')", "2026-03-29", "29.03.2026"),
                arguments("format-timestamp('HH:mm')", "2026-03-29T14:05:00", "14:05"),
                arguments("epoch(ms)", 1_500L, "1970-01-01T00:00:01.5"),
                arguments("to-epoch(ms)", "1970-01-01 00:00:01.5", 1_500L),
                arguments("to-epoch(s)", "1970-01-02", 86_400L),
                arguments("at-zone('Europe/Berlin')", "2026-03-29T14:05:00", "2026-03-29T12:05:00Z"),
                arguments("at-zone('Europe/Berlin')", "2026-03-29T12:05:00Z", "2026-03-29T14:05:00"),
                arguments("trim on-error(null)", 5L, null),
                arguments("round(-1) on-error(null)", Long.MAX_VALUE, null),
                arguments("to(int32) on-error(default 'none')", "x", "none"));
    }

    @ParameterizedTest
    @MethodSource("withoutSchema")
    void stepMakesThisOfAValueWithoutSchema(String steps, Object value, Object expected) {
        Map<String, Object> input = new HashMap<>();
        input.put("f", value);

        Map<?, ?> made;
        try (CleanFields.Value<SinkRecord> clean = clean("f: " + steps)) {
            made = (Map<?, ?>) clean.apply(new SinkRecord("t", 0, null, null, null, input, 0))
                    .value();
        }

        assertThat(made.get("f")).isEqualTo(expected);
        assertThat(input.get("f")).isEqualTo(value);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("trim", Schema.INT32_SCHEMA, 1, "to(string) trim"),
                arguments("upper", Schema.BYTES_SCHEMA, new byte[1], "to-hex"),
                arguments("max-length(3)", TEXT, "secret", "truncate(3)"),
                arguments("map('A' => 'B')", TEXT, "secret", "else keep"),
                arguments("null-if('x')", Schema.INT32_SCHEMA, 1, "no value of this field"),
                arguments("default('x')", Schema.INT32_SCHEMA, 1, "no value of this field"),
                arguments("to(int32)", TEXT, "secret", "No int32 can be made"),
                arguments("round(2)", TEXT, "1.234", "to(decimal(38,10))"),
                arguments("to-hex", TEXT, "secret", "for bytes"),
                arguments("from-hex", TEXT, "secret", "hexadecimal digits"),
                arguments("from-base64", TEXT, "se*ret", "base64"),
                arguments("parse-json", TEXT, "{}", "parse-json('city string, zip int32')"),
                arguments("parse-json('a int32')", TEXT, "{\"b\":\"secret\"}", "leave-out-others"),
                arguments("parse-json('a int32')", TEXT, "{\"a\":\"secret\"}", "at .a"),
                arguments("parse-json('a int32')", TEXT, "[1]", "expected an object"),
                arguments("parse-json('a int32')", TEXT, "{\"a\":[]}", "found a list"),
                arguments("parse-json('a int32')", TEXT, "secret", "not JSON"),
                arguments("emit-json", Schema.FLOAT64_SCHEMA, Double.NaN, "JSON does not have"),
                arguments(
                        "emit-json",
                        SchemaBuilder.array(TEXT).build(),
                        List.of("__debezium_unavailable_value"),
                        "REPLICA IDENTITY FULL"),
                arguments("parse-date('dd.MM.yyyy')", TEXT, "29.02.2026", "dd.MM.yyyy"),
                arguments("parse-date('dd.MM.yyyy')", DATE, 1, "for texts"),
                arguments("format-date('dd.MM.yyyy')", TIMESTAMP, 1L, "format-timestamp"),
                arguments("format-timestamp('HH:mm')", ZONED, "2026-03-29T14:05:00Z", "zone('UTC')"),
                arguments("format-timestamp('HH:mm', zone('UTC'))", TIMESTAMP, 1L, "at-zone"),
                arguments("format-timestamp('HH:mm')", DATE, 1, "format-date"),
                arguments("epoch(ms)", TEXT, "1", "to(int64) epoch(ms)"),
                arguments("epoch(ns)", Schema.INT64_SCHEMA, 1L, "round(6)"),
                arguments("epoch(s)", Schema.FLOAT64_SCHEMA, 1e40, "Check the unit"),
                arguments(
                        "at-zone('-18:00')",
                        named("io.debezium.time.IsoTimestamp", Schema.Type.STRING),
                        "999999999-12-31T23:00:00",
                        "beyond the range"),
                arguments("to-epoch(s)", TIMESTAMP, 1L, "round(0)"),
                arguments("to-epoch(s)", TIMESTAMP, Long.MAX_VALUE, "infinity"),
                arguments("to-epoch(s)", TEXT, "x", "parse-timestamp"),
                arguments("at-zone('Europe/Berlin')", TEXT, "x", "parse-timestamp"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void valueThatAStepCannotTakeIsRefusedWithFieldAndAdviceAndNotShown(
            String steps, Schema in, Object value, String says) {
        Schema row = SchemaBuilder.struct().field("f", in).build();
        SinkRecord record = new SinkRecord("t", 0, null, null, row, new Struct(row).put("f", value), 7);
        try (CleanFields.Value<SinkRecord> clean = clean("f: " + steps)) {
            assertThatThrownBy(() -> clean.apply(record))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("CleanFields$Value at topic t partition 0 offset 7: Field f: ")
                    .hasMessageContaining(says)
                    .hasMessageNotContainingAny("secret", "se*ret");
        }
    }

    /** In Berlin clocks went from 2:00 to 3:00 on 29 March 2026, and go from 3:00 to 2:00 on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T02:30:00, fail, never",
        "2026-03-29T02:30:00, earlier, 2026-03-29T01:30:00Z",
        "2026-03-29T02:30:00, later, 2026-03-29T00:30:00Z",
        "2026-03-29T03:00:00, fail, 2026-03-29T01:00:00Z",
        "2026-10-25T02:30:00, fail, twice",
        "2026-10-25T02:30:00, earlier, 2026-10-25T00:30:00Z",
        "2026-10-25T02:30:00, later, 2026-10-25T01:30:00Z",
    })
    void timeThatClocksShowNeverOrTwiceIsAnErrorUnlessTheRuleSaysWhich(String local, String choice, String expected) {
        SinkRecord record = new SinkRecord("t", 0, null, null, null, Map.of("f", local), 0);
        try (CleanFields.Value<SinkRecord> clean = clean("f: at-zone('Europe/Berlin', " + choice + ")")) {
            if (expected.endsWith("Z")) {
                assertThat(clean.apply(record).value()).isEqualTo(Map.of("f", expected));
            } else {
                assertThatThrownBy(() -> clean.apply(record))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining(expected)
                        .hasMessageContaining("earlier");
            }
        }
    }

    private static CleanFields.Value<SinkRecord> clean(String rules) {
        CleanFields.Value<SinkRecord> clean = new CleanFields.Value<>();
        clean.configure(Map.of("rules", rules));
        return clean;
    }

    private static Schema type(String name) {
        return TargetType.parse(name).schema(false);
    }

    private static Schema optional(String name) {
        return TargetType.parse(name).schema(true);
    }

    private static Schema named(String name, Schema.Type type) {
        return new SchemaBuilder(type).name(name).version(1).build();
    }
}
