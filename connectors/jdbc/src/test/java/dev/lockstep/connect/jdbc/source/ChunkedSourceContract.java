/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What holds for every engine. */
abstract class ChunkedSourceContract {
    private final SourceServer server;

    ChunkedSourceContract(SourceServer server) {
        this.server = server;
    }

    static Map<String, String> config(SourceServer.Database database, String... more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name",
                "source",
                "connection.url",
                database.url(),
                "connection.user",
                database.user(),
                "topic.prefix",
                "t",
                "record.format",
                "row"));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    String topic(SourceServer.Database database, String table) {
        return "t." + (server == SourceServer.SQLITE ? "" : database.schema() + ".") + table;
    }

    static List<String> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(Long::toString).toList();
    }

    @Test
    @DisplayName("pain 18: many tables and parts of tables are read by many tasks, every row once")
    void readsEveryRowOfManyTablesOnceWithManyTasks() {
        SourceServer.Database database = server.create();
        for (int table = 1; table <= 3; table++) {
            database.run(
                    "CREATE TABLE t" + table + " (id integer PRIMARY KEY, body varchar(50) NOT NULL)",
                    "INSERT INTO t" + table + " SELECT n, concat('row ', n) FROM (" + database.numbers(table * 11_000L)
                            + ") s");
        }
        try (FakeSourceWorker worker = new FakeSourceWorker(config(database, "page.rows", "700"), 4).start()) {
            assertThat(worker.tasks()).hasSize(4);
            worker.pollToEnd();
            for (int table = 1; table <= 3; table++) {
                assertThat(worker.values(topic(database, "t" + table), "id"))
                        .containsExactlyInAnyOrderElementsOf(numbers(1, table * 11_000L));
            }
            assertThat(worker.values(topic(database, "t1"), "body")).contains("row 11000");
        }
    }

    @Test
    @DisplayName("pain 21: a snapshot that was killed goes on where it was")
    void goesOnWhereItWasWithAnotherNumberOfTasks() {
        SourceServer.Database database = server.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY, body varchar(50) NOT NULL)",
                "INSERT INTO t SELECT n, 'x' FROM (" + database.numbers(40_000) + ") s");
        String topic = topic(database, "t");
        try (FakeSourceWorker worker =
                new FakeSourceWorker(config(database, "page.rows", "1000", "lanes.per.table", "6"), 2).start()) {
            worker.pollUntil(() -> worker.records().size() > 9_000);
            worker.kill();
            int before = worker.records().size();
            assertThat(before).isLessThan(40_000);
            FakeSourceWorker next = worker.restarted(Map.of("lanes.per.table", "3"), 5);
            try (next) {
                next.start();
                next.pollToEnd();
                assertThat(before + next.records().size()).isEqualTo(40_000);
                assertThat(IntStream.concat(
                                        worker.values(topic, "id").stream().mapToInt(Integer::parseInt),
                                        next.values(topic, "id").stream().mapToInt(Integer::parseInt))
                                .sorted())
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, 40_000).boxed().toList());
            }
        }
    }

    @Test
    @DisplayName("pain 6: no row is lost or sent twice when a kill cuts transactions off")
    void transactionsThatAreCutOffByAKillSendNothingTwice() {
        SourceServer.Database database = server.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY, body varchar(50) NOT NULL)",
                "INSERT INTO t SELECT n, 'x' FROM (" + database.numbers(60_000) + ") s");
        FakeSourceWorker worker = new FakeSourceWorker(config(database), 2).inTransactions();
        List<String> ids = new ArrayList<>();
        try (worker) {
            worker.start();
            worker.pollUntil(() -> !worker.records().isEmpty());
            ids.addAll(worker.values(topic(database, "t"), "id"));
        }
        try (FakeSourceWorker next = worker.restarted(Map.of(), 3).inTransactions()) {
            next.start();
            next.pollToEnd();
            ids.addAll(next.values(topic(database, "t"), "id"));
        }
        assertThat(ids).containsExactlyInAnyOrderElementsOf(numbers(1, 60_000));
    }

    @Test
    @DisplayName("pain 21: what a transform filtered to nothing is not read again")
    void lanesThatATransformFilteredToNothingAreNotReadAgain() {
        SourceServer.Database database = server.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY)",
                "INSERT INTO t SELECT n FROM (" + database.numbers(20_000) + ") s");
        FakeSourceWorker worker = new FakeSourceWorker(config(database), 2).dropping(row -> true);
        try (worker) {
            worker.start();
            worker.pollToEnd();
        }
        try (FakeSourceWorker next = worker.restarted(Map.of(), 2)) {
            next.start();
            next.pollFor(Duration.ofSeconds(1));
            assertThat(next.records()).isEmpty();
        }
    }

    @Test
    void progressTellsHowFarTheTableIs() {
        SourceServer.Database database = server.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY)",
                "INSERT INTO t SELECT n FROM (" + database.numbers(20_000) + ") s");
        try (FakeSourceWorker worker = new FakeSourceWorker(config(database, "lanes.per.table", "3"), 1).start()) {
            worker.pollToEnd();
            assertThat(((Struct) worker.progress().get(0).key()).getString("lane"))
                    .isEqualTo("plan");
            Map<Object, Struct> newest = new HashMap<>();
            worker.progress().forEach(record -> newest.put(record.key(), (Struct) record.value()));
            List<Struct> lanes = newest.entrySet().stream()
                    .filter(entry ->
                            !((Struct) entry.getKey()).getString("lane").equals("plan"))
                    .map(Map.Entry::getValue)
                    .toList();
            assertThat(lanes).allMatch(lane -> lane.getBoolean("done") && lane.getInt32("lanes") == lanes.size());
            assertThat(lanes.stream().mapToLong(lane -> lane.getInt64("rows")).sum())
                    .isEqualTo(20_000);
            assertThat(lanes.stream()
                            .mapToInt(lane -> lane.getInt32("lanes_done"))
                            .max())
                    .hasValue(lanes.size());
        }
    }

    @Test
    void tombstonedOffsetStartsItsLaneAnew() {
        SourceServer.Database database = server.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY)",
                "INSERT INTO t SELECT n FROM (" + database.numbers(100) + ") s");
        FakeSourceWorker worker = new FakeSourceWorker(config(database), 1);
        try (worker) {
            worker.start();
            worker.pollToEnd();
        }
        worker.offsets().keySet().removeIf(partition -> "..".equals(partition.get("lane")));
        try (FakeSourceWorker next = worker.restarted(Map.of(), 1)) {
            next.start();
            next.pollToEnd();
            assertThat(next.records()).hasSize(100);
        }
    }

    @Test
    void newTablesAreFoundAndTheOthersGoOn() {
        SourceServer.Database database = server.create();
        database.run("CREATE TABLE t (id integer PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        Map<String, String> config = config(database, "table.refresh.interval.ms", "100");
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 2).start()) {
            worker.pollToEnd();
            assertThat(worker.reconfigurations()).isZero();
            database.run("CREATE TABLE a (id integer PRIMARY KEY)", "INSERT INTO a VALUES (7)");
            worker.pollUntil(() -> worker.reconfigurations() == 1);
            worker.startTasks();
            worker.pollToEnd();
            assertThat(worker.values(topic(database, "a"), "id")).containsExactly("7");
            assertThat(worker.values(topic(database, "t"), "id")).containsExactly("1");
        }
    }

    @Test
    void pollsWhatIsNewAndGoesOnAfterARestart() {
        SourceServer.Database database = server.create();
        database.run("CREATE TABLE t (id integer PRIMARY KEY)", "INSERT INTO t VALUES (1), (9)");
        FakeSourceWorker worker = new FakeSourceWorker(polling(database, "poll"), 1);
        String topic = topic(database, "t");
        try (worker) {
            worker.start();
            worker.pollUntil(() -> worker.records().size() == 2);
            database.run("INSERT INTO t VALUES (10)");
            worker.pollUntil(() -> worker.records().size() == 3);
            assertThat(worker.values(topic, "id")).containsExactly("1", "9", "10");
        }
        database.run("INSERT INTO t VALUES (100)");
        try (FakeSourceWorker next = worker.restarted(Map.of(), 1)) {
            next.start();
            next.pollUntil(() -> !next.records().isEmpty());
            next.pollFor(Duration.ofMillis(300));
            assertThat(next.values(topic, "id")).containsExactly("100");
        }
    }

    @Test
    void readsAllAndThenPollsEachRowOnce() {
        SourceServer.Database database = server.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY)",
                "INSERT INTO t SELECT n FROM (" + database.numbers(12_000) + ") s");
        try (FakeSourceWorker worker = new FakeSourceWorker(polling(database, "snapshot+poll"), 2).start()) {
            worker.pollToEnd();
            database.run("INSERT INTO t VALUES (12001)");
            worker.pollUntil(() -> worker.records().size() >= 12_001);
            worker.pollFor(Duration.ofMillis(300));
            assertThat(worker.values(topic(database, "t"), "id"))
                    .containsExactlyInAnyOrderElementsOf(numbers(1, 12_001));
        }
    }

    static Map<String, String> polling(SourceServer.Database database, String mode) {
        return config(
                database,
                "mode",
                mode,
                "poll.incrementing.column",
                "id",
                "poll.interval.ms",
                "20",
                "poll.lag.ms",
                "10");
    }
}
