/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A task on a fake worker. */
final class RunningTask implements AutoCloseable {
    // Each task is a connector of its own, unless a test says that it is one come back.
    private static final AtomicInteger COUNT = new AtomicInteger();

    final FakeSinkTaskContext context;
    private final BulkJdbcSinkTask task = new BulkJdbcSinkTask();

    RunningTask(boolean withReporter, Map<String, String> settings) {
        context = new FakeSinkTaskContext(withReporter);
        task.initialize(context);
        task.start(with(Map.of("name", "test-" + COUNT.incrementAndGet(), "batch.linger.ms", "0"), settings));
    }

    RunningTask(TargetDatabase database, boolean withReporter, Map<String, String> settings) {
        this(withReporter, with(addressOf(database), settings));
    }

    RunningTask(TargetDatabase database) {
        this(database, true, Map.of());
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    private static Map<String, String> addressOf(TargetDatabase database) {
        return Map.of("connection.url", database.url(), "connection.user", "postgres");
    }

    static Map<String, String> settings(TargetDatabase database) {
        return with(Map.of("name", "test", "batch.linger.ms", "0"), addressOf(database));
    }

    void put(SinkRecord... records) {
        put(List.of(records));
    }

    void put(List<SinkRecord> records) {
        records.forEach(record ->
                context.assignment.add(new TopicPartition(record.originalTopic(), record.originalKafkaPartition())));
        putAsAssigned(records);
    }

    /** The offset up to which the worker may commit, when it delivered up to another; -1 for none. */
    long committable(TopicPartition partition, long delivered) {
        OffsetAndMetadata offset = task.preCommit(Map.of(partition, new OffsetAndMetadata(delivered)))
                .get(partition);
        return offset == null ? -1 : offset.offset();
    }

    void putAsAssigned(List<SinkRecord> records) {
        task.put(records);
    }

    @Override
    public void close() {
        task.stop();
    }
}
