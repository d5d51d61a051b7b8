/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition.Filling;
import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** The texts themselves; what the server makes of them is pinned by the integration test of types. */
class ColumnMappingTest {
    private static final Schema MICROS =
            SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build();

    @Test
    void runsInAZoneAndALocaleThatHurt() {
        assertThat(TimeZone.getDefault().getID()).isEqualTo("America/Bahia_Banderas");
        assertThat("I".toLowerCase(Locale.getDefault())).isEqualTo("ı");
    }

    @Test
    void writesTimestampsWithoutTheZoneOfTheMachine() {
        assertThat(text(TypeKind.TIMESTAMP, MICROS, 0L)).isEqualTo("1970-01-01 00:00:00");
        assertThat(text(TypeKind.TIMESTAMP, MICROS, -1_500_000L)).isEqualTo("1969-12-31 23:59:58.5");
        assertThat(text(TypeKind.TIMESTAMP_TZ, MICROS, -62_135_596_800_000_001L))
                .isEqualTo("0001-12-31 23:59:59.999999+00 BC");
        assertThat(text(TypeKind.TIMESTAMP, MICROS, 253_402_300_800_000_000L)).isEqualTo("10000-01-01 00:00:00");
        assertThat(text(TypeKind.TIMESTAMP, MICROS, Long.MAX_VALUE)).isEqualTo("infinity");
    }

    @Test
    void writesNumbersWithEveryDigit() {
        assertThat(text(TypeKind.NUMERIC, Decimal.schema(3), new BigDecimal("0.100")))
                .isEqualTo("0.100");
        assertThat(text(TypeKind.NUMERIC, null, new BigInteger("123456789012345678901234567890")))
                .isEqualTo("123456789012345678901234567890");
        assertThat(text(TypeKind.NUMERIC, Decimal.schema(-1_000_000), new BigDecimal("1E+1000000")))
                .as("a hostile scale costs no memory")
                .isEqualTo("1E+1000000");
        assertThat(text(TypeKind.FLOAT8, Schema.FLOAT32_SCHEMA, 0.1f)).isEqualTo("0.10000000149011612");
    }

    @Test
    void writesDocumentsFromMapsListsAndStructs() {
        assertThat(text(TypeKind.JSON, null, Map.of("a\n", List.of(1L, "\u0007\"", true))))
                .isEqualTo("{\"a\\u000a\":[1,\"\\u0007\\\"\",true]}");
        assertThatThrownBy(() -> text(TypeKind.JSON, null, Map.of("a", Double.NaN)))
                .hasMessageContaining("not finite");
    }

    @Test
    void namesColumnAndSchemaAndNeverTheValue() {
        assertThatThrownBy(() -> text(TypeKind.BYTEA, Schema.STRING_SCHEMA, "top secret"))
                .isInstanceOf(UnmappableColumnException.class)
                .hasMessageContainingAll("\"v\"", "text")
                .hasMessageNotContaining("top secret")
                .hasNoCause();
        Schema zoned =
                SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build();
        assertThatThrownBy(() -> text(TypeKind.TIMESTAMP_TZ, zoned, "top secret"))
                .hasMessageNotContaining("top secret")
                .hasNoCause();
        Schema unknown = SchemaBuilder.string().name("com.example.Colour").build();
        assertThatThrownBy(() -> text(TypeKind.TEXT, unknown, "red"))
                .hasMessageContainingAll("\"v\"", "com.example.Colour");
    }

    @Test
    void neverPutsANumberIntoADateABitStringOrBytes() {
        Set<TypeKind> refusing = EnumSet.of(
                TypeKind.DATE,
                TypeKind.TIME,
                TypeKind.TIME_TZ,
                TypeKind.TIMESTAMP,
                TypeKind.TIMESTAMP_TZ,
                TypeKind.INTERVAL,
                TypeKind.BIT,
                TypeKind.VARBIT,
                TypeKind.BYTEA,
                TypeKind.UUID);
        assertThat(refusing).allSatisfy(kind -> {
            assertThatThrownBy(() -> text(kind, Schema.INT64_SCHEMA, 20240101L))
                    .isInstanceOf(UnmappableColumnException.class);
            assertThatThrownBy(() -> text(kind, null, new BigDecimal("20240101")))
                    .isInstanceOf(UnmappableColumnException.class);
        });
    }

    @Test
    void takesABareNumberForDaysAndForNothingElseUnlessToldTheUnit() {
        assertThat(text(TypeKind.DATE, null, 19_000)).isEqualTo("2022-01-08");
        assertThatThrownBy(() -> text(TypeKind.DATE, null, 20240101L))
                .as("digits of a date are no count of days")
                .isInstanceOf(UnmappableColumnException.class)
                .hasMessageNotContaining("20240101");
        for (TypeKind kind : Set.of(TypeKind.TIME, TypeKind.TIMESTAMP, TypeKind.TIMESTAMP_TZ)) {
            assertThatThrownBy(() -> text(kind, null, 1_717_243_200L))
                    .isInstanceOf(UnmappableColumnException.class)
                    .hasMessageContaining("\"v\"")
                    .hasMessageContaining("schemaless.time.unit")
                    .hasMessageNotContaining("1717243200");
        }
        for (TypeKind kind : Set.of(TypeKind.TIME_TZ, TypeKind.INTERVAL, TypeKind.BIT, TypeKind.BYTEA, TypeKind.UUID)) {
            assertThatThrownBy(() -> text(kind, null, 1L)).isInstanceOf(UnmappableColumnException.class);
        }
    }

    private static String counted(CountUnit unit, TypeKind kind, int digits, Object value) {
        ColumnType type = ColumnType.of("type", kind).ofSize(digits);
        return ColumnMapping.postgres(unit)
                .of(ColumnDefinition.plain("v", type, true), null)
                .text(value);
    }

    @Test
    void countsTimesInTheUnitThatItIsTold() {
        assertThat(counted(CountUnit.MILLISECONDS, TypeKind.TIMESTAMP, 6, 1_700_000_000_123L))
                .isEqualTo("2023-11-14 22:13:20.123");
        assertThat(counted(CountUnit.MICROSECONDS, TypeKind.TIMESTAMP, 6, 1_700_000_000_123_456L))
                .isEqualTo("2023-11-14 22:13:20.123456");
        assertThat(counted(CountUnit.NANOSECONDS, TypeKind.TIMESTAMP, 6, 1_700_000_000_123_456_000L))
                .isEqualTo("2023-11-14 22:13:20.123456");
        assertThat(counted(CountUnit.MICROSECONDS, TypeKind.TIMESTAMP_TZ, 6, -1L))
                .isEqualTo("1969-12-31 23:59:59.999999+00");
        assertThat(counted(CountUnit.MILLISECONDS, TypeKind.TIME, 6, 1)).isEqualTo("00:00:00.001");
        assertThat(counted(CountUnit.MICROSECONDS, TypeKind.TIME, 0, 86_399_000_000L))
                .isEqualTo("23:59:59");
        assertThat(counted(CountUnit.NANOSECONDS, TypeKind.TIME, 6, 1_000L)).isEqualTo("00:00:00.000001");
        assertThat(counted(CountUnit.NANOSECONDS, TypeKind.DATE, 0, 19_000L)).isEqualTo("2022-01-08");
        assertThat(counted(CountUnit.MICROSECONDS, TypeKind.TIMESTAMP, 6, "2024-02-29T12:00:00Z"))
                .as("text says itself what it is")
                .startsWith("2024-02-29");
        assertThatThrownBy(() -> counted(CountUnit.MILLISECONDS, TypeKind.TIME, 6, 1L << 40))
                .isInstanceOf(UnmappableColumnException.class);
    }

    @Test
    void countsByTheDigitsOfTheColumnAsChangeCaptureDoes() {
        assertThat(counted(CountUnit.ADAPTIVE, TypeKind.TIMESTAMP, 3, 1_700_000_000_123L))
                .isEqualTo("2023-11-14 22:13:20.123");
        assertThat(counted(CountUnit.ADAPTIVE, TypeKind.TIMESTAMP, 4, 1_700_000_000_123_400L))
                .isEqualTo("2023-11-14 22:13:20.1234");
        assertThat(counted(CountUnit.ADAPTIVE, TypeKind.TIME, 6, 1L)).isEqualTo("00:00:00.000001");
        assertThatThrownBy(() -> counted(CountUnit.ADAPTIVE, TypeKind.TIME, 3, 1L))
                .as("milliseconds of one engine, microseconds of another")
                .isInstanceOf(UnmappableColumnException.class)
                .hasMessageContaining("schemaless.time.unit");
    }

    @Test
    void countsTheElementsOfArraysLikewise() {
        ColumnType element = ColumnType.of("timestamp", TypeKind.TIMESTAMP);
        ColumnDefinition column = ColumnDefinition.plain("v", ColumnType.arrayOf("_timestamp", element), true);
        ColumnMapping mapping = ColumnMapping.postgres(CountUnit.MICROSECONDS).of(column, null);
        assertThat(mapping.text(Arrays.asList(1L, null))).isEqualTo("{\"1970-01-01 00:00:00.000001\",NULL}");
        assertThatThrownBy(() -> mapping.text(List.of(1L, "2024-02-29 00:00:00")))
                .isInstanceOf(UnmappableColumnException.class);
        assertThatThrownBy(() ->
                        ColumnMapping.postgres(CountUnit.NONE).of(column, null).text(List.of(1L)))
                .isInstanceOf(UnmappableColumnException.class)
                .hasMessageContaining("schemaless.time.unit");
    }

    @Test
    void comparesKeysAsTheDatabaseDoes() {
        Object hundred = mapping(TypeKind.NUMERIC, Decimal.schema(2)).keyPart(new BigDecimal("100.00"));
        assertThat(hundred)
                .isEqualTo(100L)
                .isEqualTo(mapping(TypeKind.NUMERIC, null).keyPart("1E2"))
                .isEqualTo(mapping(TypeKind.INTEGER, Schema.INT16_SCHEMA).keyPart((short) 100));
        assertThat(mapping(TypeKind.CHAR, Schema.STRING_SCHEMA).keyPart("a  ")).isEqualTo("a");
        assertThat(mapping(TypeKind.TEXT, Schema.STRING_SCHEMA).keyPart("a  ")).isEqualTo("a  ");
        assertThat(mapping(TypeKind.UUID, null).keyPart("6F1F6D2E-0D6A-4F5E-9C63-0D2A44B8ED1I"))
                .as("without the locale's dotless i")
                .asString()
                .endsWith("1i");
    }

    @Test
    void admitsWhenOnlyTheDatabaseKnowsWhichKeysAreEqual() {
        assertThat(mapping(TypeKind.TIMESTAMP, MICROS).keyIsExact()).isTrue();
        assertThat(mapping(TypeKind.TIMESTAMP, Schema.STRING_SCHEMA).keyIsExact())
                .isFalse();
        assertThat(mapping(TypeKind.OTHER, Schema.STRING_SCHEMA).keyIsExact()).isFalse();
        ColumnDefinition caseless =
                new ColumnDefinition("v", ColumnType.of("text", TypeKind.TEXT), false, false, Filling.WRITER, false);
        assertThat(ColumnMapping.postgres(CountUnit.NONE)
                        .of(caseless, Schema.STRING_SCHEMA)
                        .keyIsExact())
                .isFalse();
    }

    private static String text(TypeKind kind, Schema schema, Object value) {
        return mapping(kind, schema).text(value);
    }

    private static ColumnMapping mapping(TypeKind kind, Schema schema) {
        return ColumnMapping.postgres(CountUnit.NONE)
                .of(ColumnDefinition.plain("v", ColumnType.of("type", kind), true), schema);
    }
}
