/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What is written while lanes run, and where lanes end and polling begins: invariants O, V and L of
 * {@link dev.lockstep.connect.jdbc.source.lane.PollStart}, for every engine.
 */
abstract class SnapshotThenPollContract {
    private static final long ROWS = 20_000;

    private final SourceServer server;

    SnapshotThenPollContract(SourceServer server) {
        this.server = server;
    }

    private SourceServer.Database database(String... statements) {
        SourceServer.Database database = server.create();
        if (server == SourceServer.SQLITE) {
            // Else a reader that waits for room in the queue would keep the writer out.
            database.run("PRAGMA journal_mode = WAL");
        }
        database.run(statements);
        return database;
    }

    private static Map<String, String> config(SourceServer.Database database, String... more) {
        Map<String, String> config = ChunkedSourceContract.config(database, more);
        // Small, so that the lanes cannot run ahead of the writer.
        config.putAll(Map.of(
                "mode", "snapshot+poll",
                "page.rows", "100",
                "queue.bytes", "1000000",
                "lanes.per.table", "4",
                "poll.interval.ms", "20"));
        config.putIfAbsent("poll.lag.ms", "10");
        return config;
    }

    private String topic(SourceServer.Database database, String table) {
        return "t." + (server == SourceServer.SQLITE ? "" : database.schema() + ".") + table;
    }

    /** @return how many rounds were written */
    private static long writeWhileLanesRun(FakeSourceWorker worker, LongConsumer round) {
        long[] rounds = {0};
        worker.pollUntil(() -> {
            if (worker.isAtEnd()) {
                return true;
            }
            round.accept(rounds[0]++);
            return false;
        });
        return rounds[0];
    }

    private static void pollAll(FakeSourceWorker worker, long rows) {
        worker.pollUntil(() -> worker.records().size() >= rows);
        // Whatever comes now comes twice.
        worker.pollFor(Duration.ofMillis(500));
    }

    /** O: keys anywhere, so the rows fall before and behind the places where the lanes are; and no key at all. */
    @Test
    void rowsAddedWhileLanesRunAreSentOnce() {
        SourceServer.Database database = database(
                "CREATE TABLE spread (k varchar(40) NOT NULL PRIMARY KEY, seq integer)",
                "CREATE TABLE bare (seq integer, body varchar(40))",
                "INSERT INTO spread SELECT concat('k', (n * 7919) % 20011), n FROM (" + numbers(ROWS) + ") s",
                "INSERT INTO spread VALUES ('k1none', NULL), ('k9none', NULL)",
                "INSERT INTO bare SELECT n, 'before' FROM (" + numbers(ROWS) + ") s",
                "INSERT INTO bare VALUES (NULL, 'none')");
        try (FakeSourceWorker worker =
                new FakeSourceWorker(config(database, "poll.incrementing.column", "seq"), 2).start()) {
            long rounds = writeWhileLanesRun(worker, round -> {
                List<String> spread = new ArrayList<>();
                List<String> bare = new ArrayList<>();
                for (long n = ROWS + 1 + round * 20; n <= ROWS + 20 + round * 20; n++) {
                    spread.add("('k" + n * 7919 % 20011 + "-" + n + "', " + n + ")");
                    bare.add("(" + n + ", 'during')");
                }
                database.run(
                        "INSERT INTO spread VALUES " + String.join(", ", spread),
                        "INSERT INTO bare VALUES " + String.join(", ", bare));
            });
            assertThat(rounds).isPositive();
            long last = ROWS + rounds * 20;
            pollAll(worker, 2 * last + 3);
            List<String> expected = new ArrayList<>(ChunkedSourceContract.numbers(1, last));
            expected.add("null");
            assertThat(worker.values(topic(database, "bare"), "seq")).containsExactlyInAnyOrderElementsOf(expected);
            expected.add("null");
            assertThat(worker.values(topic(database, "spread"), "seq")).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** O, where no row had a value: all that have one come by polling. */
    @Test
    void rowsAddedWhileLanesRunAreSentOnceThoughNoneCouldBePolledBefore() {
        SourceServer.Database database = database(
                "CREATE TABLE t (id integer PRIMARY KEY, seq integer)",
                "INSERT INTO t SELECT n * 100, NULL FROM (" + numbers(ROWS) + ") s");
        try (FakeSourceWorker worker =
                new FakeSourceWorker(config(database, "poll.incrementing.column", "seq"), 2).start()) {
            long rounds = writeWhileLanesRun(
                    worker,
                    round -> database.run("INSERT INTO t VALUES (" + (1 + round * 7919 % ROWS * 100) + ", " + 2 * round
                            + "), (" + (2 + ROWS * 100 + round) + ", " + (2 * round + 1) + ")"));
            assertThat(rounds).isPositive();
            pollAll(worker, ROWS + 2 * rounds);
            assertThat(worker.values(topic(database, "t"), "id"))
                    .hasSize((int) (ROWS + 2 * rounds))
                    .doesNotHaveDuplicates();
        }
    }

    /** L: each form of a row comes at most once, and its last form last. */
    @Test
    void rowsChangedWhileLanesRunArriveInTheirLastFormAndNoFormTwice() {
        SourceServer.Database database = database(
                "CREATE TABLE t (id integer PRIMARY KEY, form integer, at " + timestamp() + " NOT NULL)",
                "INSERT INTO t SELECT n, 0, " + now() + " FROM (" + numbers(ROWS) + ") s");
        try (FakeSourceWorker worker =
                new FakeSourceWorker(config(database, "poll.timestamp.column", "at"), 2).start()) {
            long rounds = writeWhileLanesRun(
                    worker,
                    round -> database.run("UPDATE t SET form = " + (round + 1) + ", at = " + now() + " WHERE id % 40 = "
                            + round * 7 % 40));
            assertThat(rounds).isPositive();
            List<String> expected = database.query("SELECT concat(id, ':', form) FROM t ORDER BY id");
            worker.pollUntil(() -> lastForms(worker).equals(expected));
            worker.pollFor(Duration.ofMillis(500));
            assertThat(lastForms(worker)).isEqualTo(expected);
            assertThat(forms(worker)).doesNotHaveDuplicates();
        }
    }

    private static List<String> forms(FakeSourceWorker worker) {
        return worker.records().stream()
                .map(FakeSourceWorker::row)
                .map(row -> row.get("id") + ":" + row.get("form"))
                .toList();
    }

    /** In the order of the key. */
    private static List<String> lastForms(FakeSourceWorker worker) {
        Map<Long, String> last = new HashMap<>();
        forms(worker).forEach(form -> last.put(Long.valueOf(form.substring(0, form.indexOf(':'))), form));
        return LongStream.rangeClosed(1, ROWS)
                .filter(last::containsKey)
                .mapToObj(last::get)
                .toList();
    }

    /** V: within the lag a coarse clock gives the greatest value again; those rows are the lanes' too. */
    @Test
    void rowsThatGetTheGreatestValueWithinTheLagAreSentOnce() {
        SourceServer.Database database =
                database("CREATE TABLE t (id integer PRIMARY KEY, second integer)", "INSERT INTO t VALUES (0, 7)");
        CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> {
            int id = 0;
            long end = System.nanoTime() + Duration.ofMillis(700).toNanos();
            while (System.nanoTime() < end) {
                database.run("INSERT INTO t VALUES (" + ++id + ", 7), (" + -id + ", 7)");
            }
            return id;
        });
        Map<String, String> config = config(database, "poll.timestamp.column", "second", "poll.lag.ms", "2000");
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 1).start()) {
            int last = written.join();
            database.run("INSERT INTO t VALUES (1000000, 8)");
            pollAll(worker, 2L * last + 2);
            List<String> expected = new ArrayList<>(ChunkedSourceContract.numbers(-last, last));
            expected.add("1000000");
            assertThat(worker.values(topic(database, "t"), "id")).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private String numbers(long last) {
        return server.numbers(last);
    }

    private String timestamp() {
        return switch (server) {
            case POSTGRES -> "timestamp with time zone";
            case MARIADB -> "datetime(6)";
            case SQLITE -> "text";
        };
    }

    private String now() {
        return switch (server) {
            case POSTGRES -> "now()";
            case MARIADB -> "now(6)";
            case SQLITE -> "strftime('%Y-%m-%d %H:%M:%f', 'now')";
        };
    }
}
