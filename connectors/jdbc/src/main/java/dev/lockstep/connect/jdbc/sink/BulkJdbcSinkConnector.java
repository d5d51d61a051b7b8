/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.PluginVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Writes topics into the tables of a PostgreSQL database: upserts and deletes by primary key, in sets.
 *
 * <p>Each record counts once, by offsets kept in the target's own transactions; or, where that is not wanted, at least once
 * with idempotent writes, so that the target converges to the topics' last word on each row. Validation is stateless and thread-safe, as the worker shares one instance for it.
 */
public final class BulkJdbcSinkConnector extends SinkConnector implements Versioned {
    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public ConfigDef config() {
        return BulkJdbcSinkConfig.DEFINITION;
    }

    @Override
    public Config validate(Map<String, String> properties) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        super.validate(properties).configValues().forEach(value -> values.put(value.name(), value));
        boolean readable =
                values.values().stream().allMatch(value -> value.errorMessages().isEmpty());
        for (ConfigProblem problem : readable
                ? problems(new BulkJdbcSinkConfig(properties))
                : CheckedSinkConfig.unknown(properties.keySet())) {
            values.computeIfAbsent(problem.key(), key -> foreignValue(key, properties))
                    .addErrorMessage(problem.message());
        }
        return new Config(new ArrayList<>(values.values()));
    }

    private static List<ConfigProblem> problems(BulkJdbcSinkConfig config) {
        List<ConfigProblem> problems = CheckedSinkConfig.problems(config);
        return problems.isEmpty() && config.validateConnection()
                ? new ConnectionCheck(config.tableUse(), config.offsetTable())
                        .problems(config.address(), config.router(), config.topics())
                : problems;
    }

    // The value of an unknown setting is not repeated: it may be a misspelt password. That of `topics`, a setting of
    // the runtime, must be of the type the runtime gives it.
    private static ConfigValue foreignValue(String key, Map<String, String> properties) {
        Object value = key.equals(SinkConnector.TOPICS_CONFIG)
                ? ConfigDef.parseType(key, properties.get(key), ConfigDef.Type.LIST)
                : null;
        return new ConfigValue(key, value, new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public void start(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return BulkJdbcSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    /**
     * Moves the offsets that the target keeps, so that they agree with those of the consumer group, which the worker moves
     * next. Doing it twice does no harm.
     */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset != null && offset < 0) {
                throw new ConnectException("Offset " + offset + " of partition " + partition
                        + " is negative. Give the offset of the next record to write, or null to start anew");
            }
        });
        BulkJdbcSinkConfig config = new BulkJdbcSinkConfig(properties);
        if (!offsets.isEmpty()) {
            config.offsetTable().ifPresent(sql -> {
                JdbcSession session = new JdbcSession(new Connections(), config.address());
                try {
                    new JdbcOffsetLedger(session, sql, config.connectorName()).alter(offsets);
                } finally {
                    session.drop();
                }
            });
        }
        return true;
    }

    @Override
    public void stop() {
        properties = Map.of();
    }
}
