/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConfig.DELETE_ENABLED;
import static dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConfig.DELIVERY;
import static dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConfig.INSERT_MODE;
import static dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConfig.NAME;
import static dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConfig.TABLE_CREATE;
import static dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConfig.TABLE_EVOLVE;
import static dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConfig.TOPIC_PATTERN;

import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.UnknownKeys;
import dev.lockstep.connect.sink.WriteMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/** What is wrong although each setting is fine by itself. Pure; for validation and for the start of a task. */
final class CheckedSinkConfig {
    private final BulkJdbcSinkConfig config;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private CheckedSinkConfig(BulkJdbcSinkConfig config) {
        this.config = config;
    }

    static List<ConfigProblem> problems(BulkJdbcSinkConfig config) {
        CheckedSinkConfig checked = new CheckedSinkConfig(config);
        checked.problems.addAll(TopicRouterConfig.problems(config));
        if (checked.problems.isEmpty()) {
            checked.checkTopics();
        }
        checked.checkName();
        checked.checkMode();
        checked.checkMaking();
        checked.problems.addAll(unknown(config.originals().keySet()));
        return checked.problems;
    }

    static List<ConfigProblem> unknown(Collection<String> keys) {
        return UnknownKeys.SINK.problems(keys, BulkJdbcSinkConfig.DEFINITION.names());
    }

    private void add(String key, String message) {
        problems.add(new ConfigProblem(key, message));
    }

    private void checkTopics() {
        for (String topic : config.topics()) {
            try {
                config.router().route(topic);
            } catch (ConnectException e) {
                add(TOPIC_PATTERN, e.getMessage());
            }
        }
    }

    private void checkName() {
        if (config.offsetTable().isPresent() && config.connectorName().isBlank()) {
            add(NAME, "The connector's name is missing, under which " + DELIVERY + "=exactly-once keeps its offsets");
        }
    }

    private void checkMode() {
        if (config.tableUse().mode() != WriteMode.INSERT) {
            return;
        }
        if (config.offsetTable().isEmpty()) {
            add(
                    INSERT_MODE,
                    "insert needs " + DELIVERY
                            + "=exactly-once: a record that is delivered again would be a second row or"
                            + " a dead letter. Where the offset table is not allowed, use skip-existing");
        }
        if (config.getBoolean(DELETE_ENABLED)) {
            add(
                    DELETE_ENABLED,
                    "With " + INSERT_MODE
                            + "=insert there is no key to delete by. Set it to false if the topics' deletes"
                            + " are to be left out, or choose another mode");
        }
    }

    private void checkMaking() {
        if (config.dialect().makesTables()) {
            return;
        }
        for (String key : List.of(TABLE_CREATE, TABLE_EVOLVE)) {
            if (!config.getString(key).equals("none")) {
                add(
                        key,
                        "Only tables of PostgreSQL can be made from records. Set it to none and make the tables and"
                                + " columns of this target yourself");
            }
        }
    }
}
