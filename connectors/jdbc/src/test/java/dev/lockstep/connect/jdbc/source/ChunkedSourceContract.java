/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

    private String topic(SourceServer.Database database, String table) {
        return "t." + (server == SourceServer.SQLITE ? "" : database.schema() + ".") + table;
    }

    private static List<String> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(Long::toString).toList();
    }

    @Test
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
}
