/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.plugin.PluginVersion;
import dev.lockstep.connect.metrics.TaskGauge;
import dev.lockstep.connect.metrics.TaskMetrics;
import dev.lockstep.connect.observe.DataKeys;
import dev.lockstep.connect.observe.GroupPositions;
import dev.lockstep.connect.observe.KafkaTopics;
import dev.lockstep.connect.observe.Pace;
import dev.lockstep.connect.observe.SourceOffsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adapts the worker's lifecycle to a {@link StartedObserver}. */
public final class JdbcObserverTask extends SourceTask {
    private static final Logger log = LoggerFactory.getLogger(JdbcObserverTask.class);

    /** Of all settings that the connector adds for its tasks. */
    private static final String PREFIX = "task.";

    static final String NUMBER = PREFIX + "number";
    static final String TOPICS = PREFIX + "topics";

    private Optional<StartedObserver> started = Optional.empty();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        Map<String, String> own = new HashMap<>(properties);
        own.keySet().removeIf(key -> key.startsWith(PREFIX) && !key.equals("task.class"));
        JdbcObserverConfig config = JdbcObserverConnector.checked(own);
        String connector = properties.getOrDefault("name", config.observationsTopic());
        String number = properties.getOrDefault(NUMBER, "0");
        List<String> topics = Arrays.asList(properties.get(TOPICS).split(","));
        KafkaTopics kafka = KafkaTopics.connect(config.clientSettings());
        ObserverSessions sessions = new ObserverSessions(config.address());
        BoundedReads reads = reads(config, kafka, sessions);
        try {
            ObserverStart start =
                    new ObserverStart(run(config, sessions, reads, connector + "-" + number, topics), kafka);
            StartedObserver observer = start.start(context.offsetStorageReader());
            observer.publish(TaskMetrics.publish(context, connector, gauges(start.counters(), observer)));
            started = Optional.of(observer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("The task was interrupted while it started");
        } finally {
            if (started.isEmpty()) {
                reads.close();
                kafka.close();
            }
        }
        log.info("Started, version {}, {} data topics", version(), topics.size());
    }

    private static ObserverStart.Run run(
            JdbcObserverConfig config,
            ObserverSessions sessions,
            BoundedReads reads,
            String name,
            List<String> topics) {
        return new ObserverStart.Run(
                name,
                topics,
                config.observationsTopic(),
                config.mode(),
                sessions,
                new ObservedTables(
                        sessions.engine(),
                        config.dialect(),
                        config.router(),
                        config.digesting(),
                        config.addedColumns()),
                reads,
                new ObserverStart.Scanning(
                        config.interval(),
                        config.mostBehind(),
                        new Pace(config.rowsPerSecond(), System::nanoTime),
                        config.lanes(),
                        config.pageRows(),
                        config.readers()),
                new ObserverStart.KeySource(
                        () -> DataKeys.connect(config.clientSettings()),
                        config.mode().follows() ? config.keyConverter() : null,
                        config.dialect().mappings(CountUnit.NONE),
                        config.fromBeginning()),
                config.retryTimeout(),
                InstantSource.system());
    }

    private static BoundedReads reads(JdbcObserverConfig config, KafkaTopics kafka, ObserverSessions sessions) {
        if (config.auditConnector().isPresent()) {
            String capture = config.auditConnector().get();
            return new AuditReads(
                    sessions.audited(kafka),
                    kafka,
                    SourceOffsets.connect(config.clientSettings(), config.auditOffsetsTopic(), capture),
                    capture);
        }
        return config.offsetsTable()
                .<BoundedReads>map(table -> new LedgerReads(
                        sessions.snapshots(),
                        config.dialect().offsetTable(table),
                        table,
                        config.moverConnector(),
                        kafka))
                .orElseGet(() -> new OutsideReads(
                        sessions.snapshots(),
                        new GroupPositions(kafka, config.moverGroup().orElseThrow())));
    }

    private static List<TaskGauge> gauges(ObserverCounters counters, StartedObserver observer) {
        return List.of(
                new TaskGauge(
                        "rows-total", "Rows observed since the task started, absent ones included", counters::rows),
                new TaskGauge("unknown-total", "Rows of them whose content could not be told", counters::unknown),
                new TaskGauge("pages-total", "Pages sent", counters::pages),
                new TaskGauge("epochs-total", "Scans of a table that have ended", counters::epochs),
                new TaskGauge("followed-keys-total", "Keys that were looked up behind the data topics", counters::keys),
                new TaskGauge(
                        "keyless-records-total", "Records of the data topics that have no key", counters::withoutKey),
                new TaskGauge("retries-total", "Outages after which a reading was tried again", counters::retries),
                new TaskGauge("queue-records", "What is read and not yet taken by the worker", observer::queued));
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        return started.orElseThrow(() -> new ConnectException("A task was polled that was not started"))
                .poll();
    }

    @Override
    public void stop() {
        started.ifPresent(StartedObserver::close);
        started = Optional.empty();
        log.info("Stopped");
    }
}
