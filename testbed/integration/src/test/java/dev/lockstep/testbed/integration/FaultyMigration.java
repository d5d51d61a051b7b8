/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRestException;
import dev.lockstep.cli.cluster.ConnectorFailedException;
import dev.lockstep.cli.handover.Handovers;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.testbed.integration.FailureMatrixIT.Phase;
import dev.lockstep.testbed.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.types.Password;

/**
 * A migration that is going to be hit: two tables by bulk load and hand-over, one table without a key that is polled, a writer at the source all the while.
 *
 * <p>Our connectors have to come through on their own. Debezium's may fail and is then restarted, as its users do.
 */
final class FaultyMigration implements AutoCloseable {
    /** Rows of the table without a key before the writer adds to it. */
    static final long ENTRIES = 5_000;

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String[] SCHEMA = {
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.item (id bigserial PRIMARY KEY, name text NOT NULL, price numeric(12,2), at timestamptz)",
        "CREATE TABLE shop.line (no int, day date, qty int, PRIMARY KEY (day, no))",
        "CREATE TABLE shop.entry (seq bigserial NOT NULL, body text)"
    };
    private static final String[] ROWS = {
        "INSERT INTO shop.item (name, price, at) SELECT 'item ' || i, i, now() FROM generate_series(1, 20000) i",
        "INSERT INTO shop.line SELECT i % 100, DATE '2026-01-01' + i / 100, i FROM generate_series(1, 5000) i",
        "INSERT INTO shop.entry (body) SELECT 'entry ' || i FROM generate_series(1, " + ENTRIES + ") i",
        "ANALYZE"
    };

    private final Stack stack;
    private final String id;
    private final Migration migration;
    private final ConstantWriter writer;
    private final List<String> report = new CopyOnWriteArrayList<>();
    private final Path folder;
    private CompletableFuture<Void> handover;

    private FaultyMigration(Stack stack, String id, Migration migration) {
        this.stack = stack;
        this.id = id;
        this.migration = migration;
        this.writer = new ConstantWriter(
                migration.source(), "INSERT INTO shop.entry (body) VALUES ('written in round :round')");
        this.folder = stack.data().resolve(id);
    }

    static FaultyMigration begin(Stack stack, String id) throws SQLException {
        Sql source = Sql.create(stack.source(), id + "_source", SCHEMA);
        source.run(ROWS);
        Sql target = Sql.create(stack.target(), id + "_target", SCHEMA);
        return new FaultyMigration(stack, id, new Migration(stack, id, source, target, "shop"));
    }

    Stack stack() {
        return stack;
    }

    Sql source() {
        return migration.source();
    }

    Sql target() {
        return migration.target();
    }

    List<String> connectors() {
        return stack.connect().connectors().stream()
                .filter(name -> name.startsWith(id + "-"))
                .toList();
    }

    void reach(Phase phase) throws Exception {
        migration.create(entries());
        migration.create(entrySink());
        if (phase != Phase.WRITING) {
            migration.create(sink());
        }
        handover = CompletableFuture.runAsync(this::handOver);
        switch (phase) {
            case PLANNING -> waitUntil(() -> said("Created connector " + id + "-bulk"));
            case LANES -> waitUntil(() -> target().count("shop.item") > 0);
            case WRITING -> {
                handover.get(BOUND.toSeconds(), TimeUnit.SECONDS);
                migration.create(sink());
                waitUntil(() -> target().count("shop.item") > 0);
            }
            case STREAMING -> {
                handover.get(BOUND.toSeconds(), TimeUnit.SECONDS);
                long before = writer.rounds();
                waitUntil(() -> target().count("shop.item WHERE name = 'new " + before + "'") > 0);
            }
        }
    }

    private boolean said(String beginning) {
        return report.stream().anyMatch(line -> line.startsWith(beginning));
    }

    private static void waitUntil(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(BOUND).pollInterval(POLL).until(condition);
    }

    /** A fault may hit the hand-over as well; whoever runs it runs it again. */
    private void handOver() {
        Path bulk = file(bulk());
        Path stream = file(stream());
        DatabaseAddress address = new DatabaseAddress(
                source().url(),
                source().server().user(),
                new Password(source().server().password()));
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsMatching(failure -> failure instanceof UncheckedIOException
                        || failure instanceof ConnectRestException
                        || failure instanceof ConnectorFailedException
                        || failure instanceof IllegalStateException)
                .until(() -> {
                    Handovers.run(address, stack.connect().address(), bulk, stream, BOUND, report::add);
                    return true;
                });
    }

    /** Ends the hand-over and the writing. */
    void finish() throws Exception {
        restartFailedCapture();
        handover.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        long before = writer.rounds();
        waitUntil(() -> writer.rounds() > before + 20);
        writer.stop();
        assertThat(writer.rounds()).isPositive();
    }

    void awaitEqual() {
        restartFailedCapture();
        migration.awaitEqual(List.of("shop.item", "shop.line", "shop.entry"));
        for (String name : connectors()) {
            if (!name.equals(id + "-stream") && !name.equals(id + "-bulk")) {
                assertThat(stack.connect().status(name).failure()).as(name).isEmpty();
            }
        }
    }

    private void restartFailedCapture() {
        String name = id + "-stream";
        if (connectors().contains(name)
                && stack.connect().status(name).failure().isPresent()) {
            stack.connect().restartFailed(name);
        }
    }

    void rescale(int tasks) {
        for (String name : connectors()) {
            if (!name.endsWith("-stream")) {
                Map<String, String> config = stack.connect().config(name).orElseThrow();
                config.put("tasks.max", Integer.toString(tasks));
                stack.connect().put(name, config);
            }
        }
    }

    private ObjectNode bulk() {
        return source(
                "bulk",
                "shop\\.(item|line)",
                Map.of("lanes.per.table", "8", "page.rows", "500", "where", "pg_sleep(0.0001) IS NOT NULL"));
    }

    private ObjectNode entries() {
        return source(
                "entries",
                "shop\\.entry",
                Map.of(
                        "mode", "poll",
                        "poll.incrementing.column", "seq",
                        "poll.interval.ms", "200",
                        "transforms.stamp.on.unencodable", "mark",
                        "page.rows", "500"));
    }

    private ObjectNode source(String name, String tables, Map<String, String> more) {
        ObjectNode connector = Migration.file("source-chunked-jdbc.json");
        connector.put("name", id + "-" + name);
        ObjectNode config = ((ObjectNode) connector.get("config"))
                .put("topic.prefix", id + "_src")
                .put("connection.url", source().url())
                .put("table.include.list", tables)
                .put("exactly.once.support", "required");
        more.forEach(config::put);
        return connector;
    }

    private ObjectNode stream() {
        ObjectNode connector = Migration.file("handover-postgres-stream.json");
        connector.put("name", id + "-stream");
        ((ObjectNode) connector.get("config"))
                .put("topic.prefix", id + "_src")
                .put("database.dbname", source().name())
                .put("table.include.list", "shop\\.(item|line)")
                .put("slot.name", id)
                .put("publication.name", id);
        return connector;
    }

    private ObjectNode sink() {
        ObjectNode connector = migration.sink();
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", id + "_src\\.shop\\.(item|line)")
                .put("batch.rows", "500");
        return connector;
    }

    private ObjectNode entrySink() {
        ObjectNode connector = migration.sink();
        connector.put("name", id + "-entry-sink");
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", id + "_src\\.shop\\.entry")
                .put("insert.mode", "insert")
                .put("delete.enabled", "false")
                .put("delivery", "exactly-once")
                .put("batch.rows", "500");
        return connector;
    }

    private Path file(ObjectNode connector) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(connector.get("name").asText() + ".json"), connector.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        writer.close();
        migration.close();
        source().rows("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '" + id
                + "' AND NOT active");
    }
}
