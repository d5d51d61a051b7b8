/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.read.MariaDbServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("mariadb")
class MariaDbContractIT extends TargetContract {
    @TempDir
    private static Path folder;

    private static MariaDbServer server;

    @BeforeAll
    static void start() throws IOException, SQLException, InterruptedException {
        server = MariaDbServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    String url() {
        return server.url();
    }

    @Override
    String user() {
        return "root";
    }

    @Override
    String timestampType() {
        return "datetime(6)";
    }

    @Override
    String schema() {
        return "types";
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("tinyint", Schema.BOOLEAN_SCHEMA, true, "1"),
                Arguments.of(
                        "bigint unsigned",
                        Decimal.schema(0),
                        new BigDecimal("18446744073709551615"),
                        "18446744073709551615"),
                Arguments.of("bigint unsigned", null, new BigInteger("18446744073709551615"), "18446744073709551615"),
                Arguments.of(
                        "year",
                        SchemaBuilder.int32().name("io.debezium.time.Year").build(),
                        2024,
                        "2024"),
                Arguments.of("decimal(18,4)", Decimal.schema(4), new BigDecimal("-1.5000"), "-1.5000"),
                Arguments.of("decimal(30,10)", null, "12345678901234567890.5", "12345678901234567890.5000000000"),
                Arguments.of("float", Schema.FLOAT32_SCHEMA, 0.1f, "0.1"),
                Arguments.of("double", Schema.FLOAT64_SCHEMA, 0.1, "0.1"),
                Arguments.of("bit(1)", Schema.BOOLEAN_SCHEMA, true, "1"),
                Arguments.of("bit(10)", bits(), new byte[] {0b101, 0b10}, "1000000101"),
                Arguments.of("varchar(9)", Schema.STRING_SCHEMA, "'\\\"𝄞\n", "'\\\"𝄞\n"),
                Arguments.of("enum('a','1','it''s')", Schema.STRING_SCHEMA, "it's", "it's"),
                Arguments.of("enum('a','1')", Schema.STRING_SCHEMA, "1", "1"),
                Arguments.of("set('a','b')", named("io.debezium.data.EnumSet"), "a,b", "a,b"),
                Arguments.of("json", named("io.debezium.data.Json"), "{\"a\":1.50}", "{\"a\":1.50}"),
                Arguments.of("json", null, Map.of("a", List.of(1L)), "{\"a\":[1]}"),
                Arguments.of("date", null, 19_782, "2024-02-29"),
                Arguments.of("time(6)", counted("MicroTime"), -3_020_399_000_001L, "-838:59:59.000001"),
                Arguments.of("datetime(6)", counted("MicroTimestamp"), -1L, "1969-12-31 23:59:59.999999"),
                Arguments.of("timestamp(6) NULL", zoned(), "2024-06-01T00:00:00.5+05:30", "2024-05-31 18:30:00.500000"),
                Arguments.of(
                        "uuid",
                        named("io.debezium.data.Uuid"),
                        "6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10",
                        "6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("tinyint", Schema.INT32_SCHEMA, 128),
                Arguments.of("int unsigned", Schema.INT32_SCHEMA, -1),
                Arguments.of("int", Schema.FLOAT64_SCHEMA, 1.5),
                Arguments.of("decimal(5,2)", Decimal.schema(3), new BigDecimal("1.234")),
                Arguments.of("float", Schema.FLOAT64_SCHEMA, 0.1),
                Arguments.of("double", Schema.FLOAT64_SCHEMA, Double.NaN),
                Arguments.of("varchar(3)", Schema.STRING_SCHEMA, "toolong"),
                Arguments.of("varchar(3) CHARACTER SET latin1", Schema.STRING_SCHEMA, "ı"),
                Arguments.of("enum('a','b')", Schema.STRING_SCHEMA, "1"),
                Arguments.of("enum('a','b')", Schema.STRING_SCHEMA, "c"),
                Arguments.of("json", Schema.STRING_SCHEMA, "{"),
                Arguments.of("datetime", counted("MicroTimestamp"), 1L),
                Arguments.of("datetime(6)", null, 1_717_243_200_123_456L),
                Arguments.of("time(6)", null, 1_000_000L),
                Arguments.of(
                        "date",
                        SchemaBuilder.int32().name("io.debezium.time.Date").build(),
                        -800_000),
                Arguments.of("timestamp(6) NULL", zoned(), "1960-01-01T00:00:00Z"),
                Arguments.of("time", counted("MicroTime"), 3_024_000_000_000L),
                Arguments.of("blob", Schema.STRING_SCHEMA, "SGVsbG8="),
                Arguments.of("bit(3)", bits(), new byte[] {0b1111}),
                Arguments.of("point", Schema.STRING_SCHEMA, "POINT(1 1)"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("values")
    void storesTheVeryValue(String type, Schema schema, Object value, String expected) throws SQLException {
        assertThat(stored(type, schema, value)).containsExactly(expected);
    }

    @Override
    String valueQuery() {
        return "SELECT if(hex(v) IN ('1', '205'), bin(v), CAST(v AS CHAR)) FROM t";
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("refused")
    void refusesWhatItCannotStoreAsItIs(String type, Schema schema, Object value) throws SQLException {
        assertThat(stored(type, schema, value))
                .singleElement()
                .asString()
                .startsWith("refused: ")
                .doesNotContain("toolong", "SGVsbG8", "POINT(1");
        assertThat(query("SELECT count(*) FROM t")).containsExactly("0");
    }

    @Test
    void writesBytesAndTheZeroOfAnAutoIncrementColumn() throws SQLException {
        recreate("id int AUTO_INCREMENT PRIMARY KEY, v varbinary(4)");
        Schema row = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("v", Schema.BYTES_SCHEMA)
                .build();
        SinkRecord zero = new Records("s.types.t").flat(Records.struct(KEY, 0), Records.struct(row, 0, new byte[] {
            0, 39, 92, (byte) 0xff
        }));
        try (RunningTask task = task()) {
            task.put(zero);
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(query("SELECT id, hex(v) FROM t")).containsExactly("0|00275CFF");
    }

    @Test
    void writesRowsOfACaselessKeyInTheirOrderOfArrival() throws SQLException {
        recreate("id varchar(9) PRIMARY KEY, v int");
        Records records = new Records("s.types.t");
        try (RunningTask task = task()) {
            task.put(
                    records.schemaless(Map.of("id", "b"), Map.of("id", "b", "v", 1)),
                    records.schemaless(Map.of("id", "B "), Map.of("id", "B ", "v", 2)));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(query("SELECT id, v FROM t")).containsExactly("b|2");
    }

    @Test
    void keepsNoOffsetsWhereTheyWouldNotGoWithTheirRows() throws SQLException {
        run(
                "DROP TABLE IF EXISTS lockstep_offsets",
                "CREATE TABLE lockstep_offsets (connector varchar(99), topic varchar(99), partition_id int,"
                        + " next_offset bigint, epoch bigint) ENGINE=MyISAM");
        SinkRecord record = new Records("s.types.t").tombstone(Records.struct(KEY, 1));
        try (RunningTask task = task()) {
            assertThatThrownBy(() -> task.put(record))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContainingAll("offset table", "InnoDB");
        }
        run("DROP TABLE lockstep_offsets");
    }

    private static Schema named(String name) {
        return SchemaBuilder.string().name(name).build();
    }

    private static Schema zoned() {
        return named("io.debezium.time.ZonedTimestamp");
    }

    private static Schema counted(String name) {
        return SchemaBuilder.int64().name("io.debezium.time." + name).build();
    }

    private static Schema bits() {
        return SchemaBuilder.bytes().name("io.debezium.data.Bits").build();
    }
}
