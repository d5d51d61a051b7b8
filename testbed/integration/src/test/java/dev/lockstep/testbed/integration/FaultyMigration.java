/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.cli.cluster.ConnectRestException;
import dev.lockstep.cli.cluster.ConnectorFailedException;
import dev.lockstep.cli.handover.Handovers;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.testbed.stack.Stack;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.types.Password;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A migration that is going to be hit: two tables by bulk load and hand-over, one table without a key in lanes and by
 * polling, a writer at the source all the while. It waits in its phase for the fault.
 *
 * <p>Our connectors have to come through on their own. Debezium's may fail and is then restarted, as its users do; and
 * whoever runs the hand-over runs it again.
 */
final class FaultyMigration implements AutoCloseable {
    /** Where a migration is when something breaks. */
    enum Phase {
        /** The connectors that read are created, nothing has come yet. */
        PLANNING,
        /** Some rows of each lane are in the topics and in the target. */
        LANES,
        /** All rows are in the topics, some are in the target, and the sink is in the middle of a transaction. */
        WRITING,
        /** The change stream runs, and the table without a key is polled. */
        STREAMING
    }

    private static final int ITEMS = 20_000;
    private static final int ENTRIES = 10_000;
    private static final List<String> TABLES = List.of("shop.item", "shop.line", "shop.entry");
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration SLOW_POLL = Duration.ofMillis(250);
    private static final String[] SCHEMA = {
        "CREATE SCHEMA shop",
        Gate.FUNCTION,
        "CREATE TABLE shop.item (id bigserial PRIMARY KEY, name text NOT NULL, price numeric(12,2), at timestamptz)",
        "CREATE TABLE shop.line (no int, day date, qty int, PRIMARY KEY (day, no))",
        "CREATE TABLE shop.entry (seq bigserial NOT NULL, body text)"
    };
    private static final String[] ROWS = {
        "INSERT INTO shop.item (name, price, at) SELECT 'item ' || i, i, now() FROM generate_series(1, " + ITEMS
                + ") i",
        "INSERT INTO shop.line SELECT i % 100, DATE '2026-01-01' + i / 100, i FROM generate_series(1, 5000) i",
        "INSERT INTO shop.entry (body) SELECT 'entry ' || i FROM generate_series(1, " + ENTRIES + ") i",
        "ANALYZE"
    };
    private static final String[] GATED = {
        "ALTER TABLE shop.item ADD CHECK (shop.pass(id))", "ALTER TABLE shop.entry ADD CHECK (shop.pass(seq))"
    };

    private final Stack stack;
    private final Phase phase;
    private final Migration migration;
    private final FaultyConnectors files;
    private final ConstantWriter writer;
    private final List<Gate> gates = new ArrayList<>();
    private final List<String> report = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> handover = CompletableFuture.completedFuture(null);
    private volatile boolean given;

    private FaultyMigration(Stack stack, Phase phase, Migration migration, FaultyConnectors files) {
        this.stack = stack;
        this.phase = phase;
        this.migration = migration;
        this.files = files;
        this.writer = new ConstantWriter(
                migration.source(),
                "INSERT INTO shop.entry (body) VALUES ('written in round :round')",
                "SELECT pg_sleep(0.1)");
    }

    /** Starts it on the way to its phase. */
    static FaultyMigration begin(Stack stack, String id, Phase phase, Duration transactionTimeout) throws SQLException {
        Sql source = Sql.create(stack.source(), id + "_source", SCHEMA);
        source.run(ROWS);
        Sql target = Sql.create(stack.target(), id + "_target", SCHEMA);
        target.run(GATED);
        Migration migration = new Migration(stack, id, source, target, "shop");
        FaultyConnectors files = new FaultyConnectors(stack, id, migration, transactionTimeout);
        FaultyMigration begun = new FaultyMigration(stack, phase, migration, files);
        begun.begin();
        return begun;
    }

    private void begin() throws SQLException {
        if (phase == Phase.LANES) {
            gates.add(Gate.closed(source()));
        } else if (phase == Phase.WRITING) {
            gates.add(Gate.closed(target()));
        }
        stack.connect().create(files.sink());
        stack.connect().create(files.entrySink());
        if (phase != Phase.PLANNING) {
            stack.connect().create(files.entries());
        }
        Path bulk = FaultyConnectors.write(stack.data(), files.bulk());
        Path stream = FaultyConnectors.write(stack.data(), files.stream());
        handover =
                CompletableFuture.runAsync(() -> handOver(bulk, stream), task -> new Thread(task, "hand-over").start());
    }

    Phase phase() {
        return phase;
    }

    Sql source() {
        return migration.source();
    }

    Sql target() {
        return migration.target();
    }

    private boolean some(String table, long all) throws SQLException {
        long rows = target().count(table);
        return rows > 0 && rows < all;
    }

    /** Returns when it is where the fault is to find it; what makes it wait there keeps it there. */
    void reachPhase() throws Exception {
        switch (phase) {
            case PLANNING -> {
                waitUntil(() ->
                        report.stream().anyMatch(line -> line.startsWith("Created connector " + files.bulkName())));
                stack.connect().create(files.entries());
                assertThat(target().count("shop.item") + target().count("shop.entry"))
                        .isZero();
            }
            case LANES -> {
                waitUntil(() -> some("shop.item", ITEMS) && some("shop.entry", ENTRIES));
                assertThat(handover).isNotDone();
            }
            case WRITING -> {
                handover.get(BOUND.toSeconds(), TimeUnit.SECONDS);
                waitUntil(() -> some("shop.item", ITEMS) && some("shop.entry", ENTRIES));
            }
            case STREAMING -> {
                handover.get(BOUND.toSeconds(), TimeUnit.SECONDS);
                long before = writer.rounds();
                waitUntil(() -> target().count("shop.item WHERE name = 'new " + before + "'") > 0);
                waitUntil(() -> target().count("shop.entry") > ENTRIES);
            }
        }
    }

    private static void waitUntil(Callable<Boolean> condition) {
        await().atMost(BOUND).pollInterval(POLL).until(condition);
    }

    /** A fault may hit the hand-over as well; whoever runs it runs it again. */
    private void handOver(Path bulk, Path stream) {
        DatabaseAddress address = new DatabaseAddress(
                source().url(),
                source().server().user(),
                new Password(source().server().password()));
        await().atMost(BOUND)
                .pollInterval(SLOW_POLL)
                .ignoreExceptionsMatching(failure -> failure instanceof UncheckedIOException
                        || failure instanceof ConnectRestException
                        || failure instanceof ConnectorFailedException
                        || failure instanceof IllegalStateException)
                .until(() -> {
                    if (!given) {
                        Handovers.run(address, stack.connect().address(), bulk, stream, BOUND, report::add);
                    }
                    return true;
                });
    }

    /** Restarts every connector that runs, with its tasks. */
    void restart() {
        for (String name : files.created()) {
            // A connector that was just created is not known to all parts of the worker yet.
            await().atMost(BOUND)
                    .pollInterval(POLL)
                    .ignoreExceptionsInstanceOf(ConnectRestException.class)
                    .until(() -> {
                        if (!stack.connect().status(name).state().equals("STOPPED")) {
                            stack.connect().restart(name);
                        }
                        return true;
                    });
        }
    }

    /** Gives our connectors more tasks. */
    void rescale() {
        for (String name : files.created()) {
            if (!name.equals(files.streamName())) {
                rescale(name);
            }
        }
    }

    private void rescale(String name) {
        // While the worker rebalances it answers with an error.
        await().atMost(BOUND)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(ConnectRestException.class)
                .until(() -> {
                    Map<String, String> config = stack.connect().config(name).orElseThrow();
                    config.put("tasks.max", FaultyConnectors.MORE_TASKS);
                    stack.connect().put(name, config);
                    return true;
                });
    }

    /** Lets it go on after the fault. */
    void goOn() throws SQLException {
        for (Gate gate : gates) {
            gate.close();
        }
    }

    /** Ends hand-over and writing; some of it comes after the fault. */
    void finish() throws Exception {
        handover.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        long before = writer.rounds();
        waitUntil(() -> writer.rounds() > before + 3);
        writer.stop();
    }

    /** Looks at what has come of it. */
    void assertCameThrough() throws Exception {
        assertThat(writer.rounds()).as("rounds of the writer").isPositive();
        awaitEqual();
        DeliveredTopic entries = DeliveredTopic.read(stack.bootstrapServers(), migration.dataTopic("shop.entry"));
        assertThat(entries.records())
                .as("%s: records of rows without a key", phase)
                .isEqualTo(source().count("shop.entry"));
        waitUntil(() -> entries.next().equals(DeliveredTopic.next(target(), files.entrySinkName())));
        // Nothing is left to come, so nothing can come twice any more.
        migration.assertEqual(TABLES);
        for (String name : files.ours()) {
            assertThat(stack.connect().status(name).failure()).as(name).isEmpty();
        }
    }

    private void awaitEqual() throws SQLException {
        try {
            await().atMost(BOUND)
                    .pollInterval(SLOW_POLL)
                    .ignoreExceptionsMatching(
                            failure -> failure instanceof SQLException || failure instanceof ConnectRestException)
                    .until(() -> {
                        restartFailedCapture();
                        return migration.looksEqual(TABLES);
                    });
        } catch (ConditionTimeoutException late) {
            // Says what differs.
            migration.assertEqual(TABLES);
        }
    }

    private void restartFailedCapture() {
        if (stack.connect().status(files.streamName()).failure().isPresent()) {
            stack.connect().restartFailed(files.streamName());
        }
    }

    /** Leaves nothing behind: the next fault meets its own migrations alone. */
    @Override
    public void close() throws SQLException {
        given = true;
        goOn();
        writer.close();
        migration.close();
        String slot = " FROM pg_replication_slots WHERE slot_name = '" + files.slot() + "'";
        waitUntil(() -> {
            source().rows("SELECT pg_drop_replication_slot(slot_name)" + slot + " AND NOT active");
            return source().rows("SELECT 1" + slot).isEmpty();
        });
        migration.dropDatabases();
    }
}
