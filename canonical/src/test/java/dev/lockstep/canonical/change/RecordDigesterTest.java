/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.digest.Content;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class RecordDigesterTest {
    private static final Schema OPTIONAL_TEXT = Schema.OPTIONAL_STRING_SCHEMA;

    private final RecordDigester digester = new RecordDigester();

    @Test
    void sameMeaningFromDifferentTypesHasTheSameDigest() {
        assertSame(Schema.INT16_SCHEMA, (short) 5, Schema.INT64_SCHEMA, 5L);
        assertSame(Schema.INT32_SCHEMA, 5, Decimal.schema(2), new BigDecimal("5.00"));
        assertSame(Schema.BOOLEAN_SCHEMA, true, Schema.INT32_SCHEMA, 1);
        assertSame(Decimal.schema(0), new BigDecimal("0"), Decimal.schema(4), new BigDecimal("0.0000"));
        assertSame(Schema.FLOAT32_SCHEMA, 0.5f, Schema.FLOAT64_SCHEMA, 0.5);
        assertSame(Schema.FLOAT64_SCHEMA, -0.0, Schema.FLOAT64_SCHEMA, 0.0);
        assertSame(named("io.debezium.time.Date", Schema.Type.INT32), -1, Date.SCHEMA, utc("1969-12-31T00:00:00Z"));
        assertSame(named("io.debezium.data.Enum", Schema.Type.STRING), "PG-13", Schema.STRING_SCHEMA, "PG-13");
        assertSame(
                named("io.debezium.data.Uuid", Schema.Type.STRING),
                "0A0B0C0D-0000-4000-8000-00000000000A",
                Schema.STRING_SCHEMA,
                "0a0b0c0d-0000-4000-8000-00000000000a");
    }

    @Test
    void instantIsTheSameInEveryUnitAndOffset() {
        Schema zoned = named("io.debezium.time.ZonedTimestamp", Schema.Type.STRING);
        Schema micros = named("io.debezium.time.MicroTimestamp", Schema.Type.INT64);

        assertSame(zoned, "1969-12-31T23:59:59.5Z", zoned, "1970-01-01T01:59:59.500+02:00");
        assertSame(zoned, "1969-12-31T23:59:59.5Z", micros, -500_000L);
        assertSame(zoned, "1969-12-31T23:59:59.5Z", named("io.debezium.time.Timestamp", Schema.Type.INT64), -500L);
        assertSame(zoned, "1969-12-31T23:59:59.5Z", Timestamp.SCHEMA, utc("1969-12-31T23:59:59.5Z"));
        assertSame(
                zoned,
                "1969-12-31T23:59:59.5Z",
                named("io.debezium.time.NanoTimestamp", Schema.Type.INT64),
                -500_000_000L);
        assertSame(zoned, "infinity", micros, 9223372036825200000L);
        assertSame(zoned, "-infinity", micros, -9223372036832400000L);
        assertDifferent(zoned, "2022-01-01T00:00:00Z", zoned, "2022-01-01T00:00:00.000001Z");
    }

    @Test
    void differentMeaningHasADifferentDigest() {
        assertDifferent(Schema.STRING_SCHEMA, "5", Schema.INT32_SCHEMA, 5);
        assertDifferent(Schema.STRING_SCHEMA, "a", Schema.STRING_SCHEMA, "a ");
        assertDifferent(Schema.STRING_SCHEMA, "a", Schema.STRING_SCHEMA, "A");
        assertDifferent(Schema.STRING_SCHEMA, "", OPTIONAL_TEXT, null);
        assertDifferent(Schema.STRING_SCHEMA, "abc", Schema.BYTES_SCHEMA, bytes("abc"));
        assertDifferent(Schema.FLOAT64_SCHEMA, 5.0, Schema.INT32_SCHEMA, 5);
        assertDifferent(Schema.INT32_SCHEMA, 5, Schema.INT32_SCHEMA, -5);
        Schema list = SchemaBuilder.array(OPTIONAL_TEXT).build();
        assertDifferent(list, List.of("a", "b"), list, List.of("ab"));
        assertDifferent(list, List.of("a", "b"), list, List.of("b", "a"));
        assertDifferent(list, List.of(), list, Arrays.asList((String) null));
    }

    @Test
    void valueInAnotherColumnIsAnotherRow() {
        Schema schema = SchemaBuilder.struct()
                .field("a", OPTIONAL_TEXT)
                .field("b", OPTIONAL_TEXT)
                .build();

        assertThat(content(new Struct(schema).put("a", "x"))).isNotEqualTo(content(new Struct(schema).put("b", "x")));
        assertThat(content(new Struct(schema).put("a", "xy").put("b", "z")))
                .isNotEqualTo(content(new Struct(schema).put("a", "x").put("b", "yz")));
    }

    @Test
    void orderOfColumnsAndALaterNullableColumnChangeNothing() {
        Schema old = SchemaBuilder.struct()
                .field("a", OPTIONAL_TEXT)
                .field("b", OPTIONAL_TEXT)
                .build();
        Schema later = SchemaBuilder.struct()
                .field("b", OPTIONAL_TEXT)
                .field(
                        "new",
                        SchemaBuilder.string()
                                .optional()
                                .defaultValue("filled in")
                                .build())
                .field("a", OPTIONAL_TEXT)
                .build();

        assertThat(content(new Struct(later).put("a", "1").put("b", "2").put("new", null)))
                .isEqualTo(content(new Struct(old).put("a", "1").put("b", "2")));
    }

    @Test
    void rowIsTheSameWithAndWithoutSchema() {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("name", OPTIONAL_TEXT)
                .build();
        Content withSchema = content(new Struct(schema).put("id", 7).put("name", "x"));

        RowVersion schemaless = digester.digest(null, Map.of("id", 7L), null, Map.of("name", "x", "id", 7L));

        assertThat(schemaless.content()).isEqualTo(withSchema);
        assertThat(schemaless.key().toJson()).isEqualTo("[7]");
    }

    @Test
    void deletedMarkOfFlattenedRowsIsNoColumn() {
        assertThat(digester.digest(null, 1L, null, Map.of("id", 1L, "__deleted", "false"))
                        .content())
                .isEqualTo(digester.digest(null, 1L, null, Map.of("id", 1L)).content());
    }

    @Test
    void unavailableColumnMakesTheRowUnknown() {
        Schema list = SchemaBuilder.array(OPTIONAL_TEXT).build();

        Content unknown = new Content.Unknown(RecordDigester.UNAVAILABLE_COLUMN);
        assertThat(column(Schema.STRING_SCHEMA, "__debezium_unavailable_value")).isEqualTo(unknown);
        assertThat(column(Schema.BYTES_SCHEMA, bytes("__debezium_unavailable_value")))
                .isEqualTo(unknown);
        assertThat(column(list, List.of("__debezium_unavailable_value"))).isEqualTo(unknown);
    }

    @Test
    void tombstoneIsAbsence() {
        assertThat(digester.digest(Schema.INT32_SCHEMA, 1, null, null).content())
                .isEqualTo(new Content.Absent());
    }

    @Test
    void keyShowsItsValuesInKeyOrder() {
        Schema schema = SchemaBuilder.struct()
                .field("at", named("io.debezium.time.ZonedTimestamp", Schema.Type.STRING))
                .field("id", Schema.INT32_SCHEMA)
                .field("code", Schema.STRING_SCHEMA)
                .field("raw", Schema.BYTES_SCHEMA)
                .build();
        Struct key = new Struct(schema)
                .put("at", "2022-02-15T09:34:33.000001Z")
                .put("id", -100)
                .put("code", "a\"\n")
                .put("raw", bytes("AB"));

        assertThat(digester.digest(schema, key, null, null).key().toJson())
                .isEqualTo("[\"2022-02-15T09:34:33.000001Z\",-100,\"a\\\"\\u000a\",\"\\\\x4142\"]");
    }

    @Test
    void typeWithoutCanonicalFormIsRefusedWithColumnAndType() {
        Schema unknown = named("io.debezium.data.Mystery", Schema.Type.STRING);
        Schema point = SchemaBuilder.struct()
                .name("io.debezium.data.geometry.Point")
                .optional()
                .build();

        assertThatThrownBy(() -> column(unknown, "secret"))
                .isInstanceOf(UnencodableValueException.class)
                .hasMessageContaining("Column c")
                .hasMessageContaining("io.debezium.data.Mystery")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> column(point, new Struct(point)))
                .isInstanceOf(UnencodableValueException.class)
                .hasMessageContaining("Column c")
                .hasMessageContaining("field x");
    }

    @Test
    void damagedValueIsRefusedWithoutQuotingIt() {
        Schema zoned = named("io.debezium.time.ZonedTimestamp", Schema.Type.STRING);

        assertThatThrownBy(() -> column(zoned, "secret"))
                .hasMessageContaining("Column c")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThatThrownBy(() -> column(Schema.STRING_SCHEMA, "half \uD800 pair"))
                .hasMessageNotContaining("half");
    }

    @Test
    void truncateAndUnorderedKeysAreRefused() {
        Map<String, Object> truncate = new java.util.HashMap<>(Map.of("op", "t", "source", Map.of()));
        truncate.put("before", null);
        truncate.put("after", null);

        assertThatThrownBy(() -> digester.digest(null, null, null, truncate)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> digester.digest(null, Map.of("a", 1, "b", 2), null, null))
                .hasMessageContaining("order of the key columns is lost");
    }

    private void assertSame(Schema schema, Object value, Schema otherSchema, Object other) {
        assertThat(column(schema, value)).isEqualTo(column(otherSchema, other));
    }

    private void assertDifferent(Schema schema, Object value, Schema otherSchema, Object other) {
        assertThat(column(schema, value)).isNotEqualTo(column(otherSchema, other));
    }

    private Content column(Schema schema, Object value) {
        Schema row = SchemaBuilder.struct().field("c", schema).build();
        return content(new Struct(row).put("c", value));
    }

    private Content content(Struct row) {
        return digester.digest(Schema.INT32_SCHEMA, 1, row.schema(), row).content();
    }

    private static Schema named(String name, Schema.Type type) {
        return new SchemaBuilder(type).name(name).build();
    }

    private static ByteBuffer bytes(String ascii) {
        return ByteBuffer.wrap(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static java.util.Date utc(String instant) {
        return java.util.Date.from(Instant.parse(instant));
    }
}
