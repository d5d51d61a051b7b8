/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.mover;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.faults.corpus.MoverKind;
import dev.lockstep.testbed.faults.corpus.SinkHabit;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debezium's JDBC sink, which tells where it is by the offsets of its consumer group alone. */
public record DebeziumMover() implements Mover {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONVERTER = "dev.lockstep.connect.json.StreamedJsonConverter";

    @Override
    public MoverKind kind() {
        return MoverKind.DEBEZIUM;
    }

    @Override
    public String title() {
        return "Debezium's JDBC sink";
    }

    @Override
    public List<Path> plugins(Layout layout) {
        return List.of(layout.debeziumJdbcPlugin());
    }

    /** The driver leaves the type of texts to the server, or addresses would not go into their column. */
    @Override
    public ObjectNode connector(Path config) {
        ObjectNode connector = JSON.createObjectNode().put("name", NAME);
        connector
                .putObject("config")
                .put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector")
                .put("tasks.max", "2")
                .put("topics.regex", "src\\.faults\\..*")
                .put("connection.url", "${env:LOCKSTEP_TARGET_URL}?stringtype=unspecified")
                .put("connection.username", "${env:LOCKSTEP_TARGET_USER}")
                .put("connection.password", "${env:LOCKSTEP_TARGET_PASSWORD}")
                .put("collection.name.format", "${source.schema}.${source.table}")
                .put("insert.mode", "upsert")
                .put("primary.key.mode", "record_key")
                .put("delete.enabled", "true")
                .put("schema.evolution", "none")
                .put("use.time.zone", "UTC")
                .put("key.converter", CONVERTER)
                .put("key.converter.schemas.enable", "true")
                .put("value.converter", CONVERTER)
                .put("value.converter.schemas.enable", "true")
                .put("value.converter.replace.null.with.default", "false")
                .put("consumer.override.fetch.max.wait.ms", "100")
                .put("consumer.override.metadata.max.age.ms", "2000");
        return connector;
    }

    @Override
    public Map<String, String> settings(SinkHabit habit) {
        return switch (habit) {
            case USUAL -> Map.of();
            case WITHOUT_DELETES -> Map.of("delete.enabled", "false");
            case UPDATES_ONLY -> Map.of("insert.mode", "update");
            case SKIPS_EXISTING ->
                throw new IllegalArgumentException("Debezium's JDBC sink stops at a row that is there");
        };
    }

    @Override
    public MoverPositions positions(Stack stack) {
        return new GroupPositions(stack.bootstrapServers());
    }

    @Override
    public Map<String, String> observerSettings() {
        return Map.of("mover.group", GROUP);
    }
}
