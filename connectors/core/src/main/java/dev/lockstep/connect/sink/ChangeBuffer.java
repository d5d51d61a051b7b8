/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Records that were taken and are not settled yet, with what became of binding them. Owned by the task's thread.
 *
 * <p>Invariant (A): of each partition it holds records in rising order of offsets, with nothing taken left out.
 */
final class ChangeBuffer<C extends BoundChange> {
    /**
     * A record taken.
     *
     * @param change null when it is refused or has nothing to do
     * @param refusal null unless the record cannot be bound
     */
    record Entry<C extends BoundChange>(
            TopicPartition partition, SinkRecord record, C change, Refusal refusal, long bytes) {}

    private final List<Entry<C>> entries = new ArrayList<>();
    private final Map<TopicPartition, Long> firstOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    private long bytes;

    void add(Entry<C> entry) {
        entries.add(entry);
        bytes += entry.bytes();
        long offset = entry.record().originalKafkaOffset();
        firstOffsets.putIfAbsent(entry.partition(), offset);
        nextOffsets.put(entry.partition(), offset + 1);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    long bytes() {
        return bytes;
    }

    List<C> changes() {
        List<C> changes = new ArrayList<>(entries.size());
        for (Entry<C> entry : entries) {
            if (entry.change() != null) {
                changes.add(entry.change());
            }
        }
        return changes;
    }

    List<Refusal> refusals() {
        List<Refusal> refusals = new ArrayList<>();
        for (Entry<C> entry : entries) {
            if (entry.refusal() != null) {
                refusals.add(entry.refusal());
            }
        }
        return refusals;
    }

    OptionalLong firstOffset(TopicPartition partition) {
        Long first = firstOffsets.get(partition);
        return first == null ? OptionalLong.empty() : OptionalLong.of(first);
    }

    OptionalLong nextOffset(TopicPartition partition) {
        Long next = nextOffsets.get(partition);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    Map<TopicPartition, Long> nextOffsets() {
        return Map.copyOf(nextOffsets);
    }

    /** Forgets what was added after it held so many. */
    void truncate(int size) {
        List<Entry<C>> kept = List.copyOf(entries.subList(0, Math.min(size, entries.size())));
        clear();
        kept.forEach(this::add);
    }

    void drop(Collection<TopicPartition> partitions) {
        Set<TopicPartition> gone = Set.copyOf(partitions);
        keep(entry -> !gone.contains(entry.partition()));
    }

    /** Forgets records before an offset, which turned out to be settled. */
    void dropBelow(TopicPartition partition, long offset) {
        keep(entry -> !entry.partition().equals(partition) || entry.record().originalKafkaOffset() >= offset);
    }

    /** Binds every record anew. Leaves all as it is if that fails. */
    void rebind(Function<SinkRecord, Entry<C>> bind) {
        List<Entry<C>> bound =
                entries.stream().map(entry -> bind.apply(entry.record())).toList();
        clear();
        bound.forEach(this::add);
    }

    void clear() {
        entries.clear();
        firstOffsets.clear();
        nextOffsets.clear();
        bytes = 0;
    }

    private void keep(Predicate<Entry<C>> wanted) {
        List<Entry<C>> kept = entries.stream().filter(wanted).toList();
        if (kept.size() < entries.size()) {
            clear();
            kept.forEach(this::add);
        }
    }
}
