/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.transforms.row.ValueStep;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionsTest {
    private static final Schema VARIABLE_SCALE = SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();
    private static final Schema MONEY = Decimal.builder(2).build();
    private static final String UUID = "123e4567-e89b-12d3-a456-426614174000";

    /** 2026-03-29T14:05:00.25 in seconds since 1970. */
    private static final long SECONDS = 1774793100L;

    private static final int DAY = 20541;

    static Stream<Arguments> conversions() {
        return Stream.of(
                // To whole numbers.
                arguments(Schema.STRING_SCHEMA, "127", "int8", (byte) 127),
                arguments(Schema.STRING_SCHEMA, "-32768", "int16", (short) -32768),
                arguments(Schema.STRING_SCHEMA, "+42", "int32", 42),
                arguments(Schema.STRING_SCHEMA, "-42", "int64", -42L),
                arguments(Schema.STRING_SCHEMA, "9223372036854775807", "int64", Long.MAX_VALUE),
                arguments(Schema.STRING_SCHEMA, "-9223372036854775808", "int64", Long.MIN_VALUE),
                arguments(Schema.STRING_SCHEMA, "1.50e2", "int32", 150),
                arguments(Schema.STRING_SCHEMA, "7.00", "int64", 7L),
                arguments(Schema.BOOLEAN_SCHEMA, true, "int32", 1),
                arguments(Schema.INT8_SCHEMA, (byte) -1, "int64", -1L),
                arguments(Schema.INT64_SCHEMA, 40_000L, "int32", 40_000),
                arguments(Schema.FLOAT64_SCHEMA, 3.0, "int16", (short) 3),
                arguments(MONEY, new BigDecimal("12.00"), "int32", 12),
                arguments(named("io.debezium.time.Year", Schema.Type.INT32), 2026, "int16", (short) 2026),
                arguments(named("io.debezium.data.Bits", Schema.Type.BYTES), new byte[] {5, 1}, "int32", 261),
                // To floating point.
                arguments(Schema.STRING_SCHEMA, "0.1", "float64", 0.1),
                arguments(Schema.STRING_SCHEMA, "0.1", "float32", 0.1f),
                arguments(Schema.STRING_SCHEMA, "NaN", "float64", Double.NaN),
                arguments(Schema.STRING_SCHEMA, "-Infinity", "float32", Float.NEGATIVE_INFINITY),
                arguments(Schema.FLOAT32_SCHEMA, 0.1f, "float64", (double) 0.1f),
                arguments(Schema.FLOAT64_SCHEMA, 0.1, "float32", 0.1f),
                arguments(Schema.INT64_SCHEMA, 1L << 60, "float64", (double) (1L << 60)),
                arguments(MONEY, new BigDecimal("0.10"), "float64", 0.1),
                // To decimals.
                arguments(Schema.STRING_SCHEMA, "-1.5", "decimal(4,2)", new BigDecimal("-1.50")),
                arguments(Schema.STRING_SCHEMA, "1.500", "decimal(4,2)", new BigDecimal("1.50")),
                arguments(Schema.STRING_SCHEMA, "0e9", "decimal(4,2)", new BigDecimal("0.00")),
                arguments(Schema.INT32_SCHEMA, 12, "decimal(4,2)", new BigDecimal("12.00")),
                arguments(Schema.FLOAT64_SCHEMA, 0.1, "decimal(4,2)", new BigDecimal("0.10")),
                arguments(Schema.FLOAT32_SCHEMA, 0.1f, "decimal(4,2)", new BigDecimal("0.10")),
                arguments(VARIABLE_SCALE, variableScaleValue("1.250"), "decimal(4,2)", new BigDecimal("1.25")),
                // To booleans.
                arguments(Schema.INT32_SCHEMA, 1, "boolean", true),
                arguments(MONEY, new BigDecimal("0.00"), "boolean", false),
                // To texts.
                arguments(Schema.BOOLEAN_SCHEMA, false, "string", "false"),
                arguments(Schema.INT16_SCHEMA, (short) -7, "string", "-7"),
                arguments(Schema.FLOAT64_SCHEMA, 1e21, "string", "1000000000000000000000"),
                arguments(Schema.FLOAT32_SCHEMA, 0.1f, "string", "0.1"),
                arguments(MONEY, new BigDecimal("5.00"), "string", "5.00"),
                arguments(VARIABLE_SCALE, variableScaleValue("1.250"), "string", "1.250"),
                arguments(Schema.BYTES_SCHEMA, "Grüße".getBytes(StandardCharsets.UTF_8), "string", "Grüße"),
                arguments(named("io.debezium.time.Date", Schema.Type.INT32), DAY, "string", "2026-03-29"),
                arguments(Date.SCHEMA, date(DAY * 86_400_000L), "string", "2026-03-29"),
                arguments(named("io.debezium.time.Date", Schema.Type.INT32), Integer.MAX_VALUE, "string", "infinity"),
                arguments(named("io.debezium.time.Time", Schema.Type.INT32), 1_500, "string", "00:00:01.5"),
                arguments(micros("MicroTime"), 3_600_000_000L, "string", "01:00:00"),
                arguments(micros("MicroTime"), -3_020_399_000_000L, "string", "-838:59:59"),
                arguments(micros("Timestamp"), SECONDS * 1_000 + 250, "string", "2026-03-29T14:05:00.25"),
                arguments(
                        micros("NanoTimestamp"),
                        SECONDS * 1_000_000_000 + 1,
                        "string",
                        "2026-03-29T14:05:00.000000001"),
                arguments(iso("ZonedTimestamp"), "2026-03-29T16:05:00+02:00", "string", "2026-03-29T14:05:00Z"),
                arguments(iso("ZonedTime"), "16:05:00+02:00", "string", "14:05:00Z"),
                arguments(iso("Interval"), "P1Y2M3DT4H5M6.7S", "string", "P14M3DT14706.7S"),
                arguments(named("io.debezium.data.Uuid", Schema.Type.STRING), UUID, "string", UUID),
                arguments(
                        named("io.debezium.data.Json", Schema.Type.STRING),
                        "{ \"b\": 1.0 }",
                        "string",
                        "{ \"b\": 1.0 }"),
                arguments(named("io.debezium.data.Enum", Schema.Type.STRING), "open", "string", "open"),
                // To dates and times.
                arguments(Schema.STRING_SCHEMA, "2026-03-29", "date", DAY),
                arguments(Schema.STRING_SCHEMA, "-0044-03-15", "date", -735525),
                arguments(Date.SCHEMA, date(DAY * 86_400_000L), "date", DAY),
                arguments(Timestamp.SCHEMA, date(DAY * 86_400_000L), "date", DAY),
                arguments(iso("IsoDate"), "2026-03-29Z", "date", DAY),
                arguments(Schema.STRING_SCHEMA, "14:05", "time", 50_700_000_000L),
                arguments(Schema.STRING_SCHEMA, "14:05:00.000001", "time", 50_700_000_001L),
                arguments(Time.SCHEMA, date(1_500), "time", 1_500_000L),
                arguments(micros("NanoTime"), 1_000L, "time", 1L),
                arguments(Schema.STRING_SCHEMA, "2026-03-29 14:05:00.25", "timestamp", SECONDS * 1_000_000 + 250_000),
                arguments(Schema.STRING_SCHEMA, "2026-03-29", "timestamp", DAY * 86_400_000_000L),
                arguments(Schema.STRING_SCHEMA, "1969-12-31T23:59:59.5", "timestamp", -500_000L),
                arguments(Timestamp.SCHEMA, date(SECONDS * 1_000 + 250), "timestamp", SECONDS * 1_000_000 + 250_000),
                arguments(named("io.debezium.time.Date", Schema.Type.INT32), DAY, "timestamp", DAY * 86_400_000_000L),
                arguments(
                        Schema.STRING_SCHEMA, "2026-03-29T16:05:00.25+02:00", "timestamptz", "2026-03-29T14:05:00.25Z"),
                arguments(Schema.STRING_SCHEMA, "2026-03-29 14:05:00Z", "timestamptz", "2026-03-29T14:05:00Z"),
                // To bytes, uuid, JSON.
                arguments(Schema.STRING_SCHEMA, "é", "bytes", ByteBuffer.wrap(new byte[] {(byte) 0xC3, (byte) 0xA9})),
                arguments(Schema.STRING_SCHEMA, UUID.toUpperCase(java.util.Locale.ROOT), "uuid", UUID),
                arguments(
                        Schema.BYTES_SCHEMA,
                        ByteBuffer.allocate(16)
                                .putLong(0x123e4567e89b12d3L)
                                .putLong(0xa456426614174000L)
                                .flip(),
                        "uuid",
                        UUID),
                arguments(Schema.STRING_SCHEMA, "{\"a\":[1,null]}", "json", "{\"a\":[1,null]}"),
                arguments(Schema.FLOAT64_SCHEMA, 1.5, "json", "1.5"),
                arguments(Schema.BOOLEAN_SCHEMA, true, "json", "true"));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void valueBecomesOneOfTheType(Schema from, Object value, String type, Object expected) {
        ValueStep.Typed step = Conversions.to(TargetType.parse(type)).over(from);

        assertThat(step.work().apply(value)).isEqualTo(expected);
        assertThat(step.schema()).isEqualTo(TargetType.parse(type).schema(false));
        assertThat(step.work().apply(null)).isNull();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(Schema.STRING_SCHEMA, "128", "int8", "from -128 to 127"),
                arguments(Schema.STRING_SCHEMA, "9223372036854775809", "int64", "beyond it"),
                arguments(Schema.STRING_SCHEMA, "1e9999", "int64", "beyond it"),
                arguments(Schema.STRING_SCHEMA, "1e999999999", "decimal(10,2)", "none"),
                arguments(Schema.STRING_SCHEMA, "1.5", "int32", "round(0)"),
                arguments(Schema.STRING_SCHEMA, "secret", "int32", "a text of 6 character(s)"),
                arguments(Schema.STRING_SCHEMA, " 42", "int64", "blanks around it"),
                arguments(Schema.STRING_SCHEMA, "", "int64", "empty-is-null"),
                arguments(Schema.STRING_SCHEMA, "-", "int64", "none"),
                arguments(Schema.STRING_SCHEMA, "٤٢", "int64", "none"),
                arguments(Schema.STRING_SCHEMA, "1,5", "decimal(4,2)", "replace(',', '.')"),
                arguments(Schema.STRING_SCHEMA, "1.555", "decimal(4,2)", "round(2)"),
                arguments(Schema.STRING_SCHEMA, "100", "decimal(4,2)", "2 digit(s) before the point"),
                arguments(Schema.STRING_SCHEMA, "NaN", "decimal(4,2)", "finite"),
                arguments(Schema.FLOAT64_SCHEMA, Double.NaN, "int32", "finite"),
                arguments(Schema.FLOAT64_SCHEMA, 0.123456789012, "float32", "more digits"),
                arguments(Schema.FLOAT64_SCHEMA, 1e300, "float32", "beyond its range"),
                arguments(Schema.INT64_SCHEMA, (1L << 53) + 1, "float64", "more digits"),
                arguments(Schema.STRING_SCHEMA, "maybe", "boolean", "yes/no"),
                arguments(Schema.INT32_SCHEMA, 2, "boolean", "only 0 and 1"),
                arguments(Schema.BYTES_SCHEMA, new byte[] {(byte) 0xFF}, "string", "to-hex"),
                arguments(Schema.STRING_SCHEMA, "29.03.2026", "date", "parse-date"),
                arguments(Schema.STRING_SCHEMA, "2026-02-30", "date", "parse-date"),
                arguments(Schema.STRING_SCHEMA, "2026-01-02T03:04:05Z", "timestamp", "to(timestamptz)"),
                arguments(Schema.STRING_SCHEMA, "2026-01-02T03:04:05", "timestamptz", "zone('Europe/Berlin')"),
                arguments(micros("MicroTimestamp"), 1L, "date", "format-timestamp"),
                arguments(micros("NanoTimestamp"), 1L, "timestamp", "round(6)"),
                arguments(micros("MicroTimestamp"), Long.MAX_VALUE, "date", "infinity"),
                arguments(Timestamp.SCHEMA, date(1), "date", "time of day"),
                arguments(Schema.STRING_SCHEMA, "{" + UUID + "}", "uuid", "braces"),
                arguments(Schema.BYTES_SCHEMA, new byte[3], "uuid", "16 bytes"),
                arguments(Schema.STRING_SCHEMA, "{a:1}", "json", "emit-json"),
                arguments(iso("ZonedTimestamp"), "yesterday", "string", "not what its type promises"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void valueThatCannotBecomeOneIsRefusedWithoutBeingShown(Schema from, Object value, String type, String says) {
        ValueStep.Work work = Conversions.to(TargetType.parse(type)).over(from).work();

        assertThatThrownBy(() -> work.apply(value))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(says)
                .satisfies(refusal -> {
                    if (value instanceof String text && text.length() > 5) {
                        assertThat(refusal.getMessage()).doesNotContain(text);
                    }
                });
    }

    static Stream<Arguments> impossibilities() {
        return Stream.of(
                arguments(Schema.INT64_SCHEMA, "timestamp", "epoch(ms)"),
                arguments(Schema.INT64_SCHEMA, "uuid", "by way of a text"),
                arguments(micros("MicroTimestamp"), "int64", "to-epoch"),
                arguments(micros("MicroTimestamp"), "timestamptz", "at-zone"),
                arguments(iso("ZonedTimestamp"), "timestamp", "at-zone"),
                arguments(Schema.BOOLEAN_SCHEMA, "date", "by way of a text"),
                arguments(Schema.BYTES_SCHEMA, "int32", "to-hex"),
                arguments(Schema.INT32_SCHEMA, "bytes", "to(string)"),
                arguments(SchemaBuilder.array(Schema.STRING_SCHEMA).build(), "string", "emit-json"),
                arguments(named("com.example.Strange", Schema.Type.STRING), "int32", "not known here"));
    }

    @ParameterizedTest
    @MethodSource("impossibilities")
    void typesWithoutConversionAreRefusedBeforeTheFirstRow(Schema from, String type, String says) {
        assertThatThrownBy(() -> Conversions.to(TargetType.parse(type)).over(from))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(says);
    }

    static Stream<Arguments> withoutSchema() {
        return Stream.of(
                arguments("42", "int8", 42L),
                arguments(42L, "int64", 42L),
                arguments(1.0, "int32", 1L),
                arguments("0.1", "float32", 0.1),
                arguments("0.1", "float64", 0.1),
                arguments(1.5, "decimal(4,2)", new BigDecimal("1.50")),
                arguments("on", "boolean", true),
                arguments(true, "string", "true"),
                arguments(new BigDecimal("1.20"), "string", "1.20"),
                arguments("é", "bytes", new byte[] {(byte) 0xC3, (byte) 0xA9}),
                arguments("2026-03-29", "date", "2026-03-29"),
                arguments("14:05", "time", "14:05:00"),
                arguments("2026-03-29 14:05", "timestamp", "2026-03-29T14:05:00"),
                arguments(date(0), "timestamp", "1970-01-01T00:00:00"),
                arguments("2026-03-29T16:05:00+02:00", "timestamptz", "2026-03-29T14:05:00Z"),
                arguments(UUID, "uuid", UUID),
                arguments(7L, "json", "7"));
    }

    @ParameterizedTest
    @MethodSource("withoutSchema")
    void valueWithoutSchemaBecomesWhatJsonHolds(Object value, String type, Object expected) {
        ValueStep.Typed step = Conversions.to(TargetType.parse(type)).over(null);

        assertThat(step.schema()).isNull();
        assertThat(step.work().apply(value)).isEqualTo(expected);
        assertThat(step.work().apply(null)).isNull();
        assertThatThrownBy(() -> step.work().apply(List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("emit-json");
        assertThatThrownBy(() -> step.work().apply(Map.of())).isInstanceOf(DataException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE,true",
        "t,true",
        "Yes,true",
        "y,true",
        "ON,true",
        "1,true",
        "INVALID,",
        "false,false",
        "F,false",
        "no,false",
        "N,false",
        "off,false",
        "0,false"
    })
    void wordsForYesAndNoAreKnownInAnyCase(String word, Boolean expected) {
        ValueStep.Work work = Conversions.to(TargetType.parse("boolean"))
                .over(Schema.STRING_SCHEMA)
                .work();

        if (expected == null) {
            assertThatThrownBy(() -> work.apply(word)).isInstanceOf(DataException.class);
        } else {
            assertThat(work.apply(word)).isEqualTo(expected);
        }
    }

    @Test
    void sameTypeIsTheSameSchemaAndTheSameValue() {
        Schema schema = SchemaBuilder.string()
                .optional()
                .parameter("__debezium.source.column.type", "TEXT")
                .build();
        ValueStep.Typed step = Conversions.to(TargetType.parse("string")).over(schema);
        String value = new String("abc");

        assertThat(step.schema()).isSameAs(schema);
        assertThat(step.work().apply(value)).isSameAs(value);
    }

    @Test
    void optionalityDocumentationPlaceholderAndDefaultGoAlong() {
        Schema schema = SchemaBuilder.string()
                .optional()
                .doc("the price")
                .parameter("__debezium.unavailable.value.placeholder", "-")
                .defaultValue("7")
                .build();

        Schema number = Conversions.to(TargetType.parse("int32")).over(schema).schema();
        Schema json = Conversions.to(TargetType.parse("json")).over(schema).schema();

        assertThat(number.isOptional()).isTrue();
        assertThat(number.doc()).isEqualTo("the price");
        assertThat(number.defaultValue()).isEqualTo(7);
        assertThat(number.parameters()).isNull();
        assertThat(json.parameters()).containsEntry("__debezium.unavailable.value.placeholder", "-");
    }

    @Test
    void defaultThatIsNoneOfTheNewTypeIsLeftOut() {
        Schema schema = SchemaBuilder.string().defaultValue("n/a").build();

        assertThat(Conversions.to(TargetType.parse("int32"))
                        .over(schema)
                        .schema()
                        .defaultValue())
                .isNull();
    }

    static Stream<Arguments> schemas() {
        return Stream.of(
                arguments("7", Schema.INT8_SCHEMA, (byte) 7),
                arguments("7.5", MONEY, new BigDecimal("7.50")),
                arguments("7.5", VARIABLE_SCALE, variableScaleValue("7.5")),
                arguments("7e2", VARIABLE_SCALE, variableScaleValue("700")),
                arguments("2026-03-29", Date.SCHEMA, date(DAY * 86_400_000L)),
                arguments("00:00:01.5", Time.SCHEMA, date(1_500)),
                arguments("2026-03-29T14:05:00.25", Timestamp.SCHEMA, date(SECONDS * 1_000 + 250)),
                arguments("2026-03-29", iso("IsoDate"), "2026-03-29Z"),
                arguments("14:05", iso("IsoTime"), "14:05:00Z"),
                arguments("2026-03-29T14:05", iso("IsoTimestamp"), "2026-03-29T14:05:00Z"),
                arguments("14:05+02:00", iso("ZonedTime"), "14:05:00+02:00"),
                arguments("00:00:00.001", named("io.debezium.time.Time", Schema.Type.INT32), 1),
                arguments("00:00:00.000000001", micros("NanoTime"), 1L),
                arguments("1970-01-01T00:00:00.001", micros("Timestamp"), 1L),
                arguments("1970-01-01T00:00:00.000000001", micros("NanoTimestamp"), 1L),
                arguments("2026", named("io.debezium.time.Year", Schema.Type.INT32), 2026),
                arguments("open", named("io.debezium.data.Enum", Schema.Type.STRING), "open"));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void constantBecomesAValueOfExactlyThatSchema(String text, Schema schema, Object expected) {
        ValueStep.Typed step = Conversions.to(schema).over(Schema.STRING_SCHEMA);

        assertThat(step.schema()).isSameAs(schema);
        assertThat(step.work().apply(text)).isEqualTo(expected);
        assertThat(Conversions.to(schema).over(null).work().apply(text)).isEqualTo(expected);
    }

    @Test
    void numberThatIsNoneInADecimalColumnIsToldAsText() {
        assertThat(Conversions.to(TargetType.parse("string")).over(MONEY).work().apply(CanonicalValue.NotFinite.NAN))
                .isEqualTo("NaN");
    }

    private static java.util.Date date(long millis) {
        return java.util.Date.from(java.time.Instant.ofEpochMilli(millis));
    }

    private static Schema named(String name, Schema.Type type) {
        return new SchemaBuilder(type).name(name).version(1).build();
    }

    private static Schema micros(String name) {
        return named("io.debezium.time." + name, Schema.Type.INT64);
    }

    private static Schema iso(String name) {
        return named("io.debezium.time." + name, Schema.Type.STRING);
    }

    private static Struct variableScaleValue(String number) {
        BigDecimal decimal = new BigDecimal(number);
        return new Struct(VARIABLE_SCALE)
                .put("scale", decimal.scale())
                .put("value", decimal.unscaledValue().toByteArray());
    }
}
