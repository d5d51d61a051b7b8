/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.record.InternalRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the reconciling tasks how far the data topics have been read, and what could not be read at all. The instance that
 * leads does it, again and again. Owned by one thread.
 *
 * <ul>
 *   <li><b>P</b> A mark stands behind every version below its offsets: committed offsets are read first, and an offset is
 *       committed only when the versions below it are on the topic.
 *   <li><b>L</b> A mark comes to the end of a partition in which nothing is left to read, though no one may ever commit
 *       that end, because the last offsets are markers of transactions.
 *   <li><b>M</b> What a mark says never goes back. (Another leader's first mark may be lower: readers keep the greatest.)
 *   <li><b>B</b> Records that retention removed before they were read are declared before any mark passes them.
 * </ul>
 */
public final class ConsumedMarks {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumedMarks.class);

    /** A position that has not moved for so long is looked at closely; longer than the topology's commits are apart. */
    static final Duration STILL = Duration.ofSeconds(1);

    static final Duration FORGET_INTERVAL = Duration.ofSeconds(10);

    /** From one close look that found something, or nobody answered, to the next. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /**
     * Where a position stands.
     *
     * @param emptyTo from the position up to here there is nothing to read
     * @param nextLook when it is worth a close look
     */
    private record Stand(long at, long emptyTo, long nextLook) {}

    private final ProgressEnvironment environment;
    private final UnaryOperator<String> tables;
    private final Clock clock;
    private final boolean forgets;

    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> passed = new HashMap<>();
    private final Map<TopicPartition, Long> declared = new HashMap<>();
    private final Map<TopicPartition, Stand> stands = new HashMap<>();
    private Map<TopicPartition, Long> before = Map.of();
    private InternalRecord.Consumed marked = new InternalRecord.Consumed(Map.of(), Map.of());
    private String trouble = "";
    private long forgotAt;

    /**
     * @param tables gives a data topic the name of its table
     * @param forgets whether processed internal records are dropped here; where there are rounds, these do it
     */
    public ConsumedMarks(ProgressEnvironment environment, UnaryOperator<String> tables, boolean forgets, Clock clock) {
        this.environment = environment;
        this.tables = tables;
        this.forgets = forgets;
        this.clock = clock;
        this.forgotAt = clock.millis();
    }

    /**
     * Declares what was removed before this run, so that it stands before anything this run reads. To be called before the
     * topology starts.
     *
     * @throws RoundTroubleException when the cluster does not answer
     */
    public void declareBaseline() {
        Map<TopicPartition, Long> committed = environment.committed();
        declare(committed, environment.data(), environment.observed());
    }

    /**
     * Looks once, and writes what is new.
     *
     * @throws TopicRecreatedException when no position can ever be right again
     */
    public void step() {
        try {
            look();
            trouble = "";
        } catch (RoundTroubleException e) {
            if (!trouble.equals(e.getMessage())) {
                LOG.warn(
                        "Observations wait, because nobody can say how far the data topics were read: {}",
                        e.getMessage());
            }
            trouble = String.valueOf(e.getMessage());
        }
    }

    /** This instance does not lead now. */
    public void rest() {
        before = Map.of();
        stands.clear();
    }

    private void look() {
        Map<TopicPartition, Long> committed = environment.committed();
        Map<TopicPartition, Range> data = environment.data();
        refuseRecreated(committed, data);
        Map<TopicPartition, Long> observed = environment.observed();
        declare(committed, data, observed);
        advance(committed, data);
        mark(data);
        remember(committed, data.keySet(), observed.keySet());
        if (forgets && clock.millis() - forgotAt >= FORGET_INTERVAL.toMillis()) {
            environment.forgetProcessed();
            forgotAt = clock.millis();
        }
    }

    /** A partition that was seen, and nothing of it had been read, was read up to 0. */
    private void remember(Map<TopicPartition, Long> committed, Set<TopicPartition> data, Set<TopicPartition> observed) {
        Map<TopicPartition, Long> seen = new HashMap<>();
        data.forEach(partition -> seen.put(partition, committed.getOrDefault(partition, 0L)));
        observed.forEach(partition -> seen.put(partition, committed.getOrDefault(partition, 0L)));
        before = seen;
    }

    private void refuseRecreated(Map<TopicPartition, Long> committed, Map<TopicPartition, Range> data) {
        for (TopicPartition partition : Set.copyOf(ends.keySet())) {
            long now = data.containsKey(partition) ? data.get(partition).to() : 0;
            if (now < ends.get(partition)) {
                throw new TopicRecreatedException(
                        "The end of " + partition + " went back from offset " + ends.get(partition) + " to " + now);
            }
        }
        data.forEach((partition, range) -> {
            ends.put(partition, range.to());
            long read = committed.getOrDefault(partition, 0L);
            if (read > range.to()) {
                throw new TopicRecreatedException(
                        partition + " ends at offset " + range.to() + ", but was read up to offset " + read);
            }
        });
    }

    private void declare(
            Map<TopicPartition, Long> committed, Map<TopicPartition, Range> data, Map<TopicPartition, Long> observed) {
        data.forEach((partition, range) -> {
            if (removed(partition, range.from(), committed)) {
                String table = tables.apply(partition.topic());
                LOG.warn(
                        "{} begins at offset {}, and what is below was not read: keys of table {} may be unknown until"
                                + " they change",
                        partition,
                        range.from(),
                        table);
                environment.appendToVersions(new InternalRecord.PartialBaseline(
                        table, partition.topic(), partition.partition(), range.from()));
                declared.put(partition, range.from());
            }
        });
        observed.forEach((partition, from) -> {
            if (removed(partition, from, committed)) {
                LOG.warn(
                        "{} begins at offset {}, and what is below was not read: scans that are under way do not count",
                        partition,
                        from);
                environment.appendToObservations(new InternalRecord.Lost(
                        new Position(partition.topic(), partition.partition(), from, clock.millis())));
                declared.put(partition, from);
            }
        });
    }

    /**
     * Whether the first offset is above one that had not been read when this was asked before. What had been read between
     * two looks may have been removed rightly, but nobody can tell.
     */
    private boolean removed(TopicPartition partition, long from, Map<TopicPartition, Long> committed) {
        long read = before.getOrDefault(partition, committed.getOrDefault(partition, 0L));
        return from > Math.max(read, declared.getOrDefault(partition, 0L));
    }

    /** Moves {@link #passed} on (P), over what holds nothing to read as well (L). */
    private void advance(Map<TopicPartition, Long> committed, Map<TopicPartition, Range> data) {
        Map<TopicPartition, Range> still = new HashMap<>();
        long now = clock.millis();
        data.forEach((partition, range) -> {
            long at = Math.max(committed.getOrDefault(partition, range.from()), range.from());
            Stand stand = stands.get(partition);
            if (stand == null || stand.at() != at) {
                stand = new Stand(at, at, now + STILL.toMillis());
                stands.put(partition, stand);
            }
            passed.merge(partition, stand.emptyTo(), Math::max);
            if (now >= stand.nextLook() && range.to() > stand.emptyTo()) {
                still.put(partition, new Range(stand.emptyTo(), range.to()));
            }
        });
        if (!still.isEmpty()) {
            lookClosely(still);
        }
    }

    private void lookClosely(Map<TopicPartition, Range> still) {
        Set<TopicPartition> without = environment.withoutRecords(still);
        long now = clock.millis();
        still.forEach((partition, range) -> stands.computeIfPresent(partition, (any, stand) -> {
            if (without.contains(partition)) {
                passed.merge(partition, range.to(), Math::max);
                return new Stand(stand.at(), range.to(), now + STILL.toMillis());
            }
            return new Stand(stand.at(), stand.emptyTo(), now + LOOK_AGAIN.toMillis());
        }));
    }

    private void mark(Map<TopicPartition, Range> data) {
        Map<TopicPartition, Long> now = new HashMap<>(passed);
        now.keySet().retainAll(data.keySet());
        Map<TopicPartition, Long> to = new HashMap<>();
        data.forEach((partition, range) -> to.put(partition, range.to()));
        InternalRecord.Consumed mark = new InternalRecord.Consumed(Vectors.of(now), Vectors.of(to));
        if (!mark.equals(marked)) {
            environment.appendToVersions(mark);
            marked = mark;
        }
    }
}
