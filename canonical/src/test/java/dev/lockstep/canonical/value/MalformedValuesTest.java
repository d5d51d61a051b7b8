/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.UnencodableValueException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit its declared type is an error that names the column and never quotes the value. */
class MalformedValuesTest {
    private static final Schema GEOMETRY = SchemaBuilder.struct()
            .name("io.debezium.data.geometry.Geometry")
            .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
            .build();

    @ParameterizedTest
    @CsvSource({
        "io.debezium.time.ZonedTimestamp, 2020-02-30T00:00:00Z",
        "io.debezium.time.ZonedTimestamp, 2020-01-01T25:00:00Z",
        "io.debezium.time.ZonedTimestamp, 2020-01-01T24:00:01Z",
        "io.debezium.time.ZonedTimestamp, 2020-01-01T00:00:00Zsecret",
        "io.debezium.time.ZonedTimestamp, 2020-01-01T00:00:00+19:00",
        "io.debezium.time.ZonedTimestamp, 2020-01-01T00:00:00+02:60",
        "io.debezium.time.IsoDate, 2020-1-1",
        "io.debezium.time.IsoDate, secret",
        "io.debezium.time.IsoTime, 00:60",
        "io.debezium.time.IsoTime, 12",
        "io.debezium.time.ZonedTime, 12:00:00",
        "io.debezium.time.Interval, P",
        "io.debezium.time.Interval, PT",
        "io.debezium.time.Interval, P1H",
        "io.debezium.time.Interval, P1.5M",
        "io.debezium.time.Interval, P\u0661D",
        "io.debezium.data.Json, {secret}"
    })
    void textThatIsNotWhatItsNameSaysIsRefused(String logicalName, String text) {
        assertRefused(SchemaBuilder.string().name(logicalName).build(), text);
    }

    @ParameterizedTest
    @CsvSource({
        "io.debezium.time.IsoDate, 0000-00-00",
        "io.debezium.time.IsoDate, 2024-00-10",
        "io.debezium.time.IsoDate, 2024-10-00",
        "io.debezium.time.IsoTimestamp, 0000-00-00 00:00:00",
        "io.debezium.time.ZonedTimestamp, 0000-00-00 00:00:00.000Z"
    })
    void zeroDateIsRefusedWithTheRuleThatReadsIt(String logicalName, String text) {
        Schema schema = SchemaBuilder.string().name(logicalName).build();

        assertRefused(schema, text);
        assertThatThrownBy(() -> encode(schema, text))
                .hasMessageContaining("the rule zero-date(null) or zero-date(text)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "0101000000",
                "01010000000000000000000000",
                "0163000000",
                "010200000002000000",
                "01020000000000ff7f",
                "0107000000ffffffff",
                "0101000000" + "0000000000000000" + "0000000000000000" + "00"
            })
    void geometryThatIsNoneIsRefused(String wkb) {
        assertRefused(GEOMETRY, new Struct(GEOMETRY).put("wkb", HexFormat.of().parseHex(wkb)));
    }

    @Property
    void noBytesMakeTheGeometryReaderFailInAnotherWay(@ForAll byte[] wkb) {
        // A likely beginning, so that some get further than the first byte.
        for (byte[] bytes : List.of(wkb, prefixed(wkb, 1, 7, 0, 0, 0), prefixed(wkb, 0, 0, 0, 0, 3))) {
            try {
                encode(GEOMETRY, new Struct(GEOMETRY).put("wkb", bytes));
            } catch (UnencodableValueException e) {
                assertThat(e).hasMessageContaining("Column c");
            }
        }
    }

    @Test
    void structsWithoutTheirFieldsAreRefused() {
        Schema number = SchemaBuilder.struct()
                .name("io.debezium.data.VariableScaleDecimal")
                .field("scale", Schema.OPTIONAL_INT32_SCHEMA)
                .field("value", Schema.OPTIONAL_BYTES_SCHEMA)
                .build();
        Schema sparse = SchemaBuilder.struct()
                .name("io.debezium.data.SparseDoubleVector")
                .field("dimensions", Schema.INT16_SCHEMA)
                .field(
                        "vector",
                        SchemaBuilder.map(Schema.INT16_SCHEMA, Schema.FLOAT64_SCHEMA)
                                .build())
                .build();

        assertRefused(GEOMETRY, new Struct(GEOMETRY));
        assertRefused(number, new Struct(number).put("scale", 1));
        assertRefused(number, new Struct(number).put("scale", 1).put("value", new byte[0]));
        assertRefused(sparse, new Struct(sparse).put("dimensions", (short) 2).put("vector", Map.of((short) 3, 1.0)));
        assertRefused(sparse, new Struct(sparse).put("dimensions", (short) -1).put("vector", Map.of()));
    }

    @Test
    void valueOfAnotherJavaTypeIsRefused() {
        assertRefused(Schema.INT32_SCHEMA, "secret");
        assertRefused(Schema.STRING_SCHEMA, 5);
        assertRefused(Schema.BYTES_SCHEMA, "secret");
        assertRefused(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), "secret");
        assertRefused(
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build(), List.of());
        assertRefused(
                org.apache.kafka.connect.data.Date.SCHEMA, java.util.Date.from(java.time.Instant.ofEpochMilli(1)));
    }

    @Test
    void mapWithKeysThatAreNoTextIsRefusedWithItsSchema() {
        Schema map = SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT32_SCHEMA).build();

        assertThatThrownBy(() -> ColumnEncoder.of("c", map))
                .isInstanceOf(UnencodableValueException.class)
                .hasMessageContaining("Column c")
                .hasMessageContaining("INT32");
    }

    @Test
    void placeholderIsWhatTheConnectorOrTheSchemaSaysItIs() {
        Schema named = SchemaBuilder.string()
                .parameter("__debezium.unavailable.value.placeholder", "gone")
                .build();
        Placeholder other = new Placeholder("missing");

        assertThat(isKnown(ColumnEncoder.of("c", Schema.STRING_SCHEMA, other), "missing"))
                .isFalse();
        assertThat(isKnown(ColumnEncoder.of("c", Schema.STRING_SCHEMA, other), Placeholder.DEFAULT_TEXT))
                .isTrue();
        assertThat(isKnown(ColumnEncoder.of("c", named), "gone")).isFalse();
        assertThat(isKnown(ColumnEncoder.of("c", named), Placeholder.DEFAULT_TEXT))
                .isTrue();
    }

    private static boolean isKnown(ColumnEncoder column, Object value) {
        return column.writeValue(value, new CanonicalWriter());
    }

    private static void assertRefused(Schema schema, Object value) {
        assertThatThrownBy(() -> encode(schema, value))
                .isInstanceOf(UnencodableValueException.class)
                .hasMessageContaining("Column c")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private static void encode(Schema schema, Object value) {
        boolean known = ColumnEncoder.of("c", schema).writeValue(value, new CanonicalWriter());
        assertThat(known).isTrue();
    }

    private static byte[] prefixed(byte[] bytes, int... prefix) {
        byte[] all = new byte[prefix.length + bytes.length];
        for (int i = 0; i < prefix.length; i++) {
            all[i] = (byte) prefix[i];
        }
        System.arraycopy(bytes, 0, all, prefix.length, bytes.length);
        return Arrays.copyOf(all, all.length);
    }
}
