/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The connectors of a {@link FaultyMigration}: the files of {@code config/}, with small pages, batches and buffers. */
final class FaultyConnectors {
    /** For our connectors after they were rescaled; before, they have two each. */
    static final String MORE_TASKS = "3";

    private static final String TASKS = "2";

    private final Stack stack;
    private final String id;
    private final Migration migration;
    private final Duration transactionTimeout;

    FaultyConnectors(Stack stack, String id, Migration migration, Duration transactionTimeout) {
        this.stack = stack;
        this.id = id;
        this.migration = migration;
        this.transactionTimeout = transactionTimeout;
    }

    String bulkName() {
        return id + "-bulk";
    }

    String streamName() {
        return id + "-stream";
    }

    String entrySinkName() {
        return id + "-entry-sink";
    }

    String slot() {
        return id;
    }

    /** Those that the cluster has. */
    List<String> created() {
        return stack.connect().connectors().stream()
                .filter(name -> name.startsWith(id + "-"))
                .toList();
    }

    /** Those that must not fail and run to the end. */
    List<String> ours() {
        return List.of(migration.sinkName(), entrySinkName(), id + "-entries");
    }

    /** The gate is in the middle of each lane of items. */
    ObjectNode bulk() {
        return source(
                bulkName(),
                "shop\\.(item|line)",
                Map.of(
                        "lanes.per.table", "4",
                        "overrides", "item",
                        "overrides.item.tables", "shop\\.item",
                        "overrides.item.where", "shop.pass(id)"));
    }

    /** Rows without a key. */
    ObjectNode entries() {
        return source(
                id + "-entries",
                "shop\\.entry",
                Map.of(
                        "mode", "snapshot+poll",
                        "poll.incrementing.column", "seq",
                        "poll.interval.ms", "200",
                        "poll.lag.ms", "100",
                        "where", "shop.pass(seq)",
                        "transforms.stamp.on.unencodable", "mark"));
    }

    private ObjectNode source(String name, String tables, Map<String, String> more) {
        ObjectNode connector = Migration.file("source-chunked-jdbc.json");
        connector.put("name", name);
        ObjectNode config = ((ObjectNode) connector.get("config"))
                .put("topic.prefix", prefix())
                .put("connection.url", migration.source().url())
                .put("table.include.list", tables)
                .put("progress.topic", "lockstep." + name + ".progress")
                .put("exactly.once.support", "required")
                .put("transaction.boundary", "connector")
                .put("tasks.max", TASKS)
                .put("page.rows", "500");
        more.forEach(config::put);
        return small(connector);
    }

    ObjectNode stream() {
        ObjectNode connector = Migration.file("handover-postgres-stream.json");
        connector.put("name", streamName());
        ((ObjectNode) connector.get("config"))
                .put("topic.prefix", prefix())
                .put("database.dbname", migration.source().name())
                .put("table.include.list", "shop\\.(item|line)")
                .put("slot.name", slot())
                .put("publication.name", slot());
        return small(connector);
    }

    private String prefix() {
        return id + "_src";
    }

    /** A worker of one gigabyte runs four migrations. */
    private ObjectNode small(ObjectNode source) {
        ((ObjectNode) source.get("config"))
                .put("producer.override.transaction.timeout.ms", Long.toString(transactionTimeout.toMillis()))
                .put("producer.override.batch.size", "100000")
                .put("producer.override.buffer.memory", "4000000");
        return source;
    }

    ObjectNode sink() {
        ObjectNode connector = migration.sink();
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", prefix() + "\\.shop\\.(item|line)")
                .put("tasks.max", TASKS)
                .put("batch.rows", "500");
        return connector;
    }

    ObjectNode entrySink() {
        ObjectNode connector = migration.sink();
        connector.put("name", entrySinkName());
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", prefix() + "\\.shop\\.entry")
                .put("tasks.max", TASKS)
                .put("insert.mode", "insert")
                .put("delete.enabled", "false")
                .put("delivery", "exactly-once")
                .put("batch.rows", "500");
        return connector;
    }

    static Path write(Path folder, ObjectNode connector) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(connector.get("name").asText() + ".json"), connector.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
