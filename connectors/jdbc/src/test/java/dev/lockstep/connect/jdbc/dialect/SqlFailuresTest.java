/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.sink.TargetUnavailableException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MariaDB, MySQL and SQLite; what PostgreSQL says is tested with its classifier. */
class SqlFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "HY000, 1205, RETRIABLE", "40001, 1213, RETRIABLE", "08000, -1, RETRIABLE", "08S01, 2013, RETRIABLE",
        "70100, 1927, RETRIABLE", "08004, 1040, RETRIABLE", "23000, 1062, BAD_RECORD", "22001, 1406, BAD_RECORD",
        "23000, 1048, BAD_RECORD", "23000, 1452, BAD_RECORD", "HY000, 1366, BAD_RECORD", "21000, 1242, BAD_RECORD",
        "23000, 4025, BAD_RECORD", "28000, 1045, FATAL", "42000, 1142, FATAL", "42S02, 1146, FATAL",
        "HY000, 9999, FATAL", "42S22, 1054, FATAL"
    })
    void knowsTheErrorsOfMariaDbAndMySql(String state, int error, FailureKind kind) {
        assertThat(SqlFailures.kind(new SQLException("", state, error))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "5, RETRIABLE", "6, RETRIABLE", "517, RETRIABLE", "13, RETRIABLE", "19, BAD_RECORD", "20, BAD_RECORD",
        "2067, BAD_RECORD", "18, BAD_RECORD", "1, FATAL", "8, FATAL", "14, FATAL", "11, FATAL"
    })
    void knowsTheResultCodesOfSqlite(int code, FailureKind kind) {
        assertThat(SqlFailures.kind(new SQLException("", null, code))).isEqualTo(kind);
    }

    @Test
    void namesColumnsAndKeysAndNeverTheServersOwnWords() {
        assertThat(describe("Data too long for column 'name' at row 3", "22001", 1406))
                .isEqualTo("Writing failed: SQLSTATE 22001 (string_data_right_truncation), error 1406 (data too long),"
                        + " column \"name\"");
        assertThat(describe("Duplicate entry 'me@secret.example' for key 'email'", "23000", 1062))
                .contains("error 1062 (duplicate key), key \"email\"")
                .doesNotContain("secret");
        assertThat(describe(
                        "Incorrect integer value: 'x for column 'secret' at row 1' for column 'n' at row 2",
                        "HY000",
                        1366))
                .contains("column \"n\"")
                .doesNotContain("secret");
        assertThat(SqlFailures.describe("Writing", new SQLException("UNIQUE: secret", null, 19)))
                .isEqualTo("Writing failed: SQLITE_CONSTRAINT (19)");
        assertThat(SqlFailures.outageOrFatal("Writing", new SQLException("secret", null, 5)))
                .isInstanceOf(TargetUnavailableException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
        assertThat(SqlFailures.outageOrFatal("Writing", new SQLException("secret", "42000", 1142)))
                .isNotInstanceOf(TargetUnavailableException.class)
                .hasMessageContaining("Grant");
    }

    private static String describe(String message, String state, int error) {
        return SqlFailures.describe("Writing", new SQLException(message, state, error));
    }
}
