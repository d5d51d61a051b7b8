/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.PluginVersion;
import dev.lockstep.connect.jdbc.sink.TopicRouter;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.FollowedOffset;
import dev.lockstep.connect.observe.KafkaTopics;
import dev.lockstep.connect.observe.LaneProgress;
import dev.lockstep.connect.observe.ObserverPartition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Reads the tables of data topics back from PostgreSQL, MariaDB, MySQL or SQLite and says what they hold, with the position
 * of the mover at which they held it: in scans of whole tables, and row by row behind the data topics.
 *
 * <p>A table is one task's, with all its lanes; see {@link TableScan} for why. Validation and the answers about exactly-once
 * are stateless and thread-safe, as the worker shares one instance for them.
 */
public final class JdbcObserverConnector extends SourceConnector implements Versioned {
    private static final Duration LOOK = Duration.ofSeconds(30);

    private Map<String, String> properties = Map.of();
    private List<String> topics = List.of();
    private Optional<KafkaTopics> kafka = Optional.empty();
    private Optional<TopicWatch> watch = Optional.empty();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public ConfigDef config() {
        return JdbcObserverConfig.DEFINITION;
    }

    @Override
    public Config validate(Map<String, String> settings) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        super.validate(settings).configValues().forEach(value -> values.put(value.name(), value));
        boolean readable =
                values.values().stream().allMatch(value -> value.errorMessages().isEmpty());
        List<ConfigProblem> problems = readable
                ? CheckedObserverConfig.problems(new JdbcObserverConfig(settings))
                : CheckedObserverConfig.unknown(settings.keySet());
        for (ConfigProblem problem : problems) {
            // The value of an unknown setting is not repeated: it may be a misspelt password.
            values.computeIfAbsent(
                            problem.key(), key -> new ConfigValue(key, null, new ArrayList<>(), new ArrayList<>()))
                    .addErrorMessage(problem.message());
        }
        return new Config(new ArrayList<>(values.values()));
    }

    /** @throws ConnectException when a data topic does not exist, or none matches */
    @Override
    public void start(Map<String, String> settings) {
        JdbcObserverConfig config = checked(settings);
        properties = Map.copyOf(settings);
        KafkaTopics asked = KafkaTopics.connect(config.clientSettings());
        kafka = Optional.of(asked);
        try {
            topics = topics(config, asked);
            // Before any task needs to know how many partitions it has.
            var unused = asked.findOrMake(config.observationsTopic());
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new ConnectException("The connector was interrupted while it looked for the data topics");
        } catch (ConnectException e) {
            stop();
            throw e;
        }
        if (config.topicsPattern().isPresent()) {
            ObserverSessions sessions = new ObserverSessions(config.address());
            watch = Optional.of(new TopicWatch(
                    topics,
                    known -> withTables(config, sessions, known, topics(config, asked)),
                    () -> context().requestTaskReconfiguration(),
                    LOOK));
        }
    }

    /** A topic may come before its table, which the sink makes: it is observed once it has one. */
    private static List<String> withTables(
            JdbcObserverConfig config, ObserverSessions sessions, Set<String> known, List<String> found)
            throws SQLException, InterruptedException {
        if (known.containsAll(found)) {
            return found;
        }
        TopicRouter router = config.router();
        List<String> observed = new ArrayList<>();
        try (Session session = sessions.open()) {
            for (String topic : found) {
                if (known.contains(topic) || sessions.has(session, router.route(topic))) {
                    observed.add(topic);
                }
            }
        }
        return observed;
    }

    static JdbcObserverConfig checked(Map<String, String> settings) {
        JdbcObserverConfig config = new JdbcObserverConfig(settings);
        List<ConfigProblem> problems = CheckedObserverConfig.problems(config);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream()
                    .map(problem -> problem.key() + ": " + problem.message())
                    .collect(Collectors.joining("; ")));
        }
        return config;
    }

    private static List<String> topics(JdbcObserverConfig config, KafkaTopics kafka) throws InterruptedException {
        for (String topic : config.topics()) {
            var unused = kafka.partitions(topic);
        }
        if (config.topicsPattern().isEmpty()) {
            return config.topics();
        }
        List<String> found = kafka.names().stream()
                .filter(topic -> config.topicsPattern().get().matcher(topic).matches())
                .filter(topic -> !topic.equals(config.observationsTopic()))
                .toList();
        if (found.isEmpty()) {
            throw new ConnectException("No topic matches " + JdbcObserverConfig.TOPICS_REGEX
                    + ". Check it, or start what fills the data topics first");
        }
        return found;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return JdbcObserverTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<String> observed = watch.map(TopicWatch::topics).orElse(topics);
        int tasks = Math.min(maxTasks, observed.size());
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<String> share = new ArrayList<>();
            for (int topic = task; topic < observed.size(); topic += tasks) {
                share.add(observed.get(topic));
            }
            Map<String, String> config = new LinkedHashMap<>(properties);
            config.put(JdbcObserverTask.NUMBER, String.valueOf(task));
            config.put(JdbcObserverTask.TOPICS, String.join(",", share));
            configs.add(config);
        }
        return configs;
    }

    @Override
    public void stop() {
        watch.ifPresent(TopicWatch::close);
        watch = Optional.empty();
        kafka.ifPresent(KafkaTopics::close);
        kafka = Optional.empty();
        topics = List.of();
    }

    /** What was seen is known by offsets alone; seen twice is as true as seen once. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> settings) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** Takes whatever this connector could have written; null begins a lane, or the following of a partition, anew. */
    @Override
    public boolean alterOffsets(Map<String, String> settings, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach((map, offset) -> {
            ObserverPartition partition = ObserverPartition.fromMap(map);
            if (offset != null && partition.kind() == ObserverPartition.Kind.LANE) {
                // The plan in it is of the store's words.
                var unused = TableScan.decode(LaneProgress.fromMap(offset).plan());
            } else if (offset != null) {
                var unused = FollowedOffset.fromMap(offset);
            }
        });
        return true;
    }
}
