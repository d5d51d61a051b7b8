/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * As much of a worker as a source needs: it keeps the offsets of what was sent, and what is killed leaves those of what was
 * committed. Tasks are polled one after the other on the test's thread.
 */
public final class FakeSourceWorker implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Map<String, String> config;
    private final int tasksMax;
    private final Map<Map<String, ?>, Map<String, Object>> offsets = new ConcurrentHashMap<>();
    private final List<SourceRecord> records = new ArrayList<>();
    private final List<SourceRecord> progress = new ArrayList<>();
    private final AtomicInteger reconfigurations = new AtomicInteger();
    private final AtomicReference<Exception> raised = new AtomicReference<>();
    private final OffsetStorageReader reader = new Reader();
    private final Map<ChunkedJdbcSourceTask, TaskSide> sides = new HashMap<>();
    private List<ChunkedJdbcSourceTask> tasks = List.of();
    private ChunkedJdbcSourceConnector connector;
    private Predicate<SourceRecord> filter = row -> true;
    private boolean transactional;
    private boolean withPluginMetrics = true;

    public FakeSourceWorker(Map<String, String> config, int tasksMax) {
        this.config = new HashMap<>(config);
        this.tasksMax = tasksMax;
    }

    /** The same offsets, as after a restart. */
    FakeSourceWorker restarted(Map<String, String> changes, int newTasksMax) {
        Map<String, String> changed = new HashMap<>(config);
        changed.putAll(changes);
        FakeSourceWorker worker = new FakeSourceWorker(changed, newTasksMax);
        worker.offsets.putAll(offsets);
        return worker;
    }

    /** A transform that drops rows: their offsets are lost with them. */
    FakeSourceWorker dropping(Predicate<SourceRecord> dropped) {
        filter = dropped.negate();
        return this;
    }

    /** Exactly once: what was not committed was never sent. */
    FakeSourceWorker inTransactions() {
        transactional = true;
        return this;
    }

    /** A worker before 4.1, which has no metrics for plugins. */
    FakeSourceWorker ofOldVersion() {
        withPluginMetrics = false;
        return this;
    }

    public FakeSourceWorker start() {
        connector = new ChunkedJdbcSourceConnector();
        connector.initialize(new ConnectorSide());
        connector.start(config);
        startTasks();
        return this;
    }

    /** Starts the tasks anew, as the worker does when the connector asks for it. */
    void startTasks() {
        tasks.forEach(ChunkedJdbcSourceTask::stop);
        tasks = new ArrayList<>();
        sides.clear();
        for (Map<String, String> taskConfig : taskConfigs()) {
            ChunkedJdbcSourceTask task = new ChunkedJdbcSourceTask();
            TaskSide side = new TaskSide(taskConfig);
            sides.put(task, side);
            task.initialize(side);
            task.start(taskConfig);
            tasks.add(task);
        }
    }

    List<Map<String, String>> taskConfigs() {
        return connector.taskConfigs(tasksMax);
    }

    ChunkedJdbcSourceConnector connector() {
        return connector;
    }

    List<ChunkedJdbcSourceTask> tasks() {
        return tasks;
    }

    int reconfigurations() {
        return reconfigurations.get();
    }

    Exception raised() {
        return raised.get();
    }

    Map<Map<String, ?>, Map<String, Object>> offsets() {
        return offsets;
    }

    /** What the tasks publish under a name, all added up. */
    long metric(String name) {
        return sides.values().stream()
                .mapToLong(side -> side.metrics.read().get(name))
                .sum();
    }

    /** The names of all metrics that are published now. */
    Set<String> metrics() {
        return sides.values().stream()
                .flatMap(side -> side.metrics.read().keySet().stream())
                .collect(Collectors.toSet());
    }

    /** All rows sent so far. */
    public List<SourceRecord> records() {
        return records;
    }

    List<SourceRecord> progress() {
        return progress;
    }

    /** Waits without polling. */
    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not so within " + LIMIT);
            }
            Thread.onSpinWait();
        }
    }

    /** Polls every task in turn, and commits, until it is so. */
    public void pollUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not so within " + LIMIT + "; " + records.size() + " rows came");
            }
            pollOnce();
        }
    }

    void pollFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            pollOnce();
        }
    }

    private void pollOnce() {
        for (ChunkedJdbcSourceTask task : tasks) {
            try {
                List<SourceRecord> batch = task.poll();
                if (batch != null) {
                    batch.forEach(transactional ? sides.get(task)::send : this::send);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Polls until all lanes have said that they are done. */
    public void pollToEnd() {
        pollUntil(this::isAtEnd);
    }

    /** Whether all lanes have said that they are done. */
    boolean isAtEnd() {
        return lanes().stream().allMatch(done -> done);
    }

    /** Whether each lane of all tables is done. */
    private List<Boolean> lanes() {
        List<Boolean> lanes = new ArrayList<>();
        taskConfigs()
                .forEach(taskConfig -> TaskShare.read(taskConfig)
                        .forEach(share -> share.lanes().forEach(lane -> {
                            String text = share.plan().lanes().get(lane).text();
                            lanes.add(offsets.entrySet().stream()
                                    .anyMatch(entry -> text.equals(
                                                    entry.getKey().get("lane"))
                                            && share.table()
                                                    .table()
                                                    .equals(entry.getKey().get("table"))
                                            && Boolean.TRUE.equals(
                                                    entry.getValue().get("done"))));
                        })));
        return lanes;
    }

    private void send(SourceRecord record) {
        boolean isProgress = record.topic().endsWith(".progress");
        if (!isProgress && !filter.test(record)) {
            return;
        }
        (isProgress ? progress : records).add(record);
        offsets.put(new LinkedHashMap<>(record.sourcePartition()), new LinkedHashMap<>(record.sourceOffset()));
    }

    /** A field of the rows that came, in order of arrival. */
    List<String> values(String topic, String field) {
        return records.stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> String.valueOf(row(record).get(field)))
                .toList();
    }

    static Struct row(SourceRecord record) {
        Struct value = (Struct) record.value();
        return value.schema().field("after") == null ? value : value.getStruct("after");
    }

    /** Ends it without a word; what readers have read and tasks have not sent is forgotten. */
    void kill() {
        tasks.forEach(ChunkedJdbcSourceTask::stop);
        tasks = List.of();
        if (connector != null) {
            connector.stop();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private final class Reader implements OffsetStorageReader {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return offsets.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
            partitions.forEach(partition -> {
                if (offsets.containsKey(partition)) {
                    found.put(partition, offsets.get(partition));
                }
            });
            return found;
        }
    }

    private final class ConnectorSide implements SourceConnectorContext {
        @Override
        public OffsetStorageReader offsetStorageReader() {
            return reader;
        }

        @Override
        public void requestTaskReconfiguration() {
            reconfigurations.incrementAndGet();
        }

        @Override
        public void raiseError(Exception e) {
            raised.set(e);
        }

        @Override
        public PluginMetrics pluginMetrics() {
            return null;
        }
    }

    private static final class Transactions implements TransactionContext {
        private final Set<SourceRecord> ends = Collections.newSetFromMap(new IdentityHashMap<>());

        boolean commitsAt(SourceRecord record) {
            return ends.remove(record);
        }

        @Override
        public void commitTransaction() {
            throw new AssertionError("Only whole chunks are committed");
        }

        @Override
        public void commitTransaction(SourceRecord record) {
            ends.add(record);
        }

        @Override
        public void abortTransaction() {
            throw new AssertionError("Nothing is sent in vain");
        }

        @Override
        public void abortTransaction(SourceRecord record) {
            throw new AssertionError("Nothing is sent in vain");
        }
    }

    private record TaskConfigs(Map<String, String> values) {}

    private final class TaskSide implements SourceTaskContext {
        private final TaskConfigs configs;
        private final Transactions transactions = new Transactions();
        private final List<SourceRecord> open = new ArrayList<>();
        private final FakePluginMetrics metrics = new FakePluginMetrics();

        TaskSide(Map<String, String> values) {
            this.configs = new TaskConfigs(values);
        }

        @Override
        public Map<String, String> configs() {
            return configs.values();
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return reader;
        }

        @Override
        public TransactionContext transactionContext() {
            return transactional ? transactions : null;
        }

        private void send(SourceRecord record) {
            open.add(record);
            if (transactions.commitsAt(record)) {
                open.forEach(FakeSourceWorker.this::send);
                open.clear();
            }
        }

        @Override
        public PluginMetrics pluginMetrics() {
            if (!withPluginMetrics) {
                throw new NoSuchMethodError("as on a worker before 4.1");
            }
            return metrics;
        }
    }
}
