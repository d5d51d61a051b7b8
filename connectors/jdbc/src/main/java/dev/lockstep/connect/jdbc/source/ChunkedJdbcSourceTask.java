/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.PluginVersion;
import dev.lockstep.connect.jdbc.source.StartedChunkedSource.TaskParts;
import dev.lockstep.connect.jdbc.source.read.ReadCounters;
import dev.lockstep.connect.jdbc.source.read.SourceDatabase;
import dev.lockstep.connect.jdbc.source.read.TaskTables;
import dev.lockstep.connect.jdbc.source.record.RowRecords;
import dev.lockstep.connect.metrics.TaskGauge;
import dev.lockstep.connect.metrics.TaskMetrics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adapts the worker's lifecycle to a {@link StartedChunkedSource}. */
public final class ChunkedJdbcSourceTask extends SourceTask {
    private static final Logger log = LoggerFactory.getLogger(ChunkedJdbcSourceTask.class);

    private Optional<StartedChunkedSource> started = Optional.empty();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        Map<String, String> own = new HashMap<>(properties);
        own.keySet().removeIf(key -> key.startsWith(TaskShare.PREFIX) && !key.equals("task.class"));
        ChunkedJdbcSourceConfig config = new ChunkedJdbcSourceConfig(own);
        List<ConfigProblem> problems = CheckedSourceConfig.problems(config);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream()
                    .map(problem -> problem.key() + ": " + problem.message())
                    .collect(Collectors.joining("; ")));
        }
        String connector = properties.getOrDefault("name", config.topicPrefix());
        String number = properties.getOrDefault(TaskShare.NUMBER, "0");
        InstantSource clock = InstantSource.system();
        TaskStart start = new TaskStart(run(config, connector + "-" + number), context.offsetStorageReader(), clock);
        TaskParts parts = start.start(TaskShare.read(properties), context.offsetStorageReader());
        TaskMetrics metrics = TaskMetrics.publish(context, connector, gauges(parts, start.counters()));
        Transactions transactions = new Transactions(context.transactionContext(), clock);
        started = Optional.of(new StartedChunkedSource(parts, transactions, metrics, clock));
        log.info("Started, version {}, {} lanes", version(), parts.lanes().totalLanes());
    }

    private static SourceRun run(ChunkedJdbcSourceConfig config, String name) {
        SourceDatabase database = SourceDatabase.of(config.address());
        return new SourceRun(
                name,
                config.topicPrefix(),
                config.progressTopic(),
                config.mode(),
                database,
                new TaskTables(database, RowRecords::of, config::recordSettings),
                config::settings,
                config.readers(),
                config.queueBytes(),
                config.retryTimeout(),
                config.pollPace());
    }

    private static List<TaskGauge> gauges(TaskParts parts, ReadCounters counters) {
        return List.of(
                new TaskGauge("rows-total", "Rows read since the task started", counters::rows),
                new TaskGauge("bytes-total", "About how much memory those rows took", counters::bytes),
                new TaskGauge("pages-total", "Pages read", counters::pages),
                new TaskGauge("retries-total", "Outages after which a page was tried again", counters::retries),
                new TaskGauge("lanes-done", "Lanes of this task that are read", parts.lanes()::doneLanes),
                new TaskGauge("lanes-total", "Lanes of this task", parts.lanes()::totalLanes),
                new TaskGauge("queue-bytes", "What is read and not yet taken by the worker", parts.queue()::bytes));
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        return started.orElseThrow(() -> new ConnectException("A task was polled that was not started"))
                .poll();
    }

    @Override
    public void stop() {
        started.ifPresent(StartedChunkedSource::close);
        started = Optional.empty();
        log.info("Stopped");
    }
}
