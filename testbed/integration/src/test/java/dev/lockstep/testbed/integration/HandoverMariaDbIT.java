/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.MariaDbServer;
import dev.lockstep.testbed.stack.database.RunningDatabase;
import dev.lockstep.testbed.stack.kafka.ConnectWorker;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From bulk load to change capture while MariaDB is written, as {@code lockstep handover} does it, by a user who has no
 * more than the privileges that its documentation names.
 */
@Tag("mariadb")
class HandoverMariaDbIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String POSITION = "The stream will begin at";
    private static final String VISIBLE = "Every older transaction is visible";
    private static final String LOADED = "The bulk load is complete";

    private static final String[] TABLES = {
        "CREATE TABLE item (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(60) NOT NULL, price decimal(12,2),"
                + " at timestamp(6) NULL)",
        "CREATE TABLE line (no int, day date, qty int, PRIMARY KEY (day, no))",
        "CREATE TABLE token (id uuid PRIMARY KEY, body varchar(60))",
        "CREATE TABLE rate (factor decimal(10,3) DEFAULT 1.000 PRIMARY KEY, round int)"
    };
    private static final String[] TARGET = {
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.item (id bigint PRIMARY KEY, name text NOT NULL, price numeric(12,2), at timestamptz)",
        "CREATE TABLE shop.line (no int, day date, qty int, PRIMARY KEY (day, no))",
        "CREATE TABLE shop.token (id uuid PRIMARY KEY, body text)",
        "CREATE TABLE shop.rate (factor numeric(10,3) PRIMARY KEY, round int)"
    };
    private static final String[] ROWS = {
        "INSERT INTO item (name, price, at) SELECT CONCAT('item ', seq), seq, NOW(6) FROM seq_1_to_20000",
        "INSERT INTO line SELECT seq % 100, DATE '2026-01-01' + INTERVAL seq DIV 100 DAY, seq FROM seq_1_to_5000",
        "INSERT INTO token SELECT UUID(), CONCAT('token ', seq) FROM seq_1_to_5000",
        "INSERT INTO rate SELECT seq / 8, 0 FROM seq_1_to_2000"
    };
    private static final String[] WRITES = {
        "UPDATE shop.token SET body = 'round :round' WHERE id = (SELECT id FROM shop.token LIMIT 1 OFFSET :round)",
        "UPDATE shop.rate SET factor = factor + 1000, round = :round WHERE factor = (1 + :round % 2000) / 8"
    };

    private static Stack stack;
    private static RunningDatabase server;
    private static ConnectWorker worker;
    private static Database mover;

    @TempDir
    Path files;

    @BeforeAll
    static void start() throws SQLException {
        stack = SharedStack.get();
        server = MariaDbServer.start(stack.data().resolve("mariadb-handover"), stack.logs());
        Database owner = server.database();
        new Sql(owner, owner.name())
                .run(
                        "CREATE USER mover IDENTIFIED BY 'mover'",
                        "GRANT SELECT, REPLICATION SLAVE, BINLOG MONITOR ON *.* TO mover");
        mover = new Database(
                owner.kind(),
                owner.major(),
                owner.jdbcUrl(),
                owner.host(),
                owner.port(),
                owner.name(),
                "mover",
                "mover");
        worker = MariaDbWorker.of(stack, "handover-mariadb", mover.environment("LOCKSTEP_SOURCE_"));
        worker.start();
    }

    @AfterAll
    static void stop() {
        if (worker != null) {
            worker.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Of two transactions that are open when the position is fixed, one ends before the load and one after it. */
    @Test
    void losesNothingWhileTheSourceIsWrittenAndTransactionsAreOpen() throws Exception {
        Sql source = Sql.create(server.database(), "shop", TABLES);
        source.run(ROWS);
        Sql postgres = Sql.create(stack.target(), "handover_mariadb_target", TARGET);
        Sql mariaDb = Sql.create(server.database(), "shop_copy", TABLES);
        try (Migration migration = new Migration(stack, "handover_mariadb", source, postgres, "shop");
                Connection first = source.connect();
                Connection second = source.connect();
                ConstantWriter writer = new ConstantWriter(source, WRITES)) {
            migration.create(migration.sink());
            worker.rest().create(mariaDbSink(migration, mariaDb));
            changeOpen(first, "first", 1);
            changeOpen(second, "second", 2);

            handOver("handover_mariadb", "shop", Map.of("page.rows", "500", "where", "SLEEP(0.0001) = 0"), line -> {
                if (line.startsWith(POSITION)) {
                    commit(first);
                } else if (line.startsWith(LOADED)) {
                    commit(second);
                }
            });

            long atEnd = writer.rounds();
            await().atMost(BOUND).until(() -> writer.rounds() > atEnd + 5);
            writer.stop();
            awaitEqual(source, postgres, "shop.");
            awaitEqual(source, mariaDb, "");
            assertChanged(source, "");
            assertChanged(postgres, "shop.");
            worker.rest().delete("handover_mariadb-mariadb-sink");
        }
    }

    /**
     * A commit is in the log and not yet visible when the position is fixed: it is held where a server waits for its
     * replica, until the load is over. So it must be behind the position.
     */
    @Test
    void takesOverACommitThatIsInTheLogAndNotYetVisible() throws Exception {
        Sql source = Sql.create(server.database(), "held", TABLES[0]);
        source.run("INSERT INTO item (name) VALUES ('before')");
        Sql target = Sql.create(
                stack.target(), "held_target", "CREATE SCHEMA held", TARGET[1].replace("shop.item", "held.item"));
        try (Migration migration = new Migration(stack, "held", source, target, "held");
                Connection held = source.connect()) {
            migration.create(migration.sink());
            source.run(
                    "SET GLOBAL rpl_semi_sync_master_timeout = 600000",
                    "SET GLOBAL rpl_semi_sync_master_wait_point = 'AFTER_SYNC'",
                    "SET GLOBAL rpl_semi_sync_master_enabled = ON");
            CompletableFuture<Void> commit;
            try {
                held.setAutoCommit(false);
                execute(held, "INSERT INTO item (name) VALUES ('held')");
                commit = CompletableFuture.runAsync(() -> commit(held));
                await().atMost(BOUND).until(() -> waitsForReplica(source));

                handOver("held", "held", Map.of(), line -> {
                    if (line.startsWith(LOADED)) {
                        assertThat(count(source, "item")).isEqualTo(1);
                        release(source);
                    }
                });
            } finally {
                release(source);
            }
            commit.get(BOUND.toSeconds(), TimeUnit.SECONDS);
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(target.rows("SELECT name FROM held.item ORDER BY name"))
                            .containsExactly("(before)", "(held)"));
        }
    }

    /** The log has it since it was prepared, a reader sees it when it is committed: the load must not begin before that. */
    @Test
    void takesOverATransactionThatWasPreparedBeforeThePosition() throws Exception {
        Sql source = Sql.create(server.database(), "prepared", TABLES[0]);
        source.run("INSERT INTO item (name) VALUES ('before')");
        Sql target = Sql.create(
                stack.target(),
                "prepared_target",
                "CREATE SCHEMA prepared",
                TARGET[1].replace("shop.item", "prepared.item"));
        List<String> report = new CopyOnWriteArrayList<>();
        try (Migration migration = new Migration(stack, "prepared", source, target, "prepared");
                Connection owner = source.connect()) {
            migration.create(migration.sink());
            execute(owner, "XA START 'two phases'");
            execute(owner, "INSERT INTO item (name) VALUES ('prepared')");
            execute(owner, "XA END 'two phases'");
            execute(owner, "XA PREPARE 'two phases'");

            CompletableFuture<Void> handover =
                    CompletableFuture.runAsync(() -> handOver("prepared", "prepared", Map.of(), report::add));
            await().atMost(BOUND).until(() -> said(report, POSITION));
            // A second, in which the hand-over looks several times.
            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(3)).until(() -> !said(report, VISIBLE));
            execute(owner, "XA COMMIT 'two phases'");
            handover.get(BOUND.toSeconds(), TimeUnit.SECONDS);

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(target.rows("SELECT name FROM prepared.item ORDER BY name"))
                            .containsExactly("(before)", "(prepared)"));
        }
    }

    private void handOver(String id, String database, Map<String, String> loading, Consumer<String> report) {
        HandoverRun.of(id, new Sql(mover, database), database, files)
                .loading(loading)
                .run(worker.url(), report);
    }

    private static ObjectNode mariaDbSink(Migration migration, Sql target) {
        ObjectNode sink = migration.sink();
        sink.put("name", "handover_mariadb-mariadb-sink");
        ((ObjectNode) sink.get("config"))
                .put("connection.url", target.url())
                .put("connection.user", target.server().user())
                .put("connection.password", target.server().password())
                .put("table.name.format", target.name() + ".$2");
        return sink;
    }

    /** A new row, a deleted one and a changed key, which nobody sees yet. */
    private static void changeOpen(Connection connection, String name, int number) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "INSERT INTO item (name) VALUES ('" + name + "')");
        // The writer comes to these last, so that it does not wait for them.
        execute(connection, "DELETE FROM rate WHERE factor = " + (1998 + number) + " / 8");
        execute(
                connection,
                "UPDATE line SET no = no + 900000 WHERE day = DATE '2026-01-01' + INTERVAL 49 DAY AND no = " + number);
    }

    private void awaitEqual(Sql source, Sql target, String schema) {
        Map<String, String> names = Map.of(
                "item", schema + "item", "line", schema + "line", "token", schema + "token", "rate", schema + "rate");
        await().atMost(BOUND)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(Compared.of(source, target, names, files)).isEqualTo(Compared.equal(names.size())));
    }

    /** What the open transactions did; the comparison alone would not tell whether they did anything. */
    private static void assertChanged(Sql database, String schema) throws SQLException {
        assertThat(database.count(schema + "item WHERE name IN ('first', 'second')"))
                .isEqualTo(2);
        assertThat(database.count(schema + "rate WHERE factor IN (249.875, 250)"))
                .isZero();
        assertThat(database.count(schema + "line WHERE qty IN (4901, 4902) AND no > 900000"))
                .isEqualTo(2);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean waitsForReplica(Sql source) throws SQLException {
        return source.count("information_schema.processlist WHERE state LIKE 'Waiting for semi-sync ACK%'") == 1;
    }

    private static void release(Sql source) {
        try {
            source.run("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long count(Sql database, String table) {
        try {
            return database.count(table);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean said(List<String> report, String beginning) {
        return report.stream().anyMatch(line -> line.startsWith(beginning));
    }
}
