/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Barrier;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Marks;
import dev.lockstep.validator.reconcile.Observation;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.reconcile.Verdict;
import dev.lockstep.validator.reconcile.Version;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.report.PartialSums;
import dev.lockstep.validator.report.Tainted;
import dev.lockstep.validator.report.VerdictLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds versions, observations and round markers of one partition to the pure reconciler and publishes what it says.
 *
 * <p>Owned by one stream thread. Delivery is at least once: a record processed twice changes nothing the second time, and
 * whatever a crash kept from being published or listed is published and listed again when the task starts (R): the stores
 * are written one after the other, and a crash may come in between.
 */
public final class ReconcileProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileProcessor.class);

    /** Turns of bounded work on the stream thread: keys judged, or lines published again, per turn. */
    private static final Duration TURN_INTERVAL = Duration.ofMillis(100);

    private static final int KEYS_PER_TURN = 2_000;
    private static final Bytes MARKS = Bytes.wrap("marks".getBytes(StandardCharsets.UTF_8));

    private final String verdicts;
    private final String sums;
    private final Duration summaryInterval;

    private final Totals totals = new Totals();
    private final Deque<byte[]> recheck = new ArrayDeque<>();
    private ProcessorContext<byte[], byte[]> context;
    private KeyTable keys;
    private TaintTable taints;
    private KeyValueStore<Bytes, byte[]> marksStore;
    private Marks marks = Marks.NONE;

    /**
     * @param verdicts name of the child that takes verdict lines
     * @param sums name of the child that takes partial sums
     */
    public ReconcileProcessor(String verdicts, String sums, Duration summaryInterval) {
        this.verdicts = verdicts;
        this.sums = sums;
        this.summaryInterval = summaryInterval;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> started) {
        context = started;
        keys = new KeyTable(context.getStateStore(StoreNames.ROWS), context.getStateStore(StoreNames.UNDECIDED));
        taints = new TaintTable(context.getStateStore(StoreNames.TAINTS));
        marksStore = context.getStateStore(StoreNames.MARKS);
        byte[] known = marksStore.get(MARKS);
        marks = known == null ? Marks.NONE : StateCodec.decodeMarks(known);
        keys.forEach((key, state) -> {
            totals.replace(InternalKey.parse(key), KeyState.NEW, state);
            if (state.verdict().isPresent() || lostFromList(key, state)) {
                recheck.add(key);
            }
        });
        taints.forEach(totals::taint);
        context.schedule(TURN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::takeTurn);
        context.schedule(summaryInterval, PunctuationType.WALL_CLOCK_TIME, this::publishSums);
        LOG.info(
                "Task {} counted {} source rows and {} target rows, {} keys to look at again",
                context.taskId(),
                totals.rows(Side.SOURCE),
                totals.rows(Side.TARGET),
                recheck.size());
    }

    @Override
    public void process(Record<byte[], byte[]> data) {
        long sequence = context.recordMetadata()
                .map(RecordMetadata::offset)
                .orElseThrow(() -> new IllegalStateException("an internal record has no offset"));
        InternalRecord internal = InternalRecord.parse(data.value());
        if (internal instanceof InternalRecord.Row row) {
            KeyState before = keys.get(data.key());
            take(data.key(), before, step(before, row, sequence), data.timestamp());
        } else if (internal instanceof InternalRecord.Taint taint) {
            String table = InternalKey.parse(data.key()).table();
            taints.add(table, taint).ifPresent(tainted -> {
                totals.taint(table, tainted);
                publishTaint(table, tainted, data.timestamp());
            });
        } else if (internal instanceof InternalRecord.Mark mark) {
            take(mark, sequence, data.timestamp());
        }
    }

    private Reconciler.Step step(KeyState before, InternalRecord.Row row, long sequence) {
        return switch (row.side()) {
            case SOURCE ->
                Reconciler.onVersion(
                        before, new Version(sequence, row.position(), row.content(), row.contract()), marks.base());
            case TARGET ->
                Reconciler.onObservation(
                        before, new Observation(sequence, row.position(), row.content(), row.contract()), marks.base());
        };
    }

    private void take(byte[] key, KeyState before, Reconciler.Step step, long timestamp) {
        if (!step.changed()) {
            return;
        }
        InternalKey internalKey = InternalKey.parse(key);
        keys.replace(key, before, step.state());
        totals.replace(internalKey, before, step.state());
        step.line().ifPresent(verdict -> publish(internalKey, verdict, timestamp));
    }

    private void take(InternalRecord.Mark mark, long sequence, long timestamp) {
        Marks next = switch (mark.kind()) {
            case BASE -> marks.base(mark.round(), sequence);
            case WATER -> marks.water(mark.round(), sequence);
            case CLOSE -> marks.close(mark.round(), timestamp);
        };
        remember(next);
    }

    private void remember(Marks next) {
        if (!next.equals(marks)) {
            marks = next;
            marksStore.put(MARKS, StateCodec.encode(marks));
        }
    }

    /** One turn: looks at keys again that a crash may have left half done, then judges keys of a complete round. */
    private void takeTurn(long now) {
        for (int i = 0; i < KEYS_PER_TURN && !recheck.isEmpty(); i++) {
            lookAgain(recheck.remove(), now);
            if (recheck.isEmpty()) {
                taints.forEach((table, tainted) -> publishTaint(table, tainted, now));
            }
        }
        marks.due().ifPresent(this::judge);
    }

    private void lookAgain(byte[] key, long now) {
        KeyState state = keys.get(key);
        state.verdict().ifPresent(verdict -> publish(InternalKey.parse(key), verdict, now));
        if (lostFromList(key, state)) {
            KeyState unlisted = state.listedUnder(KeyState.NOT_LISTED);
            keys.replace(key, state, unlisted);
            keys.replace(key, unlisted, state.listedUnder(marks.base()));
        }
    }

    private boolean lostFromList(byte[] key, KeyState state) {
        return state.listed() && (state.epoch() < marks.swept() || !keys.lists(key, state));
    }

    private void judge(Barrier barrier) {
        List<KeyTable.Listed> listed = keys.listed(marks.swept(), barrier.round(), KEYS_PER_TURN);
        for (KeyTable.Listed entry : listed) {
            KeyState before = keys.get(entry.key());
            if (before.epoch() == entry.epoch()) {
                take(entry.key(), before, Reconciler.onRound(before, barrier, marks.base()), barrier.completedAt());
            } else {
                keys.forget(entry);
            }
        }
        if (listed.size() < KEYS_PER_TURN) {
            remember(marks.afterSweep());
        }
    }

    private void publishSums(long now) {
        if (totals.lacksOldest()) {
            for (KeyTable.Listed entry : keys.listed(marks.swept(), Long.MAX_VALUE, KEYS_PER_TURN)) {
                totals.offer(InternalKey.parse(entry.key()), keys.get(entry.key()));
            }
        }
        for (PartialSums partial : totals.changed(context.taskId().partition())) {
            byte[] table = partial.table().getBytes(StandardCharsets.UTF_8);
            context.forward(new Record<>(table, partial.toBytes(), now), sums);
        }
    }

    private void publish(InternalKey key, Verdict verdict, long timestamp) {
        context.forward(
                new Record<>(
                        VerdictLine.key(key.table(), key.canonicalKey()),
                        VerdictLine.value(key.table(), key.canonicalKey(), verdict),
                        timestamp),
                verdicts);
    }

    private void publishTaint(String table, Tainted tainted, long timestamp) {
        context.forward(new Record<>(tainted.lineKey(table), tainted.line(table), timestamp), verdicts);
    }
}
