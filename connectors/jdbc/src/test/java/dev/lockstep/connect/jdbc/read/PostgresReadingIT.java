/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a reader of PostgreSQL promises beside the types. */
class PostgresReadingIT {
    private static final int ROWS = 100_000;
    private static PostgresServer server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = PostgresServer.start(18);
        server.run(
                "CREATE TABLE wide (id bigint PRIMARY KEY, filler text NOT NULL)",
                "INSERT INTO wide SELECT i * 3, repeat('x', 100) FROM generate_series(1, " + ROWS + ") i",
                "CREATE TABLE parted (id int PRIMARY KEY, t text) PARTITION BY RANGE (id)",
                "CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (MINVALUE) TO (50)",
                "CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (50) TO (MAXVALUE)",
                "INSERT INTO parted SELECT i, 'x' FROM generate_series(-50, 100) i",
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child () INHERITS (parent)",
                "INSERT INTO parent VALUES (1)",
                "INSERT INTO child VALUES (1)",
                "CREATE VIEW seen AS SELECT 1",
                "CREATE SCHEMA \"Odd schema\"",
                "CREATE TABLE \"Odd schema\".\"Odd \"\"table\" (\"A b\" int, n int UNIQUE, b int NOT NULL,"
                        + " a int NOT NULL, UNIQUE (a, b), EXCLUDE (n WITH =))",
                "CREATE TABLE unknown (id int PRIMARY KEY, r regclass, m money)",
                "CREATE TABLE hidden (id int PRIMARY KEY)",
                "INSERT INTO hidden VALUES (1), (2)",
                "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY one ON hidden USING (id = 1)",
                "CREATE ROLE clerk LOGIN",
                "GRANT SELECT ON hidden TO clerk",
                "ANALYZE");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static ReadableDatabase open() {
        return ReadableDatabase.open(server.url(), Optional.empty(), Optional.empty());
    }

    private static TableName table(String name) {
        return new TableName("public", name);
    }

    private static List<Object> ids(ReadableDatabase database, ReadTable table, Lane lane) {
        List<Object> ids = new ArrayList<>();
        try (RowCursor rows = database.rows(table, List.of("id"), lane)) {
            while (rows.next()) {
                ids.add(rows.value(0));
            }
        }
        return ids;
    }

    @Test
    void saysWhatItReads() {
        try (ReadableDatabase database = open()) {
            assertThat(database.product()).isEqualTo("PostgreSQL 18.6");
        }
    }

    @Test
    void listsTablesAndPartitionedOnesButNoPartitionsAndViews() {
        try (ReadableDatabase database = open()) {
            assertThat(database.tables())
                    .contains(table("parted"), table("child"), new TableName("Odd schema", "Odd \"table"))
                    .doesNotContain(table("parted_low"), table("seen"))
                    .allMatch(table -> !table.schema().startsWith("pg_"));
        }
    }

    @Test
    void readsEveryRowOnceInLanesOfBlocks() {
        try (ReadableDatabase database = open()) {
            ReadTable wide = database.describe(table("wide"));
            List<Lane> lanes = database.lanes(wide, 4);
            assertThat(lanes).hasSize(4).allMatch(lane -> lane instanceof Lane.Blocks);
            List<Object> ids = new ArrayList<>();
            for (Lane lane : lanes) {
                List<Object> part = ids(database, wide, lane);
                assertThat(part).hasSizeGreaterThan(ROWS / 8);
                ids.addAll(part);
            }
            assertThat(ids)
                    .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, ROWS)
                            .mapToObj(i -> (Object) (i * 3))
                            .toList());
        }
    }

    @Test
    void partsPartitionedTablesByTheirKey() {
        try (ReadableDatabase database = open()) {
            ReadTable parted = database.describe(table("parted"));
            assertThat(parted.estimatedRows()).isEqualTo(151);
            List<Object> ids = new ArrayList<>();
            for (Lane lane : database.lanes(parted, 3)) {
                assertThat(lane).isInstanceOf(Lane.KeyRange.class);
                ids.addAll(ids(database, parted, lane));
            }
            assertThat(ids).hasSize(151).doesNotHaveDuplicates();
        }
    }

    @Test
    void countsRowsOfInheritingTablesAsTheirsAlone() {
        try (ReadableDatabase database = open()) {
            assertThat(ids(database, database.describe(table("parent")), new Lane.Whole()))
                    .containsExactly(1);
        }
    }

    @Test
    void seesOneMomentThroughAllCursors() throws SQLException {
        server.run("CREATE TABLE moving (id int)", "INSERT INTO moving VALUES (1)");
        try (ReadableDatabase database = open()) {
            ReadTable moving = database.describe(table("moving"));
            server.run("INSERT INTO moving VALUES (2)");
            assertThat(ids(database, moving, new Lane.Whole())).containsExactly(1);
            assertThat(ids(database, moving, new Lane.Whole())).containsExactly(1);
        }
    }

    @Test
    void cannotWrite() throws SQLException {
        PostgresEngine engine = new PostgresEngine(new DatabaseAddress(server.url(), "", new Password("")));
        try (Connection connection = engine.connect(Optional.empty());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM wide"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
        }
    }

    @Test
    void takesAUniqueKeyWithoutNullableColumnsWhereThereIsNoPrimaryKey() {
        try (ReadableDatabase database = open()) {
            ReadTable odd = database.describe(new TableName("Odd schema", "Odd \"table"));
            assertThat(odd.keyColumns()).containsExactly("a", "b");
            assertThat(odd.columns()).extracting(ReadColumn::name).containsExactly("A b", "n", "b", "a");
        }
    }

    @Test
    void namesColumnsOfTypesItDoesNotKnow() {
        try (ReadableDatabase database = open()) {
            ReadTable unknown = database.describe(table("unknown"));
            assertThat(unknown.columns()).extracting(ReadColumn::name).containsExactly("id", "m");
            assertThat(unknown.unreadable())
                    .extracting(UnreadableColumn::name, UnreadableColumn::declaredType)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("r", "regclass"));
            assertThatThrownBy(() -> database.rows(unknown, List.of("id", "r"), new Lane.Whole()))
                    .isInstanceOf(UnreadableColumnException.class)
                    .hasMessageContaining("\"r\" of table public.unknown has type regclass");
        }
    }

    @Test
    void failsWhereAPolicyWouldHideRows() {
        String url = server.url().replace("user=postgres", "user=clerk");
        try (ReadableDatabase database = ReadableDatabase.open(url, Optional.empty(), Optional.empty())) {
            ReadTable hidden = database.describe(table("hidden"));
            assertThatThrownBy(() -> ids(database, hidden, new Lane.Whole()))
                    .isInstanceOf(DatabaseReadException.class)
                    .hasMessageContaining("42501");
        }
    }

    @Test
    void endsAReadThatIsNotFinished() {
        try (ReadableDatabase database = open();
                RowCursor rows =
                        database.rows(database.describe(table("wide")), List.of("id", "filler"), new Lane.Whole())) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void saysWhichTableIsMissing() {
        try (ReadableDatabase database = open()) {
            assertThatThrownBy(() -> database.describe(table("wise")))
                    .isInstanceOf(DatabaseReadException.class)
                    .hasMessageContaining("no table public.wise");
        }
    }
}
