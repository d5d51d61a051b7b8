/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tables without any key, on a real server: every record is one row, whatever happens to tasks and connections. */
class ExactlyOnceIT {
    private static final String TABLE = "CREATE TABLE t (id int, name text)";
    private static final TopicPartition PARTITION = new TopicPartition("s.public.t", 0);
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .build();
    private static final Map<String, String> INSERT =
            Map.of("insert.mode", "insert", "delete.enabled", "false", "batch.rows", "50");

    @Test
    @DisplayName("pain 6: nothing is written twice or lost through cut connections, restarts and tasks given up")
    void everyRecordIsOneRowThroughEverything() {
        TargetDatabase database = new TargetDatabase(TABLE);
        Random random = new Random(7);
        int stopped = 0;
        try (FakeWorker worker = new FakeWorker(database, log(2_000), INSERT)) {
            for (int round = 0; !worker.done(); round++) {
                assertThat(round).as("rounds").isLessThan(2_000);
                worker.deliver(1 + random.nextInt(120));
                switch (random.nextInt(12)) {
                    case 0 -> database.cutConnections();
                    case 1 -> worker.giveUp();
                    case 2 -> stopped += worker.letTheGivenUpWrite();
                    default -> {}
                }
            }
            stopped += worker.letTheGivenUpWrite();
            assertThat(worker.reported()).isEmpty();
        }
        assertThat(stopped).as("tasks that found out they were given up").isPositive();
        assertThat(database.query("SELECT count(*) || ' ' || count(DISTINCT id) || ' ' || sum(id) FROM t"))
                .containsExactly("2000 2000 1999000");
        assertThat(database.query("SELECT connector || ' ' || topic || ' ' || partition_id || ' ' || next_offset"
                        + " FROM lockstep_offsets"))
                .containsExactly("mover s.public.t 0 2000");
    }

    @Test
    void waitsForTheTransactionOfTheTaskBeforeIt() throws Exception {
        TargetDatabase database = new TargetDatabase(
                TABLE,
                "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN new; END'",
                "CREATE TRIGGER slow BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION wait()");
        List<SinkRecord> log = log(4);
        try (RunningTask former = task(database);
                RunningTask next = task(database);
                Connection holder = DriverManager.getConnection(database.url(), "postgres", "");
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(1)");
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> former.put(log.subList(0, 3)));
            awaitSessions(database, "wait_event = 'advisory'", 1);
            next.context.assignment.add(PARTITION);
            CompletableFuture<Void> claiming = CompletableFuture.runAsync(() -> next.putAsAssigned(List.of()));
            awaitSessions(database, "wait_event = 'transactionid'", 1);
            statement.execute("SELECT pg_advisory_unlock(1)");
            writing.get(30, TimeUnit.SECONDS);
            claiming.get(30, TimeUnit.SECONDS);

            assertThat(next.context.seeks).containsEntry(PARTITION, 3L);
            next.put(log.subList(3, 4));
            List<SinkRecord> late = log.subList(3, 4);
            assertThatThrownBy(() -> former.put(late))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContainingAll("s.public.t-0", "taken over", "nothing of this transaction is written");
        }
        assertThat(database.query("SELECT id FROM t ORDER BY id")).containsExactly("0", "1", "2", "3");
    }

    @Test
    void manyTasksCreateTheOffsetTableAtOnce() {
        TargetDatabase database = new TargetDatabase(TABLE);
        List<CompletableFuture<Void>> starts = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.runAsync(() -> {
                    try (RunningTask task = task(database)) {
                        task.put(new SinkRecord("s.public.t", number, null, null, ROW, struct(ROW, number, "x"), 0));
                    }
                }))
                .toList();
        starts.forEach(CompletableFuture::join);
        assertThat(database.query("SELECT count(*) FROM lockstep_offsets WHERE next_offset = 1"))
                .containsExactly("8");
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("8");
    }

    @Test
    void takesOffsetsThatWereAltered() {
        TargetDatabase database = new TargetDatabase(TABLE);
        BulkJdbcSinkConnector connector = new BulkJdbcSinkConnector();
        Map<String, String> properties = new HashMap<>(RunningTask.settings(database));
        properties.put("name", "mover");
        Map<TopicPartition, Long> back = Map.of(PARTITION, 2L);
        assertThat(connector.alterOffsets(properties, back))
                .as("before anything was ever written")
                .isTrue();
        List<SinkRecord> log = log(5);
        try (RunningTask task = task(database)) {
            task.put(log);
            assertThat(task.context.seeks).containsEntry(PARTITION, 2L);
            task.put(log.subList(2, 5));
        }
        assertThat(connector.alterOffsets(properties, back)).isTrue();
        assertThat(connector.alterOffsets(properties, back)).as("twice").isTrue();
        try (RunningTask task = task(database)) {
            task.put(log.subList(2, 5));
        }
        assertThat(database.query("SELECT string_agg(id::text, ',' ORDER BY id) FROM t"))
                .containsExactly("2,2,3,3,4,4");

        Map<TopicPartition, Long> reset = new HashMap<>();
        reset.put(PARTITION, null);
        assertThat(connector.alterOffsets(properties, reset)).isTrue();
        assertThat(connector.alterOffsets(properties, reset)).isTrue();
        assertThat(connector.alterOffsets(properties, Map.of())).isTrue();
        try (RunningTask task = task(database)) {
            task.put(log.subList(0, 1));
            assertThat(task.context.seeks).isEmpty();
        }
        Map<TopicPartition, Long> negative = Map.of(PARTITION, -1L);
        assertThatThrownBy(() -> connector.alterOffsets(properties, negative))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("-1", "s.public.t-0");
    }

    @Test
    void saysWhatToRunWhereItMayNotCreateItsTable() {
        TargetDatabase database =
                new TargetDatabase(TABLE, "CREATE ROLE plain LOGIN", "GRANT SELECT, INSERT ON t TO plain");
        Map<String, String> settings = new HashMap<>(INSERT);
        settings.put("connection.user", "plain");
        try (RunningTask task = new RunningTask(database, true, settings)) {
            List<SinkRecord> log = log(1);
            assertThatThrownBy(() -> task.put(log))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContainingAll("42501", "CREATE TABLE IF NOT EXISTS", "delivery=at-least-once");
        }
    }

    @Test
    void writesNoOffsetsWhereNoTableMayBeAdded() {
        TargetDatabase database = new TargetDatabase("CREATE TABLE t (id int PRIMARY KEY, name text)");
        Schema key = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
        Map<String, String> settings = Map.of("delivery", "at-least-once");
        SinkRecord record = new SinkRecord("s.public.t", 0, key, struct(key, 1), ROW, struct(ROW, 1, "x"), 0);
        try (RunningTask task = new RunningTask(database, true, settings)) {
            task.put(record);
            task.put(record);
        }
        assertThat(database.query("SELECT count(*) || ' ' || (to_regclass('lockstep_offsets') IS NULL) FROM t"))
                .containsExactly("1 true");
    }

    private static RunningTask task(TargetDatabase database) {
        Map<String, String> settings = new HashMap<>(INSERT);
        settings.put("name", "mover");
        return new RunningTask(database, true, settings);
    }

    private static List<SinkRecord> log(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> new SinkRecord("s.public.t", 0, null, null, ROW, struct(ROW, id, "row " + id), id))
                .toList();
    }

    private static void awaitSessions(TargetDatabase database, String condition, int count) throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lockstep'"
                + " AND datname = current_database() AND " + condition;
        while (!database.query(query).equals(List.of(String.valueOf(count)))) {
            assertThat(System.nanoTime()).as("waiting for %s", condition).isLessThan(end);
        }
    }
}
