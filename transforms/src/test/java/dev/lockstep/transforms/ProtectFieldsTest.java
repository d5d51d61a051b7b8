/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transforms.row.Rows;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("JavaUtilDate") // Connect's own type
class ProtectFieldsTest {
    private static final String SECRET = "bG9ja3N0ZXAgZXhhbXBsZSBzZWNyZXQ=";
    private static final String OTHER = "YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==";
    private static final Schema DATE =
            SchemaBuilder.int32().name("io.debezium.time.Date").build();
    private static final Schema UUID_TYPE =
            SchemaBuilder.string().name("io.debezium.data.Uuid").build();

    @Test
    void sameValueIsTheSameTokenInEveryTableAndRun() {
        assertThat(one("id: token", Schema.INT64_SCHEMA, 7L)).isEqualTo(one("id: token", Schema.INT64_SCHEMA, 7L));
        assertThat(field("ref: token", "ref", Schema.STRING_SCHEMA, "ada", SECRET))
                .isEqualTo(field("login: token", "login", Schema.OPTIONAL_STRING_SCHEMA, "ada", SECRET));
    }

    @ParameterizedTest
    @CsvSource({"token", "token(40)", "email", "phone", "digits"})
    void anotherSecretMakesAnotherToken(String method) {
        String value = "+43 1 234567890 ada";

        assertThat(field("f: " + method, "f", Schema.STRING_SCHEMA, value, OTHER))
                .isNotEqualTo(field("f: " + method, "f", Schema.STRING_SCHEMA, value, SECRET));
    }

    @Test
    void tokensKeepTheTypeOfTheColumn() {
        assertThat((byte) one("id: token", Schema.INT8_SCHEMA, (byte) 5)).isNotEqualTo((byte) 5);
        assertThat((short) one("id: token", Schema.INT16_SCHEMA, (short) 5)).isNotNegative();
        assertThat((int) one("id: token", Schema.INT32_SCHEMA, 5))
                .isNotNegative()
                .isNotEqualTo(5);
        assertThat((long) one("id: token", Schema.INT64_SCHEMA, -5L))
                .isNegative()
                .isNotEqualTo(-5L);
        assertThat((String) one("id: token(24)", Schema.STRING_SCHEMA, "ada")).matches("[0-9a-hj-km-np-tv-z]{24}");
        assertThat((byte[]) one("id: token", Schema.BYTES_SCHEMA, new byte[] {1}))
                .hasSize(16);
        assertThat(((ByteBuffer) one("id: token(32)", Schema.BYTES_SCHEMA, ByteBuffer.allocate(3))).remaining())
                .isEqualTo(32);
        UUID uuid = UUID.fromString((String) one("id: token", UUID_TYPE, "8f14e45f-ceea-4d2a-9a1b-0c1d2e3f4a5b"));
        assertThat(uuid.version()).isEqualTo(8);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void columnsOfDifferentTypesJoinByTokenAs() {
        Schema decimal =
                Decimal.builder(0).parameter("connect.decimal.precision", "12").build();
        int key = (int) one("id: token", Schema.INT32_SCHEMA, 42);

        assertThat(one("id: token-as(int32)", Schema.INT64_SCHEMA, 42L)).isEqualTo((long) key);
        assertThat(one("id: token-as(int32)", Schema.STRING_SCHEMA, "42")).isEqualTo(String.valueOf(key));
        assertThat(one("id: token-as(int32)", decimal, new BigDecimal("42"))).isEqualTo(BigDecimal.valueOf(key));
        assertThat(live("id: token-as(int32)", 42L)).isEqualTo((long) key);
        assertThat(live("id: token-as(int32)", new BigDecimal("42.0"))).isEqualTo(BigDecimal.valueOf(key));
        String uuid = "8f14e45f-ceea-4d2a-9a1b-0c1d2e3f4a5b";
        assertThat(one("id: token-as(uuid)", Schema.STRING_SCHEMA, uuid.toUpperCase(Locale.ROOT)))
                .isEqualTo(one("id: token", UUID_TYPE, uuid));
    }

    @ParameterizedTest
    @CsvSource({"007", "4_2", "99999999999", "9999999999999999999"})
    void textThatIsNoSuchNumberHasNoTokenAsOne(String text) {
        assertThatThrownBy(() -> one("id: token-as(int32)", Schema.STRING_SCHEMA, text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Field id:")
                .hasMessageContaining("int32")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain(text));
    }

    @Test
    void whatHasNoTokenIsRefusedWithAdvice() {
        for (Schema schema : List.of(
                Schema.FLOAT64_SCHEMA, Schema.BOOLEAN_SCHEMA, Decimal.schema(2), DATE, SchemaBuilder.array(DATE))) {
            assertThatThrownBy(() -> plan("f: token", schema))
                    .hasMessageContaining("token is for text")
                    .hasMessageContaining("token-as(int64)")
                    .hasMessageContaining("shift-days");
        }
        assertThatThrownBy(() -> plan("f: token-as(int64)", Schema.INT32_SCHEMA))
                .hasMessageContaining("at least as wide");
        assertThatThrownBy(() -> plan("f: digits", Schema.INT64_SCHEMA)).hasMessageContaining("digits is for text");
        assertThatThrownBy(() -> plan("f: token(40)", Schema.BYTES_SCHEMA)).hasMessageContaining("token(32)");
    }

    @Test
    void columnOfKnownLengthGetsWhatFits() {
        Schema short10 = SchemaBuilder.string()
                .parameter("__debezium.source.column.length", "10")
                .build();
        Schema short2 = SchemaBuilder.string()
                .parameter("__debezium.source.column.length", "2")
                .build();

        assertThat((String) one("f: token", short10, "ada")).hasSize(10);
        assertThat(one("f: redact", short2, "ada")).isEqualTo("**");
        assertThatThrownBy(() -> plan("f: token(12)", short10)).hasMessageContaining("room for 10");
        assertThatThrownBy(() -> plan("f: token", short2)).hasMessageContaining("room for 2");
        assertThatThrownBy(() -> plan("f: redact('secret')", short2)).hasMessageContaining("room for 2");
        assertThatThrownBy(() -> one("f: email", short10, "ada@lovelace.org")).hasMessageContaining("room for 10");
    }

    @Test
    void nullStaysNullAndWhatWasLeftOutStaysLeftOut() {
        String left = "__debezium_unavailable_value";
        for (String method :
                List.of("redact", "null", "token", "token-as(int32)", "keep-last(1)", "email", "phone", "digits")) {
            assertThat(one("f: " + method, Schema.OPTIONAL_STRING_SCHEMA, null))
                    .as(method)
                    .isNull();
            assertThat(live("f: " + method, null)).as(method).isNull();
            assertThat(one("f: " + method, Schema.STRING_SCHEMA, left))
                    .as(method)
                    .isEqualTo(left);
        }
    }

    @Test
    void nulledFieldBecomesOptionalAndLosesItsDefault() {
        Schema withDefault =
                SchemaBuilder.string().defaultValue("someone").doc("a name").build();
        Schema row = SchemaBuilder.struct().field("f", withDefault).build();
        SourceRecord record = apply("f: null", SECRET, row, new Struct(row).put("f", "Ada"));

        Schema made = record.valueSchema().field("f").schema();
        assertThat(made.isOptional()).isTrue();
        assertThat(made.defaultValue()).isNull();
        assertThat(made.doc()).isEqualTo("a name");
        assertThat(((Struct) record.value()).get("f")).isNull();
    }

    @Test
    void bothImagesOfAnEnvelopeAreProtectedAlike() {
        Schema row = SchemaBuilder.struct()
                .optional()
                .field("f", Schema.STRING_SCHEMA)
                .build();
        Schema schema = Rows.envelope(row);
        Struct value = new Struct(schema)
                .put("before", new Struct(row).put("f", "ada"))
                .put("after", new Struct(row).put("f", "ada"))
                .put("op", "u");

        Struct out = (Struct) apply("f: token", SECRET, schema, value).value();

        assertThat(out.schema()).isEqualTo(schema);
        assertThat(out.getStruct("before").get("f"))
                .isEqualTo(out.getStruct("after").get("f"))
                .isEqualTo(one("f: token", Schema.STRING_SCHEMA, "ada"));
        assertThat(value.getStruct("after").get("f")).isEqualTo("ada");
    }

    @Test
    void keyIsProtectedLikeTheValue() {
        Schema schema = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
        try (ProtectFields.Key<SourceRecord> transform = new ProtectFields.Key<>()) {
            transform.configure(Map.of("rules", "id: token", "secret", SECRET));
            SourceRecord record =
                    new SourceRecord(Map.of(), Map.of(), "t", 0, schema, new Struct(schema).put("id", 7), null, null);

            assertThat(((Struct) transform.apply(record).key()).get("id"))
                    .isEqualTo(one("f: token", Schema.INT32_SCHEMA, 7));
        }
    }

    @Test
    void constantsFitEveryType() {
        Map<Schema, Object> constants = new HashMap<>();
        constants.put(Schema.INT8_SCHEMA, (byte) 0);
        constants.put(Schema.INT16_SCHEMA, (short) 0);
        constants.put(Schema.INT32_SCHEMA, 0);
        constants.put(Schema.INT64_SCHEMA, 0L);
        constants.put(Schema.FLOAT32_SCHEMA, 0f);
        constants.put(Schema.FLOAT64_SCHEMA, 0d);
        constants.put(Schema.BOOLEAN_SCHEMA, false);
        constants.put(Decimal.schema(2), new BigDecimal("0.00"));
        constants.put(DATE, 0);
        constants.put(UUID_TYPE, "00000000-0000-0000-0000-000000000000");
        constants.put(named(Schema.Type.STRING, "io.debezium.data.Json"), "\"***\"");
        constants.put(named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"), "1970-01-01T00:00:00Z");
        constants.put(named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"), 0L);
        constants.put(named(Schema.Type.INT32, org.apache.kafka.connect.data.Date.LOGICAL_NAME), new java.util.Date(0));

        constants.forEach((schema, constant) -> assertThat(one("f: redact", schema, sample(schema)))
                .as(schema.toString())
                .isEqualTo(constant));
        assertThat((byte[]) one("f: redact", Schema.BYTES_SCHEMA, new byte[] {1}))
                .isEmpty();
        Schema bits = SchemaBuilder.bytes()
                .name("io.debezium.data.Bits")
                .parameter("length", "12")
                .build();
        assertThat((byte[]) one("f: redact", bits, new byte[] {1})).hasSize(2).containsOnly(0);
        Schema color = SchemaBuilder.string()
                .name("io.debezium.data.Enum")
                .parameter("allowed", "red,blue")
                .build();
        assertThat(one("f: redact('blue')", color, "red")).isEqualTo("blue");
        assertThatThrownBy(() -> plan("f: redact", color)).hasMessageContaining("(red,blue)");
        assertThatThrownBy(() -> plan("f: redact('x')", Schema.INT32_SCHEMA)).hasMessageContaining("text columns");
    }

    @Test
    void datesOfOnePersonMoveAlikeAndKeepTheirDistance() {
        Schema row = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("birth", DATE)
                .field("joined", named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"))
                .field("seen", named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"))
                .build();
        long day = LocalDate.of(2020, 5, 17).toEpochDay();
        for (int id = 0; id < 50; id++) {
            Struct in = new Struct(row)
                    .put("id", id)
                    .put("birth", (int) day)
                    .put("joined", day * 86_400_000_000L + 5)
                    .put("seen", "2020-05-17T10:11:12.5Z");
            String rules = "birth: shift-days(10, by id); joined: shift-days(10, by id); seen: shift-days(10, by id)";
            Struct out = (Struct) apply(rules, SECRET, row, in).value();

            long moved = out.getInt32("birth") - day;
            assertThat(Math.abs(moved)).isBetween(1L, 10L);
            assertThat(out.getInt64("joined")).isEqualTo((day + moved) * 86_400_000_000L + 5);
            assertThat(out.getString("seen")).endsWith("T10:11:12.5Z");
            assertThat(LocalDate.parse(out.getString("seen").substring(0, 10)))
                    .isEqualTo(LocalDate.ofEpochDay(day + moved));
        }
    }

    @Test
    void personIsTheSameWhateverTypeTheIdHas() {
        Object byNumber = shifted(Schema.INT32_SCHEMA, 7);

        assertThat(shifted(Schema.INT64_SCHEMA, 7L)).isEqualTo(byNumber);
        assertThat(shifted(Decimal.schema(0), new BigDecimal("7"))).isEqualTo(byNumber);
        assertThat(ChronoUnit.DAYS.between(LocalDate.EPOCH, LocalDate.ofEpochDay((int) byNumber)))
                .isNotZero();
    }

    @Test
    void infiniteDateStaysAndDateOfNobodyIsAnError() {
        Schema row = SchemaBuilder.struct()
                .field("id", Schema.OPTIONAL_INT32_SCHEMA)
                .field("f", DATE)
                .build();
        Struct infinite = new Struct(row).put("id", 1).put("f", Integer.MAX_VALUE);
        Struct nobody = new Struct(row).put("f", 18_000);

        assertThat(((Struct) apply("f: shift-days(9, by id)", SECRET, row, infinite)
                                .value())
                        .get("f"))
                .isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> apply("f: shift-days(9, by id)", SECRET, row, nobody))
                .hasMessageContaining("goes by id, which is null")
                .hasMessageNotContaining("18000");
        assertThatThrownBy(() -> live("f: shift-days(9, by f2)", Map.of("f", "17.05.2020", "f2", 1L)))
                .hasMessageContaining("no date in ISO form")
                .hasMessageNotContaining("17.05");
    }

    @Test
    void missingFieldIsAnErrorOrLeftOut() {
        Schema row = SchemaBuilder.struct().field("name", Schema.STRING_SCHEMA).build();
        SourceRecord record = new SourceRecord(Map.of(), Map.of(), "t", 0, row, new Struct(row).put("name", "Ada"));
        try (ProtectFields.Value<SourceRecord> transform = new ProtectFields.Value<>()) {
            transform.configure(Map.of("rules", "nam: redact"));
            assertThatThrownBy(() -> transform.apply(record)).hasMessageContaining("Did you mean name?");
            transform.configure(Map.of("rules", "nam: redact", "on.missing.field", "skip"));
            assertThat(transform.apply(record)).isSameAs(record);
        }
    }

    @Test
    void secretIsNeededAndNeverShown() {
        assertThatThrownBy(() -> configured(Map.of("rules", "id: token")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> configured(Map.of("rules", "id: token", "secret", "c2hvcnQgc2VjcmV0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("16")
                .hasMessageNotContaining("c2hvcnQgc2VjcmV0");
    }

    private static ProtectFields.Value<SourceRecord> configured(Map<String, String> settings) {
        ProtectFields.Value<SourceRecord> transform = new ProtectFields.Value<>();
        transform.configure(settings);
        return transform;
    }

    private static Object shifted(Schema id, Object value) {
        Schema row = SchemaBuilder.struct().field("id", id).field("f", DATE).build();
        Struct in = new Struct(row).put("id", value).put("f", 0);
        return ((Struct) apply("f: shift-days(365, by id)", SECRET, row, in).value()).get("f");
    }

    private static Schema named(Schema.Type type, String name) {
        return new SchemaBuilder(type).name(name).build();
    }

    private static Object sample(Schema schema) {
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            return new BigDecimal("7.25");
        }
        if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(schema.name())) {
            return new java.util.Date(86_400_000L * 9);
        }
        return switch (schema.type()) {
            case INT8 -> (byte) 7;
            case INT16 -> (short) 7;
            case INT32 -> 7;
            case INT64 -> 7L;
            case FLOAT32 -> 7f;
            case FLOAT64 -> 7d;
            case BOOLEAN -> true;
            default -> "2001-02-03";
        };
    }

    private static Object one(String rule, Schema schema, Object value) {
        return field(rule, rule.substring(0, rule.indexOf(':')), schema, value, SECRET);
    }

    private static Object field(String rule, String name, Schema schema, Object value, String secret) {
        Schema row = SchemaBuilder.struct().field(name, schema).build();
        SourceRecord out = apply(rule, secret, row, new Struct(row).put(name, value));
        return ((Struct) out.value()).get(name);
    }

    /** The error of the first row does not depend on what it holds. */
    private static void plan(String rule, Schema schema) {
        Schema row = SchemaBuilder.struct()
                .optional()
                .field(
                        "f",
                        schema instanceof SchemaBuilder builder
                                ? builder.optional().build()
                                : optional(schema))
                .build();
        apply(rule, SECRET, row, new Struct(row));
    }

    private static Schema optional(Schema schema) {
        SchemaBuilder builder = new SchemaBuilder(schema.type()).optional().name(schema.name());
        return schema.parameters() == null
                ? builder.build()
                : builder.parameters(schema.parameters()).build();
    }

    private static Object live(String rule, Object value) {
        Map<String, Object> row = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> row.put(String.valueOf(name), field));
        } else {
            row.put(rule.substring(0, rule.indexOf(':')), value);
        }
        return ((Map<?, ?>) apply(rule, SECRET, null, row).value()).get(rule.substring(0, rule.indexOf(':')));
    }

    private static SourceRecord apply(String rules, String secret, Schema schema, Object value) {
        try (ProtectFields.Value<SourceRecord> transform = configured(Map.of("rules", rules, "secret", secret))) {
            return transform.apply(new SourceRecord(Map.of(), Map.of(), "shop.users", 0, schema, value));
        }
    }
}
