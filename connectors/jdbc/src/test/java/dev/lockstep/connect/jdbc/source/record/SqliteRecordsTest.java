/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.read.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What records are made of, on the engine that needs no server. */
class SqliteRecordsTest {
    private static final TableName TABLE = new TableName("", "person");

    private Connection connection;

    @BeforeEach
    void createTable() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        run("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born DATE, odd SOMETHING)");
        run("INSERT INTO person VALUES (1, 'Zoë', '1815-12-10', 1)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static RecordSettings settings(RecordFormat format, String... leaveOut) {
        return new RecordSettings("shop", format, Set.of(leaveOut)::contains);
    }

    @Test
    void writesABareRowUnderItsKey() throws SQLException {
        Written written = Written.of(connection, DatabaseEngine.SQLITE, TABLE, settings(RecordFormat.ROW, "odd"), true);
        assertThat(written.keys())
                .containsExactly(
                        "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"type\":\"int64\",\"optional\":false,"
                                + "\"field\":\"id\"}],\"optional\":false,\"name\":\"shop.person.Key\"},\"payload\":{\"id\":1}}");
        assertThat(written.values())
                .containsExactly("{\"schema\":{\"type\":\"struct\",\"fields\":[{\"type\":\"int64\",\"optional\":false,"
                        + "\"field\":\"id\"},{\"type\":\"string\",\"optional\":false,\"field\":\"name\"},"
                        + "{\"type\":\"string\",\"optional\":true,\"name\":\"io.debezium.time.IsoDate\",\"version\":1,"
                        + "\"field\":\"born\"}],\"optional\":true,\"name\":\"shop.person.Value\"},"
                        + "\"payload\":{\"id\":1,\"name\":\"Zoë\",\"born\":\"1815-12-10\"}}");
    }

    @Test
    void writesAnEnvelopeOfARead() throws SQLException {
        Written written =
                Written.of(connection, DatabaseEngine.SQLITE, TABLE, settings(RecordFormat.ENVELOPE, "odd"), false);
        assertThat(written.values())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"before\":null,\"after\":{\"id\":1,\"name\":\"Zoë\",\"born\":\"1815-12-10\"},\"source\":{")
                .contains("\"connector\":\"sqlite\",\"name\":\"shop\",\"ts_ms\":1700000000123,\"snapshot\":\"true\"")
                .endsWith("\"transaction\":null,\"op\":\"r\",\"ts_ms\":1700000000123,"
                        + "\"ts_us\":1700000000123456,\"ts_ns\":1700000000123456789}");
    }

    @Test
    void keepsItsSchemasSoThatConvertersKeepTheirs() throws SQLException {
        RowRecords records =
                RowRecords.of(connection, DatabaseEngine.SQLITE, TABLE, settings(RecordFormat.ENVELOPE, "odd"));
        assertThat(records.valueSchema()).isSameAs(records.valueSchema());
        assertThat(records.key()).containsExactly(new RowRecords.KeyColumn("id", 1, "INTEGER", true, false));
    }

    @Test
    void refusesAColumnWithoutFormUnlessItIsLeftOut() {
        assertThatThrownBy(() -> RowRecords.of(connection, DatabaseEngine.SQLITE, TABLE, settings(RecordFormat.ROW)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("person")
                .hasMessageContaining("\"odd\" (SOMETHING");
        assertThatThrownBy(() -> RowRecords.of(
                        connection, DatabaseEngine.SQLITE, TABLE, settings(RecordFormat.ROW, "odd", "id")))
                .hasMessageContaining("\"id\" of table person is part of the key");
        assertThatThrownBy(() -> RowRecords.of(
                        connection, DatabaseEngine.SQLITE, new TableName("", "nobody"), settings(RecordFormat.ROW)))
                .hasMessageContaining("no table nobody");
    }

    @Test
    void namesTableAndColumnOfAnUnfitValueButNotTheValue() throws SQLException {
        run("UPDATE person SET born = 'secret'");
        RowRecords records = RowRecords.of(connection, DatabaseEngine.SQLITE, TABLE, settings(RecordFormat.ROW, "odd"));
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT " + String.join(", ", records.expressions()) + " FROM person")) {
            assertThat(row.next()).isTrue();
            assertThatThrownBy(() -> records.valueOf(row, new RowOrigin(Instant.EPOCH, true)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("\"born\" (DATE) of table person")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }
}
