/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Usual values must take the fast way; that it ends where the slow one does, the type table shows on a real server. */
class PostgresCellsTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<Arguments> ownForms() {
        return Stream.of(
                Arguments.of("bool", TypeKind.BOOLEAN, Schema.BOOLEAN_SCHEMA, true, "01"),
                Arguments.of("int2", TypeKind.INTEGER, Schema.INT16_SCHEMA, (short) -2, "fffe"),
                Arguments.of("int4", TypeKind.INTEGER, null, 7L, "00000007"),
                Arguments.of("int8", TypeKind.INTEGER, null, "-1", "ffffffffffffffff"),
                Arguments.of("float4", TypeKind.FLOAT4, Schema.FLOAT32_SCHEMA, 1f, "3f800000"),
                Arguments.of("float8", TypeKind.FLOAT8, Schema.FLOAT64_SCHEMA, 1d, "3ff0000000000000"),
                Arguments.of(
                        "numeric",
                        TypeKind.NUMERIC,
                        Decimal.schema(2),
                        new BigDecimal("-12345.60"),
                        "0003000140000002" + "0001" + "0929" + "1770"),
                Arguments.of("numeric", TypeKind.NUMERIC, null, "0.00", "0000000000000002"),
                Arguments.of("numeric", TypeKind.NUMERIC, null, 1.5, "0002000000000001" + "0001" + "1388"),
                Arguments.of("text", TypeKind.TEXT, Schema.STRING_SCHEMA, "aé𝄞", "61c3a9f09d849e"),
                Arguments.of("bpchar", TypeKind.CHAR, null, "x ", "7820"),
                Arguments.of(
                        "bytea", TypeKind.BYTEA, Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {9, 8}, 1, 1), "08"),
                Arguments.of(
                        "uuid",
                        TypeKind.UUID,
                        named("io.debezium.data.Uuid"),
                        "00010203-0405-0607-0809-0a0B0c0D0e0f",
                        "000102030405060708090a0b0c0d0e0f"),
                Arguments.of("jsonb", TypeKind.JSON, named("io.debezium.data.Json"), "{}", "017b7d"),
                Arguments.of("json", TypeKind.JSON, named("io.debezium.data.Json"), "{}", "7b7d"),
                Arguments.of("Mood", TypeKind.ENUM, named("io.debezium.data.Enum"), "sad", "736164"),
                Arguments.of("date", TypeKind.DATE, Date.SCHEMA, Date.toLogical(Date.SCHEMA, 10_958), "00000001"),
                Arguments.of("date", TypeKind.DATE, null, "1999-12-31", "ffffffff"),
                Arguments.of("time", TypeKind.TIME, counted("MicroTime"), 1L, "0000000000000001"),
                Arguments.of(
                        "timestamp",
                        TypeKind.TIMESTAMP,
                        counted("MicroTimestamp"),
                        946_684_800_000_001L,
                        "0000000000000001"),
                Arguments.of(
                        "timestamp",
                        TypeKind.TIMESTAMP,
                        counted("NanoTimestamp"),
                        946_684_800_000_001_000L,
                        "0000000000000001"),
                Arguments.of("timestamp", TypeKind.TIMESTAMP, null, "2000-01-01 00:00:00.00001", "000000000000000a"),
                Arguments.of(
                        "timestamptz",
                        TypeKind.TIMESTAMP_TZ,
                        named("io.debezium.time.ZonedTimestamp"),
                        "2000-01-01T01:00:00.000001+01:00",
                        "0000000000000001"),
                Arguments.of("timestamptz", TypeKind.TIMESTAMP_TZ, null, 946_684_799_999_999L, "ffffffffffffffff"));
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("ownForms")
    void writesUsualValuesInTheTypesOwnForm(String type, TypeKind kind, Schema schema, Object value, String hex) {
        RowBuffer row = new RowBuffer();
        row.begin();
        ColumnDefinition column = ColumnDefinition.plain("v", ColumnType.of(type, type, kind), true);
        assertThat(ColumnMapping.postgres(CountUnit.MICROSECONDS)
                        .of(column, schema)
                        .write(value, row))
                .isEqualTo(Cell.OWN_FORM);
        String length = HEX.toHexDigits(hex.length() / 2, 8);
        assertThat(HEX.formatHex(row.image())).isEqualTo("0001" + length + hex);
    }

    @Test
    void readsIsoTextsAsTheJdkDoes() {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            LocalDate date = LocalDate.ofEpochDay(-719_162 + random.nextInt(3_652_059));
            assertThat(IsoParser.date(date.toString())).isEqualTo(date.toEpochDay());
            LocalDateTime local = date.atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60))
                    .plus(random.nextInt(1_000_000), ChronoUnit.MICROS)
                    .withSecond(random.nextInt(60));
            if (local.getYear() > 9_999) {
                continue;
            }
            OffsetDateTime zoned = local.atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1_681) - 840)));
            String text = zoned.withSecond(1).toString();
            assertThat(IsoParser.zonedTimestamp(text))
                    .as(text)
                    .isEqualTo(ChronoUnit.MICROS.between(
                            OffsetDateTime.parse("1970-01-01T00:00:00Z"), zoned.withSecond(1)));
        }
    }

    @Test
    void doesNotGuessAtOtherTexts() {
        assertThat(Stream.of("2024-02-30", "2024-13-01", "0000-01-01", "2024-1-01", "20240101", "2024-01-01Z", ""))
                .allSatisfy(text -> assertThat(IsoParser.date(text)).isEqualTo(IsoParser.UNKNOWN));
        assertThat(Stream.of(
                        "2024-01-01T24:00:00Z",
                        "2024-01-01T23:59:60Z",
                        "2024-01-01T00:00:00.1234567Z",
                        "2024-01-01T00:00:00.Z",
                        "2024-01-01T00:00:00+15:00",
                        "2024-01-01T00:00:00+01",
                        "2024-01-01T00:00:00 Z",
                        "12024-01-01T00:00:00Z",
                        "infinity"))
                .allSatisfy(text -> assertThat(IsoParser.zonedTimestamp(text)).isEqualTo(IsoParser.UNKNOWN));
        assertThat(Stream.of("1e5", "+1", ".5", "5.", "0x1", "1 ", "-", "", "١"))
                .allSatisfy(text -> assertThat(PlainNumbers.isDecimal(text)).isFalse());
    }

    private static Schema named(String name) {
        return SchemaBuilder.string().name(name).build();
    }

    private static Schema counted(String name) {
        return SchemaBuilder.int64().name("io.debezium.time." + name).build();
    }
}
