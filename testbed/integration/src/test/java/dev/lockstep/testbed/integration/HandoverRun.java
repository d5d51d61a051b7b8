/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.handover.Handovers;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.types.Password;

/**
 * What {@code lockstep handover} does with the files of {@code config/}, with only names changed.
 *
 * @param source as it is given on the command line
 * @param folder where the changed files go
 */
record HandoverRun(DatabaseAddress source, ObjectNode bulk, ObjectNode stream, Path folder) {
    private static final Duration WRITERS_BOUND = Duration.ofMinutes(2);

    /**
     * Of the tables of one schema, or of one database of MariaDB, into the topics {@code <id>_src.…}.
     *
     * @param id names connectors, slot and publication
     */
    static HandoverRun of(String id, Sql source, String schema, Path folder) {
        ObjectNode bulk = Migration.file("source-chunked-jdbc.json").put("name", id + "-bulk");
        config(bulk)
                .put("topic.prefix", id + "_src")
                .put("connection.url", source.url())
                .put("table.include.list", schema + "\\..*")
                .put("progress.topic", "lockstep." + id + "_src.progress");
        return new HandoverRun(
                new DatabaseAddress(
                        source.url(),
                        source.server().user(),
                        new Password(source.server().password())),
                bulk,
                stream(id, source, schema),
                folder);
    }

    private static ObjectNode stream(String id, Sql source, String schema) {
        return switch (source.server().kind()) {
            case POSTGRES -> {
                ObjectNode stream = Migration.file("handover-postgres-stream.json");
                config(stream.put("name", id + "-stream"))
                        .put("topic.prefix", id + "_src")
                        .put("database.dbname", source.name())
                        .put("table.include.list", schema + "\\..*")
                        .put("slot.name", id)
                        .put("publication.name", id);
                yield stream;
            }
            case MARIADB -> {
                ObjectNode stream = Migration.file("handover-mariadb-stream.json");
                config(stream.put("name", id + "-stream"))
                        .put("topic.prefix", id + "_src")
                        .put("database.include.list", source.name())
                        .put("database.server.id", Integer.toString(184054 + id.hashCode() % 10_000))
                        .put("schema.history.internal.kafka.topic", id + "_src.schema-history");
                yield stream;
            }
        };
    }

    private static ObjectNode config(ObjectNode connector) {
        return (ObjectNode) connector.get("config");
    }

    /** The same with further settings of the bulk load. */
    HandoverRun loading(Map<String, String> settings) {
        ObjectNode changed = bulk.deepCopy();
        settings.forEach(config(changed)::put);
        return new HandoverRun(source, changed, stream, folder);
    }

    /** To the end; the report is told by the thread that does the work. */
    void run(URI worker, Consumer<String> report) {
        Handovers.run(source, worker, file(bulk), file(stream), WRITERS_BOUND, report);
    }

    private Path file(ObjectNode connector) {
        try {
            return Files.writeString(folder.resolve(connector.get("name").asText() + ".json"), connector.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
