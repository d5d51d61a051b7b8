/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.PluginVersion;
import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.OffsetFormatException;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import dev.lockstep.connect.jdbc.source.read.Outages;
import dev.lockstep.connect.jdbc.source.read.SourceDatabase;
import dev.lockstep.connect.jdbc.source.read.TaskTables;
import dev.lockstep.connect.jdbc.source.record.RowRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Reads tables of PostgreSQL, MariaDB, MySQL or SQLite into topics: each in lanes that many tasks share, a page of the key
 * after the other, resumable at every page.
 *
 * <p>Validation and the answers about exactly-once are stateless and thread-safe, as the worker shares one instance for
 * them.
 */
public final class ChunkedJdbcSourceConnector extends SourceConnector implements Versioned {
    private Map<String, String> properties = Map.of();
    private Optional<PlannedTables> tables = Optional.empty();
    private Optional<TableWatch> watch = Optional.empty();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public ConfigDef config() {
        return ChunkedJdbcSourceConfig.DEFINITION;
    }

    @Override
    public Config validate(Map<String, String> settings) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        super.validate(settings).configValues().forEach(value -> values.put(value.name(), value));
        boolean readable =
                values.values().stream().allMatch(value -> value.errorMessages().isEmpty());
        List<ConfigProblem> problems = readable
                ? CheckedSourceConfig.problems(new ChunkedJdbcSourceConfig(settings))
                : SourceKeys.problems(
                        settings.keySet(),
                        ChunkedJdbcSourceConfig.list(settings.getOrDefault(ChunkedJdbcSourceConfig.OVERRIDES, "")));
        for (ConfigProblem problem : problems) {
            // The value of an unknown setting is not repeated: it may be a misspelt password.
            values.computeIfAbsent(
                            problem.key(), key -> new ConfigValue(key, null, new ArrayList<>(), new ArrayList<>()))
                    .addErrorMessage(problem.message());
        }
        return new Config(new ArrayList<>(values.values()));
    }

    @Override
    public void start(Map<String, String> settings) {
        ChunkedJdbcSourceConfig config = new ChunkedJdbcSourceConfig(settings);
        List<ConfigProblem> problems = CheckedSourceConfig.problems(config);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream()
                    .map(problem -> problem.key() + ": " + problem.message())
                    .collect(Collectors.joining("; ")));
        }
        properties = Map.copyOf(settings);
        SourceDatabase database = SourceDatabase.of(config.address());
        PlannedTables planned = new PlannedTables(
                new PlannedTables.Scope(
                        config.topicPrefix(),
                        config.mode(),
                        config.tables(),
                        config::settings,
                        config.pollPace().lag()),
                database,
                new TaskTables(database, RowRecords::of, config::recordSettings),
                context().offsetStorageReader());
        TableWatch watching = new TableWatch(
                database,
                planned,
                config.refreshInterval(),
                new Outages(database.engine(), config.retryTimeout()),
                context(),
                settings.getOrDefault("name", config.topicPrefix()));
        tables = Optional.of(planned);
        watch = Optional.of(watching);
        watching.start();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ChunkedJdbcSourceTask.class;
    }

    /** @throws ConnectException while the tables are being planned; the worker asks again and leaves the tasks alone */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        if (!watch.map(TableWatch::isReady).orElse(false)) {
            throw new ConnectException("The tables are still being planned");
        }
        List<Map<String, String>> configs = new ArrayList<>();
        for (List<TaskShare> shares : tables.orElseThrow().shares(maxTasks)) {
            Map<String, String> config = new LinkedHashMap<>(properties);
            config.put(TaskShare.NUMBER, String.valueOf(configs.size()));
            TaskShare.write(shares, config);
            configs.add(config);
        }
        return configs;
    }

    @Override
    public void stop() {
        watch.ifPresent(TableWatch::close);
        watch = Optional.empty();
    }

    /** What was read is known by offsets alone: a lane's position, or that it is done. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> settings) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> settings) {
        return ConnectorTransactionBoundaries.SUPPORTED;
    }

    /** Takes whatever this connector could have written; null starts a lane, or a plan, anew. */
    @Override
    public boolean alterOffsets(Map<String, String> settings, Map<Map<String, ?>, Map<String, ?>> offsets) {
        String prefix = settings.get(ChunkedJdbcSourceConfig.TOPIC_PREFIX);
        offsets.forEach((partition, offset) -> check(prefix, partition, offset));
        return true;
    }

    private static void check(String prefix, Map<String, ?> map, Map<String, ?> offset) {
        SourcePartition partition = SourcePartition.fromMap(map);
        if (prefix != null && !partition.server().equals(prefix)) {
            throw new ConnectException("The partition's server is \"" + partition.server()
                    + "\", the connector's topic.prefix is \"" + prefix + "\". Use the latter");
        }
        if (offset == null) {
            return;
        }
        try {
            if (partition.lane().equals(SourcePartition.PLAN)) {
                TablePlan.fromOffset(offset);
            } else {
                LaneOffset.fromMap(offset);
            }
        } catch (OffsetFormatException e) {
            throw new ConnectException("Table " + partition.table() + ", " + kind(partition) + ": " + e.getMessage());
        }
    }

    private static String kind(SourcePartition partition) {
        return switch (partition.lane()) {
            case SourcePartition.PLAN, SourcePartition.POLL -> partition.lane();
            default -> "a lane";
        };
    }
}
