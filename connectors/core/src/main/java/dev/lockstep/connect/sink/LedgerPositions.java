/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this task stands in its partitions according to the target, and what the worker is told about it. Owned by the
 * task's thread.
 *
 * <p>Partitions are claimed when the first delivery after their assignment comes and not in {@code open()}: there an
 * outage of the target would end the task, here it is tried again. The worker then reads on from the target's position.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>(A) a record is taken only if everything before it, back to the target's position, was taken before it;
 *   <li>(B) records delivered between a claim and the worker's seek are not taken; they come again;
 *   <li>(C) a record below the position is skipped only where the worker is known to deliver again; else the topic is
 *       not the one the position was written for, and the task stops;
 *   <li>(D) a position that is found to have gone back is read on from: a server that crashed or was replaced may have
 *       lost transactions that it had confirmed, positions and rows together.
 * </ul>
 */
final class LedgerPositions {
    private static final Logger log = LoggerFactory.getLogger(LedgerPositions.class);

    private final OffsetLedger ledger;
    private final SinkTaskContext context;
    private final Map<TopicPartition, LedgerPosition> held = new HashMap<>();
    private final Map<TopicPartition, Long> seeking = new HashMap<>();

    /** Where this task began in partitions that had no position. */
    private final Map<TopicPartition, Long> begun = new HashMap<>();

    private boolean inDoubt;

    LedgerPositions(OffsetLedger ledger, SinkTaskContext context) {
        this.ledger = ledger;
        this.context = context;
    }

    /**
     * Claims what is newly assigned and, after an outage, asks what became of the last transaction.
     *
     * @param buffer loses what turns out to be settled
     * @param again whether the worker delivers the last batch once more
     */
    void prepare(Collection<SinkRecord> delivery, ChangeBuffer<?> buffer, boolean again) {
        if (again) {
            // The batch is still the one from before the seek. What else may be in it is sought once more.
            seeking.forEach(context::offset);
        } else {
            seeking.clear(); // the worker has sought since the last delivery
        }
        if (inDoubt) {
            reread(buffer);
        }
        Set<TopicPartition> fresh = new HashSet<>(context.assignment());
        fresh.removeAll(held.keySet());
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, LedgerPosition> claimed = ledger.claim(fresh);
        held.putAll(claimed);
        Map<TopicPartition, Long> firstOffsets = new HashMap<>();
        for (SinkRecord record : delivery) {
            firstOffsets.putIfAbsent(StartedSink.partition(record), record.originalKafkaOffset());
        }
        claimed.forEach((partition, position) -> next(partition, position).ifPresent(next -> {
            Long first = firstOffsets.get(partition);
            if (first == null || first != next) {
                seek(partition, next);
            }
        }));
    }

    private void seek(TopicPartition partition, long next) {
        context.offset(partition, next);
        seeking.put(partition, next);
    }

    /** What to read on from; empty for where the group is. */
    private OptionalLong next(TopicPartition partition, LedgerPosition position) {
        Long first = begun.get(partition);
        return position.next().isPresent() || first == null ? position.next() : OptionalLong.of(first);
    }

    private void reread(ChangeBuffer<?> buffer) {
        if (!held.isEmpty()) {
            Map<TopicPartition, LedgerPosition> found = ledger.read(held.keySet());
            for (TopicPartition partition : Set.copyOf(held.keySet())) {
                reread(partition, Optional.ofNullable(found.get(partition)), buffer);
            }
        }
        inDoubt = false;
    }

    private void reread(TopicPartition partition, Optional<LedgerPosition> found, ChangeBuffer<?> buffer) {
        LedgerPosition known = held.get(partition);
        if (found.isEmpty() || found.get().epoch() < known.epoch()) {
            // The claim is lost too, so it is made anew, and what was gathered may not be what comes next.
            log.warn("The target has lost what it had confirmed of {}; claiming it again", partition);
            held.remove(partition);
            buffer.drop(Set.of(partition));
            return;
        }
        LedgerPosition now = found.get();
        if (now.epoch() > known.epoch()) {
            throw new ConnectException("Another task took over " + partition + " while the target was not"
                    + " there for this one. If both run on purpose, give their connectors different names");
        }
        held.put(partition, now);
        if (known.next().orElse(Long.MIN_VALUE) > now.next().orElse(Long.MIN_VALUE)) {
            log.warn("The target has lost what it had confirmed of {}; writing it again", partition);
            buffer.drop(Set.of(partition));
            next(partition, now).ifPresent(next -> seek(partition, next));
        } else {
            now.next().ifPresent(next -> buffer.dropBelow(partition, next));
        }
    }

    /**
     * Whether a record is to be taken.
     *
     * @param again whether the worker delivers the last batch once more
     */
    boolean takes(SinkRecord record, ChangeBuffer<?> buffer, boolean again) {
        TopicPartition partition = StartedSink.partition(record);
        if (seeking.containsKey(partition)) {
            return false;
        }
        OptionalLong settled = held.get(partition).next();
        OptionalLong taken = buffer.nextOffset(partition);
        long expected = taken.isPresent() ? taken.getAsLong() : settled.orElse(Long.MIN_VALUE);
        if (record.originalKafkaOffset() >= expected) {
            if (settled.isEmpty()) {
                begun.putIfAbsent(partition, record.originalKafkaOffset());
            }
            return true;
        }
        if (again) {
            return false;
        }
        throw new ConnectException("Partition " + partition + " delivers offset " + record.originalKafkaOffset()
                + ", and the target's offset table says that everything before " + expected + " is written. If the"
                + " topic was made anew, or records are to be written again, stop the connector and reset its offsets"
                + " (DELETE /connectors/<name>/offsets)");
    }

    /** Within the store's open transaction. */
    void move(Map<TopicPartition, Long> nextOffsets) {
        List<OffsetLedger.Move> moves = new ArrayList<>();
        nextOffsets.forEach(
                (partition, next) -> moves.add(new OffsetLedger.Move(partition, held.get(partition), next)));
        ledger.move(moves);
    }

    void moved(Map<TopicPartition, Long> nextOffsets) {
        nextOffsets.forEach((partition, next) -> held.computeIfPresent(
                partition, (same, before) -> new LedgerPosition(before.epoch(), OptionalLong.of(next))));
    }

    /** Whether the worker's own idea of where it stands is void. */
    boolean isSeeking(TopicPartition partition) {
        return seeking.containsKey(partition);
    }

    /** The last transaction may or may not have been committed. */
    void doubt() {
        inDoubt = true;
    }

    void close(Collection<TopicPartition> partitions) {
        partitions.forEach(held::remove);
        partitions.forEach(seeking::remove);
        partitions.forEach(begun::remove);
    }
}
