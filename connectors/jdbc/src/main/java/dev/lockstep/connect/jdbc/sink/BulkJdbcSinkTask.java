/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.PluginVersion;
import dev.lockstep.connect.metrics.TaskMetrics;
import dev.lockstep.connect.sink.OffsetLedger;
import dev.lockstep.connect.sink.StartedSink;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adapts the worker's lifecycle to a {@link StartedSink}. */
public final class BulkJdbcSinkTask extends SinkTask {
    private static final Logger log = LoggerFactory.getLogger(BulkJdbcSinkTask.class);

    private Optional<StartedSink<JdbcChange>> started = Optional.empty();
    private Optional<TaskMetrics> metrics = Optional.empty();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        BulkJdbcSinkConfig config = new BulkJdbcSinkConfig(properties);
        List<ConfigProblem> problems = CheckedSinkConfig.problems(config);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream()
                    .map(problem -> problem.key() + ": " + problem.message())
                    .collect(Collectors.joining("; ")));
        }
        Clock clock = Clock.systemUTC();
        JdbcSession session = new JdbcSession(new Connections(), config.address());
        String connector = config.connectorName();
        Optional<OffsetLedger> ledger = config.offsetTable().map(sql -> new JdbcOffsetLedger(session, sql, connector));
        JdbcTargetStore store = new JdbcTargetStore(session, config.router(), config.tableUse(), clock);
        StartedSink<JdbcChange> sink = new StartedSink<>(store, ledger, context, config.sinkSettings(), clock);
        metrics = Optional.of(TaskMetrics.publish(context, connector, sink.gauges()));
        started = Optional.of(sink);
        log.info("Started, version {}", version());
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        sink().put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> delivered) {
        return sink().preCommit(delivered);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        started.ifPresent(sink -> sink.closePartitions(partitions));
    }

    private StartedSink<JdbcChange> sink() {
        return started.orElseThrow(() -> new ConnectException("The worker called a task that was not started"));
    }

    @Override
    public void stop() {
        started.ifPresent(StartedSink::close);
        started = Optional.empty();
        metrics.ifPresent(TaskMetrics::close);
        metrics = Optional.empty();
        log.info("Stopped");
    }
}
