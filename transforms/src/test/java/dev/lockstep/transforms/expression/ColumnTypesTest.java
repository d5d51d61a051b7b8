/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.params.provider.MethodSource;

/** What columns of every type are in an expression. */
class ColumnTypesTest {
    private static final Schema VARIABLE = SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();

    private static Schema named(Schema.Type type, String name) {
        return new SchemaBuilder(type).name("io.debezium." + name).build();
    }

    @SuppressWarnings("JavaUtilDate") // Connect's own type
    static Stream<Arguments> columns() {
        return Stream.of(
                Arguments.of(Schema.INT8_SCHEMA, (byte) 5, "x + 1 == 6"),
                Arguments.of(Schema.INT16_SCHEMA, (short) 5, "x % 2 == 1"),
                Arguments.of(Schema.INT32_SCHEMA, 5, "x in [4, 5]"),
                Arguments.of(Schema.INT64_SCHEMA, 5L, "x == 5.0"),
                Arguments.of(Schema.FLOAT32_SCHEMA, 0.5f, "x < 1.0 && x > 0"),
                Arguments.of(Schema.FLOAT64_SCHEMA, 0.5, "x + 0.25 == 0.75"),
                Arguments.of(Schema.BOOLEAN_SCHEMA, true, "x"),
                Arguments.of(Schema.STRING_SCHEMA, "İI", "x.size() == 2 && x.lowerAscii() == 'İi'"),
                Arguments.of(Schema.BYTES_SCHEMA, new byte[] {1, 2}, "x == b'\\x01\\x02' && size(x) == 2"),
                Arguments.of(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {65}), "string(x) == 'A'"),
                Arguments.of(Decimal.schema(2), new BigDecimal("1.50"), "x == decimal('1.5')"),
                Arguments.of(
                        VARIABLE,
                        new Struct(VARIABLE).put("scale", 1).put("value", new byte[] {15}),
                        "x + 1 == decimal('2.5')"),
                Arguments.of(Date.SCHEMA, new java.util.Date(86_400_000L), "x == timestamp('1970-01-02T00:00:00Z')"),
                Arguments.of(Timestamp.SCHEMA, new java.util.Date(1), "x.getMilliseconds() == 1"),
                Arguments.of(Time.SCHEMA, new java.util.Date(3_600_000), "x == duration('1h')"),
                Arguments.of(named(Schema.Type.INT32, "time.Date"), -1, "x.getFullYear() == 1969"),
                Arguments.of(named(Schema.Type.INT32, "time.Time"), 1_000, "int(x) == 1"),
                Arguments.of(named(Schema.Type.INT64, "time.MicroTime"), 1_000_000L, "string(x) == '1s'"),
                Arguments.of(named(Schema.Type.INT64, "time.NanoTime"), 1_500_000_000L, "string(x) == '1.5s'"),
                Arguments.of(
                        named(Schema.Type.INT64, "time.Timestamp"), 1_000L, "x > timestamp('1970-01-01T00:00:00Z')"),
                Arguments.of(named(Schema.Type.INT64, "time.MicroTimestamp"), -1L, "x.getFullYear() == 1969"),
                Arguments.of(named(Schema.Type.INT64, "time.NanoTimestamp"), 5L, "int(x) == 0"),
                Arguments.of(
                        named(Schema.Type.STRING, "time.ZonedTimestamp"),
                        "2020-01-01T01:30:00.5+01:30",
                        "x == timestamp('2020-01-01T00:00:00.500Z')"),
                Arguments.of(named(Schema.Type.STRING, "time.IsoDate"), "2020-02-29", "x.getMonth() == 1"),
                Arguments.of(
                        named(Schema.Type.STRING, "time.IsoTimestamp"), "2020-02-29T10:00:00", "x.getHours() == 10"),
                Arguments.of(named(Schema.Type.STRING, "time.ZonedTime"), "10:00:00Z", "x.startsWith('10')"),
                Arguments.of(named(Schema.Type.STRING, "data.Uuid"), "a-b", "x.split('-')[1] == 'b'"),
                Arguments.of(named(Schema.Type.STRING, "data.Json"), "{}", "x == '{}'"),
                Arguments.of(named(Schema.Type.STRING, "data.Enum"), "A", "x in ['A', 'B']"),
                Arguments.of(
                        SchemaBuilder.array(Decimal.schema(1)).build(),
                        List.of(new BigDecimal("1.0")),
                        "decimal(1) in x"),
                Arguments.of(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build(),
                        Map.of("k", 1),
                        "'k' in x && x.k == 1 && !has(x.z)"),
                Arguments.of(null, 5, "x == 5 && x < 6"),
                Arguments.of(null, 0.5f, "x == 0.5"),
                Arguments.of(null, new BigDecimal("1.50"), "x == 1.5 && x in [1.5] && x * 2 == 3"),
                Arguments.of(null, new byte[] {65}, "string(x) == 'A'"),
                Arguments.of(null, new java.util.Date(0), "x.getFullYear() == 1970"),
                Arguments.of(null, Map.of("a", List.of(1)), "x.a[0] == 1"));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everyTypeOfColumnIsReadAsWhatItMeans(Schema schema, Object value, String condition) {
        assertThat(Evaluations.row().with("x", schema, value).test(condition)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everyTypeOfColumnMayBeNull(Schema schema, Object value, String condition) {
        Evaluations row = Evaluations.row().with("x", schema, null);

        assertThat(value).isNotNull();
        assertThat(row.test("x == null")).isTrue();
        assertThat(row.test("x != null && " + condition)).isFalse();
    }

    @Test
    void infinitiesOfDatabasesAreRefused() {
        Schema schema = named(Schema.Type.INT64, "time.MicroTimestamp");

        assertThatThrownBy(() ->
                        Evaluations.row().with("at", schema, Long.MAX_VALUE).test("at == null"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Column at")
                .hasMessageContaining("years 1 to 9999");
    }

    @Test
    void textThatIsNoTimestampIsAnErrorWithoutIt() {
        Schema schema = named(Schema.Type.STRING, "time.ZonedTimestamp");

        assertThatThrownBy(() -> Evaluations.row().with("at", schema, "secret").test("at == null"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("text of 6 characters")
                .hasMessageNotContaining("secret");
    }
}
