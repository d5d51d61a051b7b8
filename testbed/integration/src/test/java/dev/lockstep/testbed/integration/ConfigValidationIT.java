/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the worker's REST API says of a configuration before anything is created. */
class ConfigValidationIT {
    private static final String SINK = "dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConnector";

    private static Stack stack;
    private static Sql target;

    @BeforeAll
    static void prepare() throws SQLException {
        stack = SharedStack.get();
        target = Sql.create(
                stack.target(),
                "validation_target",
                "CREATE TABLE things (id integer PRIMARY KEY)",
                "CREATE TABLE keyless (id integer)");
    }

    @Test
    void goodConfigurationHasNoErrors() {
        assertThat(errors("topics", "validation_src.public.things")).isEmpty();
    }

    @Test
    void missingKeyIsNamed() {
        assertThat(errors("connection.url", null)).containsOnlyKeys("connection.url");
    }

    @Test
    void wrongTypeIsNamed() {
        assertThat(errors("batch.rows", "many")).containsOnlyKeys("batch.rows");
    }

    @Test
    void unknownKeyIsNamedWithTheOneThatWasMeant() {
        assertThat(errors("batch.row", "100"))
                .hasEntrySatisfying(
                        "batch.row",
                        messages -> assertThat(messages).anyMatch(message -> message.contains("batch.rows")));
    }

    @Test
    void unreachableDatabaseIsNamed() {
        assertThat(errors("connection.url", "jdbc:postgresql://127.0.0.1:1/nowhere"))
                .containsOnlyKeys("connection.url");
    }

    @Test
    void tableWithoutKeyIsNamed() {
        assertThat(errors("topics", "validation_src.public.keyless"))
                .hasEntrySatisfying(
                        "topics",
                        messages -> assertThat(messages)
                                .anyMatch(message ->
                                        message.contains("public.keyless") && message.contains("primary key")));
    }

    @Test
    void missingTableIsNamed() {
        assertThat(errors("topics", "validation_src.public.nothing"))
                .hasEntrySatisfying(
                        "topics",
                        messages -> assertThat(messages).anyMatch(message -> message.contains("public.nothing")));
    }

    @Test
    void wrongSettingOfATransformIsNamed() {
        Map<String, String> config = config();
        config.put("transforms", "stamp");
        config.put("transforms.stamp.type", "dev.lockstep.transforms.StampDigest");
        config.put("transforms.stamp.on.unencodable", "ignore");

        assertThat(stack.connect().validate(SINK, config)).containsOnlyKeys("transforms.stamp.on.unencodable");
    }

    /** The errors of a good configuration with one setting changed, or removed when the value is null. */
    private static Map<String, List<String>> errors(String key, String value) {
        Map<String, String> config = config();
        if (value == null) {
            config.remove(key);
        } else {
            config.put(key, value);
        }
        return stack.connect().validate(SINK, config);
    }

    private static Map<String, String> config() {
        ObjectNode file = new Migration(stack, "validation", target, target, "public").sink();
        Map<String, String> config = new TreeMap<>();
        file.get("config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        config.remove("topics.regex");
        config.put("topics", "validation_src.public.things");
        config.put("name", "validation");
        return config;
    }
}
