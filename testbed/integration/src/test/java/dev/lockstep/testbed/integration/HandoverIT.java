/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.testbed.stack.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From bulk load to change capture while the source is written, as {@code lockstep handover} does it. */
class HandoverIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final List<String> TABLES = List.of("shop.item", "shop.line", "shop.token");
    private static final String[] SCHEMA = {
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.item (id bigserial PRIMARY KEY, name text NOT NULL, price numeric(12,2), at timestamptz)",
        "CREATE TABLE shop.line (no int, day date, qty int, PRIMARY KEY (day, no))",
        "CREATE TABLE shop.token (id uuid PRIMARY KEY, body jsonb)"
    };

    private static final String TOKENS = "UPDATE shop.token SET body = '{\"round\": :round}' WHERE id ="
            + " (SELECT id FROM shop.token OFFSET :round % 5000 LIMIT 1)";

    @TempDir
    Path files;

    /**
     * A commit is in the log and not yet visible when the slot's position is fixed: it is held where a server waits for
     * its standby. It is in no stream, so the load must not begin before it can be seen.
     *
     * <p>A slot takes the log from where all transactions it met are over. The two that it meets here are ended in turn;
     * the one that began after the second is in the gap.
     */
    @Test
    void takesOverACommitThatIsInTheLogAndNotYetVisible() throws Exception {
        Stack stack = SharedStack.get();
        Sql source = Sql.create(stack.source(), "handover_source", SCHEMA);
        source.run(
                "ALTER DATABASE handover_source SET synchronous_commit = local",
                "INSERT INTO shop.item (name, price, at) SELECT 'item ' || i, i, now() FROM generate_series(1, 20000) i",
                "INSERT INTO shop.line SELECT i % 100, DATE '2026-01-01' + i / 100, i FROM generate_series(1, 5000) i",
                "INSERT INTO shop.token SELECT gen_random_uuid(), '{\"a\": 1}' FROM generate_series(1, 5000)");
        Sql target = Sql.create(stack.target(), "handover_target", SCHEMA);
        List<String> report = new CopyOnWriteArrayList<>();
        try (Migration migration = new Migration(stack, "handover", source, target, "shop");
                Connection first = source.connect();
                Connection second = source.connect();
                Connection held = source.connect();
                Connection probe = source.connect();
                ConstantWriter writer = new ConstantWriter(source, TOKENS)) {
            migration.create(migration.sink());
            insertOpen(first, "first");

            CompletableFuture<Void> handover =
                    CompletableFuture.runAsync(() -> HandoverRun.of("handover", source, "shop", files)
                            .run(stack.connect().address(), report::add));
            awaitSlotBlockedBy(source, first);
            insertOpen(second, "second");
            first.commit();
            awaitSlotBlockedBy(source, second);
            source.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
            CompletableFuture<Void> commit;
            try {
                awaitHolding(source, probe);
                insertOpen(held, "held");
                int process = process(held);
                commit = CompletableFuture.runAsync(() -> commit(held));
                await().atMost(BOUND).until(() -> isHeld(source, process));
                second.commit();
                await().atMost(BOUND).until(() -> said(report, "The stream will begin at slot"));
                // A second, in which the hand-over looks several times.
                await().during(Duration.ofSeconds(1))
                        .atMost(Duration.ofSeconds(3))
                        .until(() -> !said(report, "Every older transaction is visible"));
            } finally {
                source.run("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
            }
            commit.get(BOUND.toSeconds(), TimeUnit.SECONDS);
            get(handover);

            writer.stop();
            migration.awaitEqual(TABLES);
            assertThat(target.rows(
                            "SELECT name FROM shop.item WHERE name IN ('first', 'second', 'held') ORDER BY name"))
                    .containsExactly("(first)", "(held)", "(second)");
            assertThat(writer.rounds()).isPositive();
        }
    }

    private static void insertOpen(Connection connection, String name) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = " + (name.equals("held") ? "on" : "local"));
            statement.execute("INSERT INTO shop.item (name) VALUES ('" + name + "')");
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitSlotBlockedBy(Sql source, Connection blocker) throws SQLException {
        int process = process(blocker);
        await().atMost(BOUND)
                .until(() -> source.count("pg_stat_activity WHERE query LIKE '%pg_create_logical_replication_slot%'"
                                + " AND " + process + " = ANY (pg_blocking_pids(pid))")
                        == 1);
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** A server that is told to wait for a standby begins so when its checkpointer has come to know of it. */
    private static void awaitHolding(Sql source, Connection probe) throws SQLException {
        int process = process(probe);
        try (Statement statement = probe.createStatement()) {
            statement.execute("SET synchronous_commit = on");
        }
        AtomicReference<CompletableFuture<Void>> write = new AtomicReference<>(CompletableFuture.completedFuture(null));
        await().atMost(BOUND).until(() -> {
            if (write.get().isDone()) {
                write.set(CompletableFuture.runAsync(() -> insert(probe)));
            }
            return isHeld(source, process);
        });
    }

    private static void insert(Connection probe) {
        try (Statement statement = probe.createStatement()) {
            statement.execute("INSERT INTO shop.item (name) VALUES ('probe')");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isHeld(Sql source, int process) throws SQLException {
        return source.count("pg_stat_activity WHERE wait_event = 'SyncRep' AND pid = " + process) == 1;
    }

    private static boolean said(List<String> report, String beginning) {
        return report.stream().anyMatch(line -> line.startsWith(beginning));
    }

    private static void get(CompletableFuture<Void> handover)
            throws InterruptedException, ExecutionException, TimeoutException {
        handover.get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }
}
