/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transforms.row.Message;
import dev.lockstep.transforms.rule.RuleText;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each check lets pass, by the types of columns. */
@SuppressWarnings("JavaUtilDate") // what rows without schema hold
class ChecksTest {
    private static final Schema DATE =
            SchemaBuilder.int32().name("io.debezium.time.Date").build();
    private static final Schema MICROS =
            SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build();
    private static final Schema ZONED =
            SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build();
    private static final long DAY = 86_400_000_000L;

    @Test
    void numbersAreComparedWithoutRounding() {
        assertThat(passes("range(0,9007199254740992)", Schema.INT64_SCHEMA, 9007199254740993L))
                .isFalse();
        assertThat(passes("range(0,0.1)", Schema.FLOAT64_SCHEMA, 0.1)).isTrue();
        assertThat(passes("range(0,0.1)", Schema.FLOAT32_SCHEMA, 0.1f)).isTrue();
        assertThat(passes("range(0,0.1)", Decimal.schema(20), new BigDecimal("0.10000000000000000001")))
                .isFalse();
        assertThat(passes("range(1,)", Schema.INT8_SCHEMA, (byte) 1)).isTrue();
        assertThat(passes("range(,1)", Schema.INT16_SCHEMA, (short) 2)).isFalse();
        assertThat(passes("range(,1)", Schema.FLOAT64_SCHEMA, Double.NaN)).isFalse();
        assertThat(passes("range(0,)", Schema.FLOAT64_SCHEMA, Double.POSITIVE_INFINITY))
                .isFalse();
        assertThat(live("range(0,1.5)", 1.5)).isTrue();
        assertThat(live("range(0,1.5)", new BigDecimal("1.51"))).isFalse();
        assertThat(live("range(0,1.5)", "1")).isFalse();
        assertThat(live("range(0,1.5)", true)).isFalse();
    }

    @Test
    void datesAndTimestampsAreComparedAsSuch() {
        assertThat(passes("range(1970-01-02,1970-01-03)", DATE, 2)).isTrue();
        assertThat(passes("range(1970-01-02,1970-01-03)", DATE, 3)).isFalse();
        assertThat(passes("range(1970-01-02,)", DATE, Integer.MAX_VALUE)).isTrue();
        assertThat(passes("range(,1970-01-02)", DATE, Integer.MAX_VALUE)).isFalse();
        assertThat(passes("range(,1970-01-02)", DATE, Integer.MIN_VALUE)).isTrue();
        assertThat(passes("range(,1970-01-02)", MICROS, 2 * DAY - 1)).isTrue();
        assertThat(passes("range(,1970-01-02)", MICROS, 2 * DAY)).isFalse();
        assertThat(passes("range(1970-01-02T00:00:00Z,)", MICROS, DAY - 1)).isFalse();
        assertThat(passes("range(1970-01-02T00:00:00Z,)", ZONED, "1970-01-02T01:00:00+01:00"))
                .isTrue();
        assertThat(passes("range(1970-01-02T00:00:00Z,)", ZONED, "1970-01-02T00:59:59+01:00"))
                .isFalse();
        assertThat(passes("range(2000-01-01,)", Schema.STRING_SCHEMA, "1999-12-31"))
                .isFalse();
        assertThat(passes("range(2000-01-01,)", Schema.STRING_SCHEMA, "no date"))
                .isFalse();
        assertThat(live("range(1970-01-02,)", new java.util.Date(86_400_000))).isTrue();
        assertThat(live("range(1970-01-02,)", new java.util.Date(86_399_999))).isFalse();
        assertThatThrownBy(() -> passes("range(1970-01-02T00:00:00Z,)", DATE, 3))
                .hasMessageContaining("2000-01-31");
    }

    @Test
    void lengthCountsWhatPeopleCount() {
        assertThat(passes("length(2)", Schema.STRING_SCHEMA, "\ud83d\ude00\u00e9"))
                .isTrue();
        assertThat(passes("length(2)", Schema.BYTES_SCHEMA, new byte[2])).isTrue();
        assertThat(passes("length(3,)", Schema.BYTES_SCHEMA, ByteBuffer.allocate(2)))
                .isFalse();
        assertThat(passes("length(,1)", SchemaBuilder.array(Schema.INT32_SCHEMA).build(), List.of(1, 2)))
                .isFalse();
        assertThat(live("length(1,)", "")).isFalse();
        assertThatThrownBy(() -> passes("length(1,2)", Schema.INT32_SCHEMA, 1))
                .hasMessageContaining("range for numbers");
    }

    @Test
    void patternIsForTheWholeText() {
        assertThat(passes("matches('[0-9]+')", Schema.STRING_SCHEMA, "12a")).isFalse();
        assertThat(passes("matches('[0-9]+')", Schema.STRING_SCHEMA, "12")).isTrue();
        assertThat(passes("matches('(a+)+b')", Schema.STRING_SCHEMA, "a".repeat(20_000)))
                .isFalse();
        assertThat(live("matches('[0-9]+')", 12L)).isFalse();
        assertThatThrownBy(() -> passes("matches('1')", Schema.INT32_SCHEMA, 1)).hasMessageContaining("is for text");
    }

    @Test
    void optionsAreComparedByTheColumnsType() {
        assertThat(passes("one-of(1,2.50)", Decimal.schema(3), new BigDecimal("2.500")))
                .isTrue();
        assertThat(passes("one-of(1,2.50)", Schema.FLOAT64_SCHEMA, 2.5)).isTrue();
        assertThat(passes("one-of('1','2')", Schema.STRING_SCHEMA, "1.0")).isFalse();
        assertThat(passes("one-of(true)", Schema.BOOLEAN_SCHEMA, false)).isFalse();
        assertThat(live("one-of('a','it''s')", "it's")).isTrue();
        assertThatThrownBy(() -> passes("one-of('a')", Schema.INT32_SCHEMA, 1)).hasMessageContaining("one-of(1,2)");
    }

    @Test
    void typeIsAForm() {
        assertThat(passes("type(int32)", Schema.INT16_SCHEMA, (short) 1)).isTrue();
        assertThat(passes("type(int16)", Schema.INT32_SCHEMA, 1)).isFalse();
        assertThat(passes("type(int32)", DATE, 1)).isFalse();
        assertThat(passes("type(date)", DATE, 1)).isTrue();
        assertThat(passes("type(timestamp)", MICROS, 1L)).isTrue();
        assertThat(passes("type(timestamptz)", ZONED, "x")).isTrue();
        assertThat(passes("type(decimal)", Decimal.schema(9), BigDecimal.ONE.setScale(9)))
                .isTrue();
        assertThat(passes("type(decimal(4,2))", Decimal.schema(4), new BigDecimal("12.3400")))
                .isTrue();
        assertThat(passes("type(decimal(4,2))", Decimal.schema(4), new BigDecimal("12.3450")))
                .isFalse();
        assertThat(passes("type(decimal(4,2))", Decimal.schema(0), new BigDecimal("123")))
                .isFalse();
        assertThat(live("type(int8)", 128L)).isFalse();
        assertThat(live("type(int64)", 1.0)).isFalse();
        assertThat(live("type(decimal(3,1))", 12.5)).isTrue();
        assertThat(live("type(date)", "2020-02-30")).isFalse();
        assertThat(live("type(timestamp)", "2020-02-28 10:00:00")).isTrue();
        assertThat(live("type(time)", "10:61")).isFalse();
        assertThat(live("type(json)", Map.of())).isTrue();
        assertThat(live("type(boolean)", "true")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "date, 2020-02-29, 2021-02-29",
        "date, 2020-12-31, 2020-12-31T00:00:00",
        "datetime, 2020-02-29T23:59:59.123456Z, 2020-02-29",
        "datetime, 2020-02-29 23:59:59+02:00, 2020-02-29 24:59:59",
        "uuid, 8F14E45F-ceea-4d2a-9a1b-0c1d2e3f4a5b, 8f14e45fceea-4d2a-9a1b-0c1d2e3f4a5b-",
        "uri, https://example.org/a?b=c, //example.org/a",
        "uri, mailto:ada@example.org, http://exa mple.org",
        "ip, ::1, 1.2.3",
        "ipv4, 1.2.3.4, ::1",
        "ipv6, fe80::1, 1.2.3.4",
        "json, '[1,{\"a\":null}]', '[1,]'",
        "email, a@b.co, a@b",
    })
    void formats(String format, String good, String bad) {
        assertThat(passes("format(" + format + ")", Schema.STRING_SCHEMA, good)).isTrue();
        assertThat(passes("format(" + format + ")", Schema.STRING_SCHEMA, bad)).isFalse();
    }

    @Test
    void pathsReachIntoObjectsAndEveryElement() {
        Schema item = SchemaBuilder.struct()
                .optional()
                .field("price", Schema.OPTIONAL_INT32_SCHEMA)
                .build();
        Schema row = SchemaBuilder.struct()
                .field("items", SchemaBuilder.array(item).optional().build())
                .field("box", item)
                .build();
        Struct good = new Struct(item).put("price", 1);
        Struct bad = new Struct(item).put("price", -1);
        String rule = "items[*].price: required range(0,)";

        assertThat(violated(rule, row, new Struct(row).put("items", List.of(good, good))))
                .isEmpty();
        assertThat(violated(rule, row, new Struct(row).put("items", List.of(good, bad))))
                .containsExactly("items[*].price.range");
        assertThat(violated(rule, row, new Struct(row).put("items", Arrays.asList(good, null))))
                .containsExactly("items[*].price.required");
        assertThat(violated(rule, row, new Struct(row))).isEmpty();
        assertThat(violated("box.price: required", row, new Struct(row))).containsExactly("box.price.required");
        assertThat(violated(rule, null, Map.of("items", List.of(Map.of("price", 1L), Map.of("price", -1L)))))
                .containsExactly("items[*].price.range");
        assertThatThrownBy(() -> violated("box[*]: required", row, new Struct(row)))
                .hasMessageContaining("a list");
        assertThatThrownBy(() -> violated("items.price: required", row, new Struct(row)))
                .hasMessageContaining("an object");
        assertThatThrownBy(() -> violated("a.b: required", null, Map.of("a", 1L)))
                .hasMessageContaining("an object");
    }

    private static boolean passes(String check, Schema schema, Object value) {
        Schema row = SchemaBuilder.struct().field("f", schema).build();
        return violated("f: " + check, row, new Struct(row).put("f", value)).isEmpty();
    }

    private static boolean live(String check, Object value) {
        Map<String, Object> row = new HashMap<>();
        row.put("f", value);
        return violated("f: " + check, null, row).isEmpty();
    }

    private static List<String> violated(String rules, Schema schema, Object row) {
        RuleText text = RuleText.parse(rules);
        ValidateRule parser = new ValidateRule(text, false);
        List<RowCheck> checks = text.lines().stream()
                .flatMap(line -> parser.parse(line).stream())
                .toList();
        Message message = new Message(new SourceRecord(Map.of(), Map.of(), "t", 0, schema, row), null);
        return RowChecks.of(checks, schema).check(row, message).quality().violated();
    }
}
