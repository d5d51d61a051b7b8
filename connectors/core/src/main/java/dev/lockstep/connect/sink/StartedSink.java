/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import dev.lockstep.connect.metrics.TaskGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * A running sink task: gathers records over deliveries and has its store write them. Owned by the task's thread.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>(A) an offset is given to the worker for commit only when every record before it is settled: durable in the
 *       target, or in the dead letter queue, or left out by a setting;
 *   <li>(B) with a ledger, a record is settled in the very transaction that moves its partition's position past it, and
 *       never twice; a dead letter is durable before that transaction is committed;
 *   <li>(C) an outage settles nothing: records taken in earlier deliveries stay gathered, those of the delivery at hand
 *       are given back by the exception and come again;
 *   <li>(D) what is gathered never exceeds the limits by more than one record, and stays unwritten for no longer than the
 *       linger while the target is there.
 * </ul>
 *
 * @param <C> what the store makes of a record
 */
public final class StartedSink<C extends BoundChange> implements AutoCloseable {
    private final TargetStore<C> store;
    private final Optional<LedgerPositions> positions;
    private final SinkTaskContext context;
    private final SinkSettings settings;
    private final Clock clock;
    private final RetryBudget retries;
    private final ErrantRecords errantRecords;
    private final RecordIntake<C> intake;
    private final SinkSummary summary;
    private final SinkMetrics metrics = new SinkMetrics();
    private final ChangeBuffer<C> buffer = new ChangeBuffer<>();

    /** Offsets after what the delivery at hand already settled, in case the worker delivers it again. */
    private final Map<TopicPartition, Long> settledOfDelivery = new HashMap<>();

    private Instant oldest;
    private int takenBefore;
    private boolean deliveredAgain;
    private boolean stale;

    /** @param ledger empty for delivery at least once */
    public StartedSink(
            TargetStore<C> store,
            Optional<OffsetLedger> ledger,
            SinkTaskContext context,
            SinkSettings settings,
            Clock clock) {
        this.store = store;
        this.positions = ledger.map(present -> new LedgerPositions(present, context));
        this.context = context;
        this.settings = settings;
        this.clock = clock;
        this.retries = new RetryBudget(
                settings.retryTimeout(),
                settings.retryBackoff(),
                clock,
                () -> ThreadLocalRandom.current().nextDouble());
        this.errantRecords = new ErrantRecords(context.errantRecordReporter());
        this.summary = new SinkSummary(clock);
        this.intake = new RecordIntake<>(store, settings, metrics);
    }

    /** What this task counts, for whoever publishes it. */
    public List<TaskGauge> gauges() {
        return metrics.gauges();
    }

    /**
     * Takes a delivery, and writes what was gathered if it is time to. An empty delivery is the worker's way to let
     * time pass.
     *
     * @throws RetriableException when the target is unavailable; the same delivery is to be made again
     * @throws ConnectException when the task must stop
     */
    public void put(Collection<SinkRecord> records) {
        boolean again = deliveredAgain;
        deliveredAgain = false;
        if (!again) {
            settledOfDelivery.clear();
        }
        takenBefore = buffer.size();
        try {
            List<SinkRecord> ours = assigned(records);
            positions.ifPresent(known -> known.prepare(ours, buffer, again));
            takenBefore = buffer.size();
            if (stale) {
                buffer.rebind(intake::take);
                stale = false;
            }
            for (SinkRecord record : ours) {
                if (isNew(record, again)) {
                    take(record);
                }
            }
            flushIfDue();
            summary.skipped(records.size() - ours.size());
        } catch (TargetUnavailableException e) {
            throw giveBack(e);
        }
        metrics.buffered(buffer.size());
    }

    /**
     * What the worker may commit of what it delivered.
     *
     * @param delivered the offsets after the last records delivered
     */
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
        delivered.forEach((partition, offset) -> {
            if (positions.isEmpty() || !positions.get().isSeeking(partition)) {
                // Records that a transform left out never come here; so with nothing waiting, all is settled.
                long first = buffer.firstOffset(partition).orElse(offset.offset());
                settled.put(partition, first < offset.offset() ? new OffsetAndMetadata(first) : offset);
            }
        });
        return settled;
    }

    /** Forgets partitions that are no longer ours; what was gathered of them is for their next owner. */
    public void closePartitions(Collection<TopicPartition> partitions) {
        buffer.drop(partitions);
        positions.ifPresent(known -> known.close(partitions));
        partitions.forEach(settledOfDelivery::remove);
        metrics.buffered(buffer.size());
    }

    // A batch that waits for a retry is purged by the topic name after transforms when partitions are lost, so rows of
    // a partition that another task now owns can come back under a renamed topic.
    private List<SinkRecord> assigned(Collection<SinkRecord> records) {
        Set<TopicPartition> assignment = context.assignment();
        List<SinkRecord> ours = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            if (assignment.contains(partition(record))) {
                ours.add(record);
            }
        }
        return ours;
    }

    static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }

    private boolean isNew(SinkRecord record, boolean again) {
        Long settled = settledOfDelivery.get(partition(record));
        if (again && settled != null && record.originalKafkaOffset() < settled) {
            return false;
        }
        return positions.isEmpty() || positions.get().takes(record, buffer, again);
    }

    private void take(SinkRecord record) {
        ChangeBuffer.Entry<C> entry = intake.take(record);
        if (buffer.isEmpty()) {
            oldest = clock.instant();
        }
        buffer.add(entry);
        if (buffer.size() >= settings.batch().rows()
                || buffer.bytes() >= settings.batch().bytes()) {
            flush();
        }
    }

    private void flushIfDue() {
        if (buffer.isEmpty()) {
            return;
        }
        Duration left =
                Duration.between(clock.instant(), oldest.plus(settings.batch().linger()));
        if (left.isNegative() || left.isZero() || retries.failures() > 0) {
            flush();
        } else {
            // Otherwise the worker comes back with its next delivery, whenever that is.
            context.timeout(Math.max(1, left.toMillis()));
        }
    }

    private void flush() {
        long started = System.nanoTime();
        Map<TopicPartition, Long> nextOffsets = buffer.nextOffsets();
        List<C> changes = buffer.changes();
        List<Refusal> refusals = buffer.refusals();
        if (!changes.isEmpty() || positions.isPresent()) {
            try (TargetWriter<C> writer = store.begin()) {
                positions.ifPresent(known -> known.move(nextOffsets));
                WritePlan.Rules rules =
                        new WritePlan.Rules(settings.batch().rows(), settings.mode(), store::parentsFirst);
                refusals.addAll(new TransactionalWrite<>(writer, changes, rules).run());
                if (positions.isPresent()) {
                    // Later, a failure would leave records that are settled and nowhere to be found.
                    errantRecords.report(refusals);
                }
                writer.commit();
            }
        }
        positions.ifPresent(known -> known.moved(nextOffsets));
        if (positions.isEmpty()) {
            errantRecords.report(refusals);
        }
        errantRecords.settled();
        retries.reset();
        settledOfDelivery.putAll(nextOffsets);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        metrics.flushed(buffer.size(), buffer.bytes(), refusals.size(), took);
        summary.flushed(buffer.size(), refusals.size());
        buffer.clear();
        takenBefore = 0;
        context.requestCommit();
    }

    private ConnectException giveBack(TargetUnavailableException outage) {
        store.reset();
        positions.ifPresent(LedgerPositions::doubt);
        buffer.truncate(takenBefore);
        stale = !buffer.isEmpty();
        deliveredAgain = true;
        metrics.outage();
        metrics.buffered(buffer.size());
        return retryOrGiveUp(outage);
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
