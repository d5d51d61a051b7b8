/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type of MariaDB that can be read, on a server whose zone is not UTC, and what else its reader promises. */
@Tag("mariadb")
class MariaDbTypesIT {
    @Test
    void readsEveryRowOnceInLanesAndCannotWrite(@TempDir Path folder)
            throws IOException, SQLException, InterruptedException {
        try (MariaDbServer server = MariaDbServer.start(folder)) {
            server.run(
                    "USE types",
                    "CREATE TABLE types.many (id bigint unsigned PRIMARY KEY, t varchar(10), p int AS (id) VIRTUAL, UNIQUE (t))",
                    "INSERT INTO types.many (id, t) SELECT seq * 2, seq FROM seq_1_to_50000",
                    "CREATE VIEW types.seen AS SELECT 1",
                    "ANALYZE TABLE types.many");
            try (ReadableDatabase database = ReadableDatabase.open(
                    server.url().replace("mariadb:", "mysql:"), Optional.empty(), Optional.empty())) {
                assertThat(database.product()).startsWith("MariaDB ");
                assertThat(database.tables()).containsExactly(new TableName("", "many"));
                ReadTable many = database.describe(new TableName("", "many"));
                assertThat(many.keyColumns()).containsExactly("id");
                List<Object> ids = new ArrayList<>();
                List<Lane> lanes = database.lanes(many, 4);
                assertThat(lanes).hasSizeGreaterThan(1);
                for (Lane lane : lanes) {
                    try (RowCursor rows = database.rows(many, List.of("id"), lane)) {
                        while (rows.next()) {
                            ids.add(rows.value(0));
                        }
                    }
                }
                assertThat(ids).hasSize(50_000).doesNotHaveDuplicates();
                try (RowCursor unfinished = database.rows(many, List.of("t"), new Lane.Whole())) {
                    assertThat(unfinished.next()).isTrue();
                }
            }
            assertThatThrownBy(() -> ReadableDatabase.open(
                            server.url().replace("/types?", "/?"), Optional.empty(), Optional.empty()))
                    .isInstanceOf(DatabaseReadException.class)
                    .hasMessageContaining("names no database");
            MySqlEngine engine = new MySqlEngine(
                    DriverManager.getDriver(server.url()), server.url(), Optional.empty(), Optional.empty());
            try (Connection connection = engine.connect(Optional.empty());
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("DELETE FROM many"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("25006"));
            }
        }
    }

    @Test
    void readsEveryTypeAsItsCanonicalBytes(@TempDir Path folder)
            throws IOException, SQLException, InterruptedException {
        TypeTable types = TypeTable.load("mariadb", 10);
        try (MariaDbServer server = MariaDbServer.start(folder)) {
            server.run(
                    "SET GLOBAL sql_mode = ''",
                    "USE types",
                    "SET NAMES utf8mb4",
                    "SET SESSION sql_mode = '', time_zone = '+00:00'",
                    types.create("types"),
                    types.insert("types"));
            try (ReadableDatabase database = ReadableDatabase.open(server.url(), Optional.empty(), Optional.empty())) {
                types.check(database, new TableName("", "types"));
            }
        }
    }
}
