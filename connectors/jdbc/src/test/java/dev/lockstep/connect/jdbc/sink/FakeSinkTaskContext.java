/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A worker's side of a task that remembers what it was asked. */
final class FakeSinkTaskContext implements SinkTaskContext {
    record Report(SinkRecord record, Throwable error) {}

    final Set<TopicPartition> assignment = new HashSet<>();
    final List<Report> reports = new ArrayList<>();
    final List<Long> timeouts = new ArrayList<>();
    final Map<TopicPartition, Long> seeks = new HashMap<>();
    int commitRequests;
    private final boolean withReporter;

    FakeSinkTaskContext(boolean withReporter) {
        this.withReporter = withReporter;
    }

    List<SinkRecord> reportedRecords() {
        return reports.stream().map(Report::record).toList();
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public Set<TopicPartition> assignment() {
        return assignment;
    }

    @Override
    public void timeout(long timeoutMs) {
        timeouts.add(timeoutMs);
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return withReporter
                ? (record, error) -> {
                    reports.add(new Report(record, error));
                    return CompletableFuture.completedFuture(null);
                }
                : null;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        seeks.put(partition, offset);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume(TopicPartition... partitions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void requestCommit() {
        commitRequests++;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new NoSuchMethodError("as on a worker before 4.1");
    }
}
