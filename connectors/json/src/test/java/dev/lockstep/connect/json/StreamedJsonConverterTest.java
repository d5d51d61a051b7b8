/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedJsonConverterTest {
    private static final int RECORDS = 20_000;

    private final StreamedJsonConverter ours = new StreamedJsonConverter();
    private final JsonConverter theirs = new JsonConverter();

    private void configure(Map<String, String> settings) {
        ours.configure(settings, false);
        theirs.configure(settings, false);
    }

    @ParameterizedTest
    @CsvSource({
        "true, BASE64, true",
        "true, NUMERIC, false",
        "false, BASE64, false",
        "false, NUMERIC, true",
    })
    void writesTheSameBytesAndReadsThemAsTheSameValues(String schemas, String decimals, String replace) {
        configure(Map.of("schemas.enable", schemas, "decimal.format", decimals, "replace.null.with.default", replace));
        LongStream.range(0, RECORDS).forEach(seed -> {
            RandomRecords records = new RandomRecords(seed);
            Schema schema = seed % 10 == 0 ? null : records.schema(3);
            Object value = schema == null ? records.any(3) : records.value(schema);
            byte[] bytes = theirs.fromConnectData("t", schema, value);
            assertThat(ours.fromConnectData("t", schema, value))
                    .as("seed %d, %s", seed, text(bytes))
                    .isEqualTo(bytes);
            // Few topics, so that a topic has many schemas, and each schema comes twice.
            for (int times = 0; times < 2; times++) {
                assertSame(attempt(() -> theirs.toConnectData("t" + seed % 3, bytes)), bytes, "t" + seed % 3);
            }
        });
    }

    private void assertSame(Optional<SchemaAndValue> expected, byte[] bytes, String topic) {
        if (expected.isEmpty()) {
            assertThatThrownBy(() -> ours.toConnectData(topic, bytes)).isInstanceOf(DataException.class);
            return;
        }
        if (expected.get().schema() == null && text(bytes).matches("(?s).*[0-9]{19}.*")) {
            // Of such numbers Kafka's converter keeps the lowest 64 bits.
            return;
        }
        SchemaAndValue found = ours.toConnectData(topic, bytes);
        // Schemas are not equal when their defaults hold byte arrays, so their JSON is compared.
        assertThat(theirs.asJsonSchema(found.schema()))
                .isEqualTo(theirs.asJsonSchema(expected.get().schema()));
        assertThat(new Bytes(found.value()))
                .as(text(bytes))
                .isEqualTo(new Bytes(expected.get().value()));
    }

    /** Byte arrays are compared by content, inside of structs as Struct does it. */
    private record Bytes(Object value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && java.util.Objects.deepEquals(plain(value), plain(that.value));
        }

        @Override
        public int hashCode() {
            return 0;
        }

        private static Object plain(Object value) {
            if (value instanceof byte[] bytes) {
                return List.of("bytes", text(bytes));
            }
            if (value instanceof List<?> list) {
                return list.stream().map(Bytes::new).toList();
            }
            if (value instanceof Map<?, ?> map) {
                Map<Object, Object> plain = new HashMap<>();
                map.forEach((key, each) -> plain.put(key, new Bytes(each)));
                return plain;
            }
            if (value instanceof Struct struct) {
                return struct.schema().fields().stream()
                        .map(field -> new Bytes(struct.getWithoutDefault(field.name())))
                        .toList();
            }
            return value;
        }
    }

    private static Optional<SchemaAndValue> attempt(Supplier<SchemaAndValue> reading) {
        try {
            return Optional.of(reading.get());
        } catch (DataException e) {
            return Optional.empty();
        }
    }

    @Test
    void readsFieldsInAnyOrderAndPassesOverOthers() {
        configure(Map.of());
        String head =
                "{\"schema\":{\"fields\":[{\"field\":\"a\",\"type\":\"int32\"},{\"type\":\"string\",\"optional\":true,"
                        + "\"field\":\"b\"},{\"type\":\"int32\",\"field\":\"c\",\"default\":7}],\"type\":\"struct\"},\"payload\":";
        for (String payload : List.of(
                "{\"a\":1,\"b\":\"x\",\"c\":2}",
                "{\"c\":2,\"b\":\"x\",\"a\":1}",
                "{\"more\":{\"a\":[1,{}]},\"b\":null,\"a\":1,\"last\":[]}",
                "{\"c\":3,\"a\":1}",
                "{\"a\":1,\"c\":null}",
                "{\"b\":\"x\"}",
                " { \"a\" : 1 } ")) {
            byte[] bytes = (head + payload + "}\n").getBytes(StandardCharsets.UTF_8);
            for (int times = 0; times < 2; times++) {
                assertSame(attempt(() -> theirs.toConnectData("t", bytes)), bytes, "t");
            }
        }
    }

    @Test
    void readsTheTwoPartsInBothOrders() {
        configure(Map.of());
        String record = "{ \"payload\" : [1,2] , \"schema\":{\"type\":\"array\",\"items\":{\"type\":\"int64\"}} }";
        assertThat(ours.toConnectData("t", record.getBytes(StandardCharsets.UTF_8))
                        .value())
                .isEqualTo(List.of(1L, 2L));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tombstonesStayTombstones(boolean schemas) {
        configure(Map.of("schemas.enable", String.valueOf(schemas)));
        assertThat(ours.fromConnectData("t", null, null)).isNull();
        assertThat(ours.toConnectData("t", null)).isEqualTo(SchemaAndValue.NULL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSchemaOfTheConfigurationIsThatOfAllRecords(boolean schemas) {
        String schema = "{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"field\":\"id\"}]}";
        configure(Map.of("schemas.enable", String.valueOf(schemas), "schema.content", schema));
        byte[] bytes = "{\"id\":5}".getBytes(StandardCharsets.UTF_8);
        assertThat(ours.toConnectData("t", bytes)).isEqualTo(theirs.toConnectData("t", bytes));
        assertThat(ours.toConnectData("t", null)).isEqualTo(theirs.toConnectData("t", null));
        assertThat(ours.fromConnectData("t", Schema.INT32_SCHEMA, 5))
                .isEqualTo(theirs.fromConnectData("t", Schema.INT32_SCHEMA, 5));
    }

    @Test
    void valuesThatAreNoNumbersComeBackAsTheyWere() {
        configure(Map.of());
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            byte[] bytes = ours.fromConnectData("t", Schema.FLOAT64_SCHEMA, value);
            assertThat(bytes).isEqualTo(theirs.fromConnectData("t", Schema.FLOAT64_SCHEMA, value));
            assertThat(ours.toConnectData("t", bytes).value()).isEqualTo(value);
            byte[] single = ours.fromConnectData("t", Schema.FLOAT32_SCHEMA, (float) value);
            assertThat(ours.toConnectData("t", single).value()).isEqualTo((float) value);
        }
    }

    @Test
    void bothFormsOfDecimalsAreRead() {
        configure(Map.of("decimal.format", "NUMERIC"));
        Schema schema = Decimal.schema(2);
        byte[] number = ours.fromConnectData("t", schema, new BigDecimal("12.30"));
        ours.configure(Map.of(), false);
        byte[] base64 = ours.fromConnectData("t", schema, new BigDecimal("12.30"));
        assertThat(number).isNotEqualTo(base64);
        assertThat(ours.toConnectData("t", number).value()).isEqualTo(new BigDecimal("12.30"));
        assertThat(ours.toConnectData("t", base64).value()).isEqualTo(new BigDecimal("12.30"));
    }

    /** Kafka's converter takes 0, null or the lowest bits for most of these. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int8    | 128          | between -128 and 127
            int16   | 32768        | between -32768 and 32767
            int32   | 2147483648   | between
            int64   | 9223372036854775808 | between
            int32   | 1.5          | a whole number
            int32   | "1"          | a whole number
            double  | "one"        | a number
            boolean | 1            | true or false
            string  | 1            | a text
            bytes   | [1]          | bytes as base64
            bytes   | "a*b="       | bytes as base64
            string  | {"a": "kept-secret"} | a text
            """)
    void aValueThatIsNotOfItsTypeIsAnErrorThatNamesTheFieldAndNotTheValue(String type, String value, String message) {
        configure(Map.of());
        String record = "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"type\":\"" + type
                + "\",\"field\":\"amount\"}]},\"payload\":{\"amount\":" + value + "}}";
        assertThatThrownBy(() -> ours.toConnectData("t", record.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"amount\"")
                .hasMessageContaining(message)
                .hasMessageNotContaining("kept-secret")
                .hasMessageNotContaining("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kept-secret",
                "{\"schema\":null,\"payload\":kept-secret}",
                "",
                "{\"payload\":1}",
                "[]",
                "{\"schema\":null,\"payload\":1,\"more\":2}",
                "{\"schema\":null,\"payload\":1",
                "{\"schema\":null,\"payload\":1}}",
                "{\"schema\":{\"type\":\"money\"},\"payload\":1}",
                "{\"schema\":{\"optional\":true},\"payload\":1}"
            })
    void whatIsNoRecordIsAnErrorThatDoesNotQuoteIt(String record) {
        configure(Map.of());
        ours.toConnectData("t", "{\"schema\":null,\"payload\":5}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ours.toConnectData("t", record.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("kept-secret")
                .hasNoCause();
    }

    /** Parser and generator are kept from record to record. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1,", "[1,2] 3", "{\"a\":tru", "\"open", "nul", "5 6", "{\"a\":1}}", "", "\u0000{"})
    void goesOnAfterARecordThatCannotBeRead(String broken) {
        configure(Map.of("schemas.enable", "false"));
        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> ours.toConnectData("t", broken.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(DataException.class);
            for (String whole :
                    List.of("{\"a\":[1,2]}", "5", " \"x\" \r\n\t", "[]", "\"" + "y".repeat(20_000) + "\"  ")) {
                byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
                assertThat(ours.toConnectData("t", bytes)).isEqualTo(theirs.toConnectData("t", bytes));
            }
        }
    }

    @Test
    void saysWhereALaterRecordIsBroken() {
        configure(Map.of("schemas.enable", "false"));
        ours.toConnectData("t", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ours.toConnectData("t", "[1] 2".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("after byte 4");
        ours.toConnectData("t", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        ours.toConnectData("t", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ours.toConnectData("t", "[1,x]".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("near byte 3");
    }

    @Test
    void goesOnAfterAValueThatCannotBeWritten() {
        configure(Map.of("schemas.enable", "false"));
        Map<String, Object> broken = Map.of("a", List.of(1L, new Object()));
        Map<String, Object> whole = Map.of("a", List.of(1L, "x"));
        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> ours.fromConnectData("t", null, broken)).isInstanceOf(DataException.class);
            assertThat(ours.fromConnectData("t", null, whole)).isEqualTo(theirs.fromConnectData("t", null, whole));
        }
    }

    @Test
    void aNumberWithoutSchemaThatFitsNoLongIsNotCut() {
        configure(Map.of("schemas.enable", "false"));
        assertThatThrownBy(() -> ours.toConnectData("t", "18446744073709551615".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("64 bits");
    }

    @Test
    void aNullWhereTheSchemaDemandsAValueIsAnErrorThatNamesTheField() {
        configure(Map.of());
        Schema schema = SchemaBuilder.struct().field("a", Schema.INT32_SCHEMA).build();
        assertThatThrownBy(() -> ours.fromConnectData("t", schema, new Struct(schema)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"a\"");
    }

    @Test
    void takesTheSettingsOfKafkasConverter() {
        assertThat(ours.config().names())
                .isEqualTo(JsonConverterConfig.configDef().names());
        assertThat(ours.config().defaultValues())
                .isEqualTo(JsonConverterConfig.configDef().defaultValues());
        assertThatThrownBy(() -> ours.configure(Map.of("decimal.format", "HEX"), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("decimal.format");
        assertThatThrownBy(() -> ours.configure(Map.of("schema.content", "{"), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.content");
    }

    @Test
    void theWorkerFindsIt() {
        assertThat(ServiceLoader.load(Converter.class).stream().map(ServiceLoader.Provider::type))
                .contains(StreamedJsonConverter.class);
        assertThat(ours.version()).matches("[0-9.]+.*");
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
