/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqliteContractTest extends TargetContract {
    @TempDir
    private Path folder;

    @BeforeEach
    @Override
    void createTable() throws SQLException {
        try {
            if (Files.notExists(file())) {
                Files.createFile(file());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        super.createTable();
    }

    private Path file() {
        return folder.resolve("target.db");
    }

    @Override
    String url() {
        return "jdbc:sqlite:" + file();
    }

    @Override
    String user() {
        return "nobody";
    }

    @Override
    String timestampType() {
        return "DATETIME";
    }

    @Override
    String schema() {
        return "main";
    }

    @Override
    boolean lengthsCount() {
        return false;
    }

    @Override
    String valueQuery() {
        return "SELECT typeof(v) || ' ' || CASE typeof(v) WHEN 'blob' THEN hex(v) ELSE CAST(v AS TEXT) END FROM t";
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("INTEGER", Schema.INT64_SCHEMA, Long.MIN_VALUE, "integer -9223372036854775808"),
                Arguments.of("BOOLEAN", Schema.BOOLEAN_SCHEMA, true, "integer 1"),
                Arguments.of("REAL", Schema.FLOAT64_SCHEMA, 0.1, "real 0.1"),
                Arguments.of("DECIMAL(18,4)", Decimal.schema(4), new BigDecimal("-1.5000"), "real -1.5"),
                Arguments.of("DECIMAL(18,4)", null, "2.5", "real 2.5"),
                Arguments.of(
                        "DECIMAL", Decimal.schema(0), new BigDecimal("9007199254740993"), "integer 9007199254740993"),
                Arguments.of("TEXT", Decimal.schema(2), new BigDecimal("1.50"), "text 1.50"),
                Arguments.of("VARCHAR(3)", Schema.STRING_SCHEMA, "007", "text 007"),
                Arguments.of("BLOB", Schema.BYTES_SCHEMA, new byte[] {0, 1}, "blob 0001"),
                Arguments.of(
                        "DATE",
                        SchemaBuilder.int32().name("io.debezium.time.Date").build(),
                        -1,
                        "text 1969-12-31"),
                Arguments.of("DATETIME", counted("MicroTimestamp"), -1L, "text 1969-12-31 23:59:59.999999"),
                Arguments.of("DATETIME", zoned(), "2024-06-01T00:00:00+05:30", "text 2024-05-31 18:30:00"),
                Arguments.of("TIME", counted("MicroTime"), 3_600_000_001L, "text 01:00:00.000001"),
                Arguments.of("JSON", null, Map.of("a", List.of(1L)), "text {\"a\":[1]}"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("DECIMAL(30,10)", Decimal.schema(10), new BigDecimal("12345678901234567890.5")),
                Arguments.of("INTEGER", null, new BigInteger("9223372036854775808")),
                Arguments.of("INTEGER", Schema.FLOAT64_SCHEMA, 1.5),
                Arguments.of("REAL", Schema.FLOAT64_SCHEMA, Double.NaN),
                Arguments.of("REAL", Schema.INT64_SCHEMA, 9007199254740993L),
                Arguments.of("JSON", Schema.STRING_SCHEMA, "1.50"),
                Arguments.of("STRING", Schema.STRING_SCHEMA, "007"),
                Arguments.of("DATE", Schema.INT32_SCHEMA, 19_000),
                Arguments.of("DATE", null, 20_240_101L),
                Arguments.of("DATETIME", null, 60_000_000L),
                Arguments.of("DATE", Schema.STRING_SCHEMA, "yesterday"),
                Arguments.of("BLOB", Schema.STRING_SCHEMA, "SGVsbG8="),
                Arguments.of("", Schema.STRING_SCHEMA, "x"),
                Arguments.of(
                        "INTEGER",
                        SchemaBuilder.int64().name("com.example.Unknown").build(),
                        1L));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("values")
    void storesTheVeryValue(String type, Schema schema, Object value, String expected) throws SQLException {
        assertThat(stored(type, schema, value)).containsExactly(expected);
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("refused")
    void refusesWhatItCannotStoreAsItIs(String type, Schema schema, Object value) throws SQLException {
        assertThat(stored(type, schema, value))
                .singleElement()
                .asString()
                .startsWith("refused: Column \"v\"")
                .doesNotContain("SGVsbG8", "yesterday", "007", "20240101");
    }

    @Test
    void makesNoDatabaseOfAMistypedPath() {
        Path mistyped = folder.resolve("mistyped.db");
        Map<String, String> settings = Map.of("connection.url", "jdbc:sqlite:" + mistyped, "connection.user", "x");
        try (RunningTask task = new RunningTask(true, settings)) {
            assertThatThrownBy(() -> task.put(new Records("s.main.t").tombstone(Records.struct(KEY, 1))))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("SQLITE_CANTOPEN");
        }
        assertThat(mistyped).doesNotExist();
    }

    private static Schema counted(String name) {
        return SchemaBuilder.int64().name("io.debezium.time." + name).build();
    }

    private static Schema zoned() {
        return SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build();
    }
}
