/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of SQLite promises beside the types, and what is said where nothing can be opened. */
class SqliteReadingTest {
    @TempDir
    private Path folder;

    private String url;

    @BeforeEach
    void create() throws SQLException {
        url = "jdbc:sqlite:" + folder.resolve("some.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE \"some \"\"rows\" (id INTEGER PRIMARY KEY, t TEXT, anything)");
            statement.execute("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 50000)"
                    + " INSERT INTO \"some \"\"rows\" (id, t) SELECT n, 'x' FROM i");
            statement.execute("CREATE TABLE broken (t TEXT)");
            statement.execute("CREATE TABLE keyed (a INT NOT NULL, b TEXT NOT NULL, c INT UNIQUE, UNIQUE (b, a))");
            statement.execute("INSERT INTO broken VALUES (CAST(x'61ff62' AS TEXT))");
        }
    }

    private static ReadableDatabase open(String url) {
        return ReadableDatabase.open(url, Optional.empty(), Optional.empty());
    }

    @Test
    void readsEveryRowOnceInLanes() {
        try (ReadableDatabase database = open(url)) {
            ReadTable table = database.describe(new TableName("", "some \"rows"));
            List<Object> ids = new ArrayList<>();
            List<Lane> lanes = database.lanes(table, 4);
            assertThat(lanes).hasSize(4);
            for (Lane lane : lanes) {
                try (RowCursor rows = database.rows(table, List.of("t", "id"), lane)) {
                    while (rows.next()) {
                        ids.add(rows.value(1));
                    }
                }
            }
            assertThat(ids).hasSize(50_000).doesNotHaveDuplicates();
        }
    }

    @Test
    void takesAUniqueKeyWithoutNullableColumnsWhereThereIsNoPrimaryKey() {
        try (ReadableDatabase database = open(url)) {
            assertThat(database.describe(new TableName("", "keyed")).keyColumns())
                    .containsExactly("b", "a");
            assertThat(database.describe(new TableName("", "broken")).keyColumns())
                    .isEmpty();
        }
    }

    @Test
    void refusesAColumnWithoutDeclaredType() {
        try (ReadableDatabase database = open(url)) {
            ReadTable table = database.describe(new TableName("", "some \"rows"));
            assertThatThrownBy(() -> database.rows(table, List.of("anything"), new Lane.Whole()))
                    .isInstanceOf(UnreadableColumnException.class)
                    .hasMessageContaining("\"anything\" of table some \"rows has type (none)");
        }
    }

    @Test
    void reportsTextThatIsNoUnicodeWithoutQuotingIt() {
        try (ReadableDatabase database = open(url);
                RowCursor rows =
                        database.rows(database.describe(new TableName("", "broken")), List.of("t"), new Lane.Whole())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.value(0)).isEqualTo(new UnreadableValue("t", "text that is not Unicode"));
        }
    }

    @Test
    void cannotWrite() throws SQLException {
        try (Connection connection = new SqliteEngine(DriverManager.getDriver(url), url).connect(Optional.empty());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM broken")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void createsNoFileThatIsNotThere() {
        Path absent = folder.resolve("absent.db");
        assertThatThrownBy(() -> open("jdbc:sqlite:" + absent)).isInstanceOf(DatabaseReadException.class);
        assertThat(absent).doesNotExist();
    }

    @Test
    void saysWhichUrlsCanBeRead() {
        assertThatThrownBy(() -> open("jdbc:oracle:thin:@somewhere"))
                .isInstanceOf(DatabaseReadException.class)
                .hasMessageContaining("jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:sqlite:");
    }
}
