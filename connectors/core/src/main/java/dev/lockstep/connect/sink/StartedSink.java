/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * A running sink task: takes batches from the worker and has its store write them. Owned by the task's thread.
 *
 * <p>When {@link #put} returns, every record it was given is durable in the target or in the dead letter queue, and
 * nothing is kept for later. The worker may therefore commit the offsets it delivered (the default of
 * {@code preCommit}), and closing a partition has nothing to flush or to drop. A batch that is delivered again writes
 * the same rows again.
 *
 * @param <C> what the store makes of a record
 */
public final class StartedSink<C extends BoundChange> implements AutoCloseable {
    private final TargetStore<C> store;
    private final SinkTaskContext context;
    private final int batchRows;
    private final RetryBudget retries;
    private final ErrantRecords errantRecords;
    private final SinkSummary summary;

    public StartedSink(TargetStore<C> store, SinkTaskContext context, SinkSettings settings, Clock clock) {
        this.store = store;
        this.context = context;
        this.batchRows = settings.batchRows();
        this.retries = new RetryBudget(
                settings.retryTimeout(),
                settings.retryBackoff(),
                clock,
                () -> ThreadLocalRandom.current().nextDouble());
        this.errantRecords = new ErrantRecords(context.errantRecordReporter());
        this.summary = new SinkSummary(clock);
    }

    /**
     * Writes a batch.
     *
     * @throws RetriableException when the target is unavailable; the same batch is to be delivered again
     * @throws ConnectException when the task must stop
     */
    public void put(Collection<SinkRecord> records) {
        List<SinkRecord> ours = assigned(records);
        List<Refusal> refusals = ours.isEmpty() ? List.of() : write(ours);
        errantRecords.report(refusals);
        summary.add(ours.size(), refusals.size(), records.size() - ours.size());
    }

    // A batch that waits for a retry is purged by the topic name after transforms when partitions are lost, so rows of
    // a partition that another task now owns can come back under a renamed topic.
    private List<SinkRecord> assigned(Collection<SinkRecord> records) {
        Set<TopicPartition> assignment = context.assignment();
        List<SinkRecord> ours = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            if (assignment.contains(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()))) {
                ours.add(record);
            }
        }
        return ours;
    }

    private List<Refusal> write(List<SinkRecord> records) {
        try {
            List<Refusal> refusals = new ArrayList<>();
            List<C> changes = bind(records, refusals);
            if (!changes.isEmpty()) {
                try (TargetWriter<C> writer = store.begin()) {
                    refusals.addAll(new TransactionalWrite<>(writer, changes).run(batchRows));
                    writer.commit();
                }
            }
            retries.reset();
            return refusals;
        } catch (TargetUnavailableException e) {
            store.reset();
            throw retryOrGiveUp(e);
        }
    }

    private List<C> bind(List<SinkRecord> records, List<Refusal> refusals) {
        List<C> changes = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            try {
                changes.add(store.bind(record));
            } catch (DataException e) {
                refusals.add(new Refusal(record, e.getMessage()));
            }
        }
        return changes;
    }

    // Without a timeout of our own the worker waits for its next offset commit, up to a minute.
    private ConnectException retryOrGiveUp(TargetUnavailableException outage) {
        Optional<Duration> delay = retries.nextDelay();
        if (delay.isEmpty()) {
            return new ConnectException(outage.getMessage() + ". Gave up after " + retries.failures()
                    + " tries; restart the task when the target is back, or raise retry.timeout.ms");
        }
        context.timeout(delay.get().toMillis());
        return new RetriableException(
                outage.getMessage() + ". Trying again in " + delay.get().toMillis() + " ms");
    }

    @Override
    public void close() {
        summary.flush();
        store.close();
    }
}
