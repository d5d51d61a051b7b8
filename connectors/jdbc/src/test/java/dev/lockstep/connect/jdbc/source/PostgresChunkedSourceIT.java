/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PostgresChunkedSourceIT extends ServerSourceContract {
    private static final long ROWS = 12_000;

    PostgresChunkedSourceIT() {
        super(SourceServer.POSTGRES);
    }

    /** The time of its rows is fixed, though it has written nothing. */
    @Override
    LateTransaction lateTransaction() {
        return new LateTransaction("now()", "SELECT now()", "INSERT INTO t (id) VALUES (1)");
    }

    private static SourceServer.Database database(String... statements) {
        SourceServer.Database database = SourceServer.POSTGRES.create();
        database.run(statements);
        return database;
    }

    private void assertReadInLanes(SourceServer.Database database, String table, String field) {
        Map<String, String> config = config(database, "page.rows", "500", "lanes.per.table", "4");
        FakeSourceWorker worker = new FakeSourceWorker(config, 2);
        try (worker) {
            worker.start();
            worker.pollToEnd();
            assertThat(worker.offsets().keySet()).as("lanes").hasSizeGreaterThan(2);
            assertThat(worker.values("t.public." + table, field)).containsExactlyInAnyOrderElementsOf(numbers(1, ROWS));
        }
    }

    @Test
    void readsCompositeKeysOfAnyCollation() {
        assertReadInLanes(
                database(
                        "CREATE COLLATION upside (provider = icu, locale = 'da-u-kf-upper')",
                        "CREATE TABLE t (region text COLLATE upside, n integer, PRIMARY KEY (region, n))",
                        "INSERT INTO t SELECT (ARRAY['a', 'A', 'aa', 'å', 'Z', 'é', ''])[1 + n % 7], n"
                                + " FROM generate_series(1, 12000) n",
                        "ANALYZE t"),
                "t",
                "n");
    }

    @Test
    void readsUuidTimeAndDecimalKeys() {
        assertReadInLanes(
                database(
                        "CREATE TABLE t (u uuid, at timestamptz, d numeric, n integer, PRIMARY KEY (u, at, d))",
                        "INSERT INTO t SELECT md5((n / 3)::text)::uuid, '1969-12-31 23:59:59.999999Z'::timestamptz"
                                + " + n * interval '1 us', n / 3.0, n FROM generate_series(1, 12000) n",
                        "ANALYZE t"),
                "t",
                "n");
    }

    @Test
    void readsKeysWithGapsOfATrillionInEvenLanes() {
        SourceServer.Database database = database(
                "CREATE TABLE t (id bigint PRIMARY KEY, n integer)",
                "INSERT INTO t SELECT CASE WHEN n > 6000 THEN n * 1000000000000 ELSE -n END, n"
                        + " FROM generate_series(1, 12000) n",
                "ANALYZE t");
        Map<String, String> config = config(database, "lanes.per.table", "2");
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 2).start()) {
            worker.pollToEnd();
            assertThat(worker.values("t.public.t", "n")).containsExactlyInAnyOrderElementsOf(numbers(1, ROWS));
            assertThat(worker.offsets().entrySet().stream()
                            .filter(entry -> !"plan".equals(entry.getKey().get("lane")))
                            .map(entry -> entry.getValue().get("rows")))
                    .containsExactly(6_000L, 6_000L);
        }
    }

    @Test
    void readsTablesWithoutAKeyByBlocksAndGoesOnThere() {
        SourceServer.Database database = database(
                "CREATE TABLE t (n integer, body text)",
                "INSERT INTO t SELECT n, repeat('x', 300) FROM generate_series(1, 60000) n",
                "ANALYZE t");
        Map<String, String> config =
                config(database, "lanes.per.table", "2", "page.rows", "500", "queue.bytes", "1000000");
        FakeSourceWorker worker = new FakeSourceWorker(config, 1);
        List<String> before;
        try (worker) {
            worker.start();
            worker.pollUntil(() -> !worker.records().isEmpty());
            before = worker.values("t.public.t", "n");
            assertThat(worker.records().get(0).key()).isNull();
        }
        assertThat(before).hasSizeLessThan(60_000);
        try (FakeSourceWorker next = worker.restarted(Map.of(), 2)) {
            next.start();
            next.pollToEnd();
            assertThat(next.values("t.public.t", "n")).doesNotContainAnyElementsOf(before);
            assertThat(before.size() + next.records().size()).isEqualTo(60_000);
        }
    }

    @Test
    void readsPartitionedTablesGeneratedColumnsAndQuotedNames() {
        String name = "sel\"ect Ünïcode of a name as long as a name can be in the end";
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        SourceServer.Database database = database(
                "CREATE TABLE " + quoted + " (\"order\" integer, \"Group\" integer,"
                        + " g integer GENERATED ALWAYS AS (\"order\" * 2) STORED, PRIMARY KEY (\"order\", \"Group\"))"
                        + " PARTITION BY RANGE (\"order\")",
                "CREATE TABLE p1 PARTITION OF " + quoted + " FOR VALUES FROM (0) TO (6000)",
                "CREATE TABLE p2 PARTITION OF " + quoted + " FOR VALUES FROM (6000) TO (99999)",
                "INSERT INTO " + quoted + " SELECT n, 1 FROM generate_series(1, 12000) n",
                "ANALYZE");
        try (FakeSourceWorker worker = new FakeSourceWorker(config(database), 2).start()) {
            worker.pollToEnd();
            assertThat(worker.records().stream().map(record -> record.topic()).distinct())
                    .hasSize(1);
            assertThat(worker.records().stream()
                            .map(record ->
                                    FakeSourceWorker.row(record).get("order").toString()))
                    .containsExactlyInAnyOrderElementsOf(numbers(1, ROWS));
        }
    }

    @Test
    void tablesThatWouldShareATopicAreRefusedAtTheStart() {
        SourceServer.Database database = database(
                "CREATE TABLE \"order items\" (id integer PRIMARY KEY)",
                "CREATE TABLE order_items (id integer PRIMARY KEY)");
        try (FakeSourceWorker worker = new FakeSourceWorker(config(database), 1)) {
            assertThatThrownBy(worker::start)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("t.public.order_items")
                    .hasMessageContaining("public.order items");
        }
        Map<String, String> one = config(database, "table.exclude.list", "public\\.order_items");
        try (FakeSourceWorker worker = new FakeSourceWorker(one, 1).start()) {
            worker.pollToEnd();
        }
    }

    @Test
    void filtersRowsAndColumnsByOverride() {
        SourceServer.Database database = database(
                "CREATE TABLE t (id integer PRIMARY KEY, a text, b text)",
                "INSERT INTO t SELECT n, 'a', 'b' FROM generate_series(1, 10) n",
                "CREATE TABLE u (id integer PRIMARY KEY)");
        Map<String, String> config = config(
                database,
                "table.exclude.list",
                "public\\.u",
                "column.exclude.list",
                "public\\.t\\.b",
                "overrides",
                "some",
                "overrides.some.tables",
                "public\\.t",
                "overrides.some.where",
                "id > 7 OR id = 1 -- and no more");
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 1).start()) {
            worker.pollToEnd();
            assertThat(worker.values("t.public.t", "id")).containsExactly("1", "8", "9", "10");
            assertThat(worker.records().get(0).valueSchema().field("b")).isNull();
        }
    }

    @Test
    @DisplayName("pain 20: a task stops at once in the middle of a long query, and leaves no session")
    void stopsAtOnceInTheMiddleOfAQueryAndLeavesNoSession() throws InterruptedException {
        SourceServer.Database database =
                database("CREATE TABLE t (id integer PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        FakeSourceWorker worker = new FakeSourceWorker(config(database, "where", "pg_sleep(600) IS NOT NULL"), 1);
        worker.start();
        String running = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
                + " AND query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()";
        worker.pollUntil(() -> database.query(running).equals(List.of("1")));
        long begun = System.nanoTime();
        worker.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        worker.pollUntil(() -> database.query(running).equals(List.of("0")));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains("source-0-reader"));
    }

    @Test
    @DisplayName("pain 5: an outage of the source is tried again, not the end of the task")
    void goesOnAfterItsConnectionsWereCut() {
        SourceServer.Database database = database(
                "CREATE TABLE t (id integer PRIMARY KEY, body text)",
                "INSERT INTO t SELECT n, repeat('x', 500) FROM generate_series(1, 40000) n",
                "ANALYZE t");
        Map<String, String> config = config(database, "queue.bytes", "1000000", "lanes.per.table", "2");
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 1).start()) {
            worker.pollUntil(() -> worker.records().size() > 3_000);
            database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lockstep'"
                    + " AND datname = current_database()");
            worker.pollToEnd();
            assertThat(worker.values("t.public.t", "id")).containsExactlyInAnyOrderElementsOf(numbers(1, 40_000));
        }
    }

    /** The rows were handed on, and the end of the statement fails: without a key they would be rows again. */
    @Test
    void sendsRowsWithoutAKeyOnceThoughItsConnectionsWereCutWhileItWaitedForRoom() throws InterruptedException {
        SourceServer.Database database = database(
                "CREATE TABLE t (n integer, body text)",
                "INSERT INTO t SELECT n, repeat('x', 500) FROM generate_series(1, 40000) n",
                "ANALYZE t");
        Map<String, String> config = config(database, "queue.bytes", "1000000", "lanes.per.table", "2");
        String readers = " FROM pg_stat_activity WHERE application_name = 'lockstep' AND datname = current_database()";
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 1).start()) {
            worker.pollUntil(() -> !worker.records().isEmpty());
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!database.query("SELECT count(*)" + readers + " AND state = 'idle in transaction'")
                    .equals(List.of("2"))) {
                assertThat(System.nanoTime()).as("the readers wait for room").isLessThan(end);
                Thread.sleep(10);
            }
            database.run("SELECT pg_terminate_backend(pid)" + readers);
            worker.pollToEnd();
            assertThat(worker.values("t.public.t", "n")).containsExactlyInAnyOrderElementsOf(numbers(1, 40_000));
        }
    }

    @Test
    void missingPrivilegeStopsItAndSaysWhatToGrant() {
        SourceServer.Database database = database(
                "DROP ROLE IF EXISTS stranger",
                "CREATE ROLE stranger LOGIN",
                "CREATE TABLE t (id integer PRIMARY KEY)",
                "INSERT INTO t VALUES (1)");
        FakeSourceWorker worker = new FakeSourceWorker(config(database, "connection.user", "stranger"), 1);
        assertThatThrownBy(() -> {
                    worker.start();
                    worker.pollFor(Duration.ofSeconds(5));
                })
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("42501")
                .hasMessageContaining("Grant SELECT");
        worker.close();
    }
}
