/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.Dialects;
import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.sink.WriteMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sink promises, whatever the engine of the target. */
abstract class TargetContract {
    static final String PLACEHOLDER = "__debezium_unavailable_value";
    static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("amount", Schema.OPTIONAL_INT32_SCHEMA)
            .build();

    private final Records records = new Records("s." + schema() + ".t");

    abstract String url();

    abstract String user();

    abstract String schema();

    @BeforeEach
    void createTable() throws SQLException {
        recreate("id integer PRIMARY KEY, name varchar(60) UNIQUE, amount integer CHECK (amount > 0)");
    }

    @Test
    void insertsOverwritesAndDeletesManyRows() throws SQLException {
        try (RunningTask task = task()) {
            task.put(rows(0, 2_500, "a"));
            task.put(rows(1_000, 1_500, "b"));
            List<SinkRecord> tombstones = new ArrayList<>();
            for (int id = 0; id < 500; id++) {
                tombstones.add(records.tombstone(key(id)));
            }
            task.put(tombstones);
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(query("SELECT substr(name, 1, 1), count(*), min(id), max(id) FROM t GROUP BY substr(name, 1, 1)"
                        + " ORDER BY 1"))
                .containsExactly("a|1500|500|2499", "b|500|1000|1499");
    }

    /** As those of SQLite. */
    @Test
    void topicsWithoutASchemaGoToTheTargetsOwn() throws SQLException {
        Records ofSqlite = new Records("s.t");
        try (RunningTask task = task()) {
            task.put(ofSqlite.flat(key(1), struct(ROW, 1, "a", 1)), ofSqlite.flat(key(2), struct(ROW, 2, "b", 1)));
            task.put(ofSqlite.tombstone(key(1)));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(query("SELECT id, name FROM t")).containsExactly("2|b");
    }

    /** A column of timestamps with microseconds. */
    abstract String timestampType();

    @Test
    void timesWithoutSchemaAreRefusedUntilTheirUnitIsSaid() throws SQLException {
        recreate("id integer PRIMARY KEY, v " + timestampType());
        SinkRecord micros = records.schemaless(Map.of("id", 1L), Map.of("id", 1L, "v", 1_717_243_200_123_456L));
        try (RunningTask task = task()) {
            task.put(micros);
            assertThat(task.context.reports)
                    .singleElement()
                    .satisfies(report -> assertThat(report.error().getMessage())
                            .contains("\"v\"", "schemaless.time.unit", "@0")
                            .doesNotContain("1717243200"));
        }
        assertThat(query("SELECT count(*) FROM t")).containsExactly("0");
        try (RunningTask task = task(Map.of("schemaless.time.unit", "microseconds"))) {
            task.put(micros);
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(query("SELECT v FROM t")).containsExactly("2024-06-01 12:00:00.123456");
        SinkRecord millis = records.schemaless(Map.of("id", 1L), Map.of("id", 1L, "v", 1_717_243_200_123L));
        try (RunningTask task = task(Map.of("schemaless.time.unit", "milliseconds"))) {
            task.put(millis);
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(query("SELECT v FROM t").get(0)).startsWith("2024-06-01 12:00:00.123");
    }

    @Test
    void reportsTheBadRowsOfALargeBatchAndWritesTheRest() throws SQLException {
        List<SinkRecord> batch = rows(0, 300, "secret");
        SinkRecord negative = flat(2_000, "secret", -987_654);
        batch.add(negative);
        batch.addAll(rows(300, 700, "secret"));
        SinkRecord tooLong = flat(2_001, "secret".repeat(20), 1);
        if (lengthsCount()) {
            batch.add(tooLong);
        }
        batch.addAll(rows(700, 1_000, "secret"));
        try (RunningTask task = task()) {
            task.put(batch);
            assertThat(task.context.reportedRecords())
                    .containsExactlyElementsOf(lengthsCount() ? List.of(negative, tooLong) : List.of(negative));
            assertThat(task.context.reports)
                    .allSatisfy(report -> assertThat(report.error().getMessage())
                            .contains(schema() + ".t", "@")
                            .doesNotContain("secret", "987654"));
        }
        assertThat(query("SELECT count(*) FROM t")).containsExactly("1000");
    }

    /** Whether the engine holds texts to the length of their column. */
    boolean lengthsCount() {
        return true;
    }

    @Test
    void harmsNoOtherRowThatIsEqualByAUniqueIndexBesideTheKey() throws SQLException {
        try (RunningTask task = task()) {
            task.put(flat(1, "taken", 1), flat(2, "free", 2));
            SinkRecord thief = flat(3, "taken", 3);
            SinkRecord late = flat(2, "taken", 4);
            task.put(thief, late);
            assertThat(task.context.reportedRecords()).containsExactlyInAnyOrder(thief, late);
        }
        assertThat(query("SELECT id, name, amount FROM t ORDER BY id")).containsExactly("1|taken|1", "2|free|2");
    }

    @Test
    void refusesNothingWhenRowsHandAUniqueValueOn() throws SQLException {
        try (RunningTask task = task()) {
            task.put(flat(1, "a", 1), flat(2, "b", 1));
            task.put(flat(2, "z", 2), flat(1, "b", 2));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(query("SELECT id, name FROM t ORDER BY id")).containsExactly("1|b", "2|z");
    }

    @Test
    void leavesAloneWhatChangeCaptureDidNotKnow() throws SQLException {
        try (RunningTask task = task()) {
            task.put(flat(1, "kept", 1), flat(2, "kept too", 1));
            List<SinkRecord> unknown =
                    List.of(flat(1, PLACEHOLDER, 5), flat(2, PLACEHOLDER, 6), flat(2, PLACEHOLDER, 7));
            SinkRecord lost = flat(9, PLACEHOLDER, 9);
            task.put(unknown.get(0), unknown.get(1), unknown.get(2), lost);
            assertThat(task.context.reportedRecords()).containsExactly(lost);
            assertThat(task.context.reports.get(0).error().getMessage()).contains("placeholder");
        }
        assertThat(query("SELECT id, name, amount FROM t ORDER BY id")).containsExactly("1|kept|5", "2|kept too|7");
    }

    @Test
    void writesTheLastButOneChangeOfARowWhoseLastIsRefused() throws SQLException {
        SinkRecord first = flat(1, "x", 1);
        SinkRecord second = flat(1, "x", 2);
        SinkRecord bad = flat(1, "x", -1);
        try (RunningTask task = task()) {
            task.put(first, second, bad);
            assertThat(task.context.reportedRecords()).containsExactly(bad);
        }
        assertThat(query("SELECT amount FROM t")).containsExactly("2");
    }

    @Test
    void followsTheModeItIsToldOf() throws SQLException {
        run("INSERT INTO t VALUES (1, 'old', 1)");
        try (DirectWrite insert = direct(WriteMode.INSERT)) {
            assertThat(insert.write(flat(1, "new", 2), flat(2, "two", 2))).isPresent();
            assertThat(insert.write(flat(2, "two", 2))).isEmpty();
        }
        try (DirectWrite skip = direct(WriteMode.SKIP_EXISTING)) {
            assertThat(skip.write(flat(1, "new", 3), flat(3, "three", 3))).isEmpty();
            assertThat(skip.write(flat(4, "three", 3))).as("not the same row").isPresent();
        }
        try (DirectWrite update = direct(WriteMode.UPDATE_ONLY)) {
            assertThat(update.write(flat(2, "deux", 4), flat(5, "five", 4))).isEmpty();
        }
        assertThat(query("SELECT id, name, amount FROM t ORDER BY id"))
                .containsExactly("1|old|1", "2|deux|4", "3|three|3");
    }

    @Test
    void insertsEveryRecordIntoATableWithoutAKey() throws SQLException {
        recreate("name varchar(20), amount integer");
        Schema schema =
                SchemaBuilder.struct().field("name", Schema.STRING_SCHEMA).build();
        try (DirectWrite target = direct(WriteMode.INSERT)) {
            Struct row = struct(schema, "twice");
            assertThat(target.write(records.next(null, null, schema, row), records.next(null, null, schema, row)))
                    .isEmpty();
            assertThat(target.write(records.tombstone(key(1))))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("no primary key"));
        }
        assertThat(query("SELECT name, amount FROM t")).containsExactly("twice|null", "twice|null");
    }

    @Test
    void keepsOffsetsInTheTargetSoThatEachRecordIsOneRow() throws SQLException {
        recreate("id integer, name varchar(60), amount integer");
        run("DROP TABLE IF EXISTS lockstep_offsets");
        TopicPartition partition = new TopicPartition("s." + schema() + ".t", 0);
        List<SinkRecord> log = rows(0, 4, "a");
        List<SinkRecord> last = log.subList(3, 4);
        try (RunningTask former = appending("mover");
                RunningTask next = appending("mover");
                RunningTask other = appending("Mover ")) {
            former.put(log.subList(0, 3));
            next.context.assignment.add(partition);
            next.putAsAssigned(List.of());
            assertThat(next.context.seeks).containsEntry(partition, 3L);
            next.put(last);
            assertThatThrownBy(() -> former.put(last))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContaining("taken over");
            assertThat(query("SELECT id FROM t ORDER BY id")).containsExactly("0", "1", "2", "3");
            other.put(log.subList(0, 1));
        }
        assertThat(query("SELECT count(*), count(DISTINCT id) FROM t"))
                .as("a connector of another name has offsets of its own")
                .containsExactly("5|4");
        assertThat(query("SELECT next_offset FROM lockstep_offsets ORDER BY next_offset"))
                .containsExactly("1", "4");
    }

    private RunningTask appending(String name) {
        return new RunningTask(
                true,
                Map.of(
                        "name",
                        name,
                        "connection.url",
                        url(),
                        "connection.user",
                        user(),
                        "insert.mode",
                        "insert",
                        "delete.enabled",
                        "false"));
    }

    @Test
    void leavesGeneratedColumnsToTheServerAndQuotesAnyName() throws SQLException {
        recreate("id integer PRIMARY KEY, " + quoted("select \"x`") + " integer, " + quoted("n".repeat(63))
                + " integer, twice integer GENERATED ALWAYS AS (id * 2) STORED");
        Map<String, Object> row = new HashMap<>(Map.of("id", 1, "select \"x`", 5, "n".repeat(63), 6, "twice", 7));
        try (RunningTask task = task()) {
            task.put(records.schemaless(Map.of("id", 1), row));
            row.put("select \"x`", 8);
            task.put(records.schemaless(Map.of("id", 1), row));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(query("SELECT * FROM t")).containsExactly("1|8|6|2");
    }

    RunningTask task() {
        return task(Map.of());
    }

    private RunningTask task(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("connection.url", url(), "connection.user", user()));
        settings.putAll(more);
        return new RunningTask(true, settings);
    }

    DirectWrite direct(WriteMode mode) throws SQLException {
        return new DirectWrite(
                address(), Dialects.of(url()).orElseThrow(), new TableId(schema(), "t"), mode, CountUnit.NONE);
    }

    /** Writes one value as a column of the given type, with the key 1, and says why it was refused, if it was. */
    List<String> stored(String type, Schema schema, Object value) throws SQLException {
        recreate("id integer PRIMARY KEY, v " + type);
        SinkRecord record;
        if (schema == null) {
            record = records.schemaless(Map.of("id", 1L), Map.of("id", 1L, "v", value));
        } else {
            Schema row = SchemaBuilder.struct()
                    .field("id", Schema.INT32_SCHEMA)
                    .field("v", schema)
                    .build();
            record = records.flat(key(1), struct(row, 1, value));
        }
        try (DirectWrite target = direct(WriteMode.UPSERT)) {
            return target.write(record)
                    .map(problem -> List.of("refused: " + problem))
                    .orElseGet(() -> shown());
        }
    }

    private List<String> shown() {
        try {
            return query(valueQuery());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    String valueQuery() {
        return "SELECT v FROM t";
    }

    private SinkRecord flat(int id, String name, Integer amount) {
        return records.flat(key(id), struct(ROW, id, name, amount));
    }

    private List<SinkRecord> rows(int from, int to, String name) {
        List<SinkRecord> rows = new ArrayList<>();
        for (int id = from; id < to; id++) {
            rows.add(flat(id, name + id, 1));
        }
        return rows;
    }

    private static Struct key(int id) {
        return struct(KEY, id);
    }

    private DatabaseAddress address() {
        return new DatabaseAddress(url(), user(), new Password(""));
    }

    private String quoted(String name) {
        return Dialects.of(url()).orElseThrow().quote(name);
    }

    void recreate(String columns) throws SQLException {
        run("DROP TABLE IF EXISTS t", "CREATE TABLE t (" + columns + ")");
    }

    void run(String... statements) throws SQLException {
        try (Connection connection = new Connections().open(address());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** All rows, their values as text with bars between. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = new Connections().open(address());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(rows.getString(column)));
                }
                found.add(String.join("|", values));
            }
            return found;
        }
    }
}
