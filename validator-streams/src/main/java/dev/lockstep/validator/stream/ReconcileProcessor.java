/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Marks;
import dev.lockstep.validator.reconcile.Observation.Change;
import dev.lockstep.validator.reconcile.Observation.Sample;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.Round;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.reconcile.Verdict;
import dev.lockstep.validator.reconcile.Window;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.report.Compared;
import dev.lockstep.validator.report.Labels;
import dev.lockstep.validator.report.PartialSums;
import dev.lockstep.validator.report.Tainted;
import dev.lockstep.validator.report.VerdictLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
 * Feeds versions, observations, read positions and round markers of one partition to the pure reconciler and publishes
 * what it says.
 *
 * <p>Owned by one stream thread. Delivery is at least once: a record processed twice changes nothing the second time, and
 * whatever a crash kept from being published or listed is published and listed again when the task starts (R): the stores
 * are written one after the other, and a crash may come in between.
 */
public final class ReconcileProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileProcessor.class);

    /** Turns of bounded work on the stream thread: keys judged, swept, or published again, per turn. */
    private static final Duration TURN_INTERVAL = Duration.ofMillis(50);

    private static final int KEYS_PER_TURN = 2_000;

    /** More, because most of them are only read. */
    private static final int SWEPT_PER_TURN = 10_000;

    /**
     * What the processor is told.
     *
     * @param verdicts name of the child that takes verdict lines
     * @param sums name of the child that takes partial sums
     * @param rounds whether rounds judge what a capture of the target reports, or observers' pages judge themselves
     * @param tableOf the table of a data topic
     */
    public record Settings(
            String verdicts,
            String sums,
            Duration summaryInterval,
            boolean rounds,
            Labels labels,
            UnaryOperator<String> tableOf) {}

    private final Settings settings;
    private final Reconciler reconciler = new Reconciler();
    private final Totals totals = new Totals();
    private final Deque<byte[]> recheck = new ArrayDeque<>();
    private final Map<String, Optional<Compared>> compared = new HashMap<>();
    private ProcessorContext<byte[], byte[]> context;
    private KeyTable keys;
    private TaintTable taints;
    private MarksStore marksStore;
    private Marks marks = Marks.NONE;
    private ReadPositions read = new ReadPositions();
    private WaitingPages waiting;
    private Scans scans;
    private Optional<Sweep> sweep = Optional.empty();

    public ReconcileProcessor(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> started) {
        context = started;
        KeyValueStore<Bytes, byte[]> rows = context.getStateStore(StoreNames.ROWS);
        keys = new KeyTable(rows, context.getStateStore(StoreNames.UNDECIDED));
        taints = new TaintTable(context.getStateStore(StoreNames.TAINTS));
        marksStore = new MarksStore(new Section(rows, Section.Kind.MARKS));
        marks = marksStore.loadMarks();
        read = marksStore.loadPositions();
        waiting = new WaitingPages(new Section(rows, Section.Kind.WAITING), read);
        scans = new Scans(new Section(rows, Section.Kind.SCANS));
        keys.forEach((key, state) -> {
            totals.replace(InternalKey.parse(key), KeyState.NEW, state);
            if (state.verdict().isPresent() || lostFromList(key, state)) {
                recheck.add(key);
            }
        });
        taints.forEach(totals::taint);
        scans.forEachSwept((topic, epoch) -> totals.scanned(settings.tableOf().apply(topic), epoch));
        context.schedule(TURN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::takeTurn);
        context.schedule(settings.summaryInterval(), PunctuationType.WALL_CLOCK_TIME, this::publishSums);
        LOG.info(
                "Task {} counted {} source rows and {} target rows, {} keys to look at again, {} pages wait",
                context.taskId(),
                totals.rows(Side.SOURCE),
                totals.rows(Side.TARGET),
                recheck.size(),
                waiting.size());
    }

    @Override
    public void process(Record<byte[], byte[]> data) {
        long place = context.recordMetadata()
                .map(RecordMetadata::offset)
                .orElseThrow(() -> new IllegalStateException("an internal record has no offset"));
        InternalRecord internal = InternalRecord.parse(data.value());
        if (internal instanceof InternalRecord.Row row) {
            KeyState before = keys.get(data.key());
            take(data.key(), before, step(before, row, place), data.timestamp());
        } else if (internal instanceof InternalRecord.Observed observed) {
            observe(observed, place, data.timestamp());
        } else if (internal instanceof InternalRecord.Consumed consumed) {
            read.advance(consumed.offsets(), consumed.ends());
            // In this order: a crash in between must not leave positions behind which pages have not been decided.
            waiting.free(read, this::decide);
            marksStore.save(read);
        } else if (internal instanceof InternalRecord.Taint taint) {
            String table = InternalKey.parse(data.key()).table();
            taints.add(table, taint).ifPresent(tainted -> {
                totals.taint(table, tainted);
                publishTaint(table, tainted, data.timestamp());
            });
        } else if (internal instanceof InternalRecord.PartialBaseline partial) {
            read.removed(new Home(partial.topic(), partial.partition()), partial.upTo());
            marksStore.saveRemoved(read);
        } else if (internal instanceof InternalRecord.Lost) {
            scans.lost();
        } else if (internal instanceof InternalRecord.Mark mark) {
            take(mark, place, data.timestamp());
        }
    }

    private Reconciler.Step step(KeyState before, InternalRecord.Row row, long place) {
        Image image = new Image(row.content(), row.contract(), row.evidence().locator());
        long openEpoch = settings.rounds() ? marks.base() : KeyState.NOT_LISTED;
        if (row.side() == Side.TARGET) {
            return reconciler.onChange(before, new Change(image, place, row.position()), openEpoch);
        }
        Home home = new Home(row.position().topic(), row.position().partition());
        if (read.metGap(home, row.gapEnd())) {
            marksStore.saveGaps(read);
        }
        return reconciler.onVersion(
                before, home, row.position().offset(), image, row.position().timestamp(), row.gapEnd(), openEpoch);
    }

    private void observe(InternalRecord.Observed observed, long place, long timestamp) {
        if (observed.observation() instanceof Page page) {
            if (!waiting.keep(place, page, read)) {
                decide(page);
            }
        } else if (observed.observation() instanceof LaneEnd end) {
            scans.ended(end, timestamp);
        }
    }

    private void decide(Page page) {
        String table = settings.tableOf().apply(page.topic());
        remember(table, new Compared(page.algorithm(), page.policy(), page.columns()));
        String contract = page.algorithm() + "/" + page.policy();
        int epoch = page.scan().map(scan -> scan.epoch()).orElse(0);
        for (var row : page.rows()) {
            byte[] key = new InternalKey(table, row.key().bytes()).toBytes();
            KeyState before = keys.get(key);
            Optional<Home> home = before.evidence().home();
            Trust trust = home.isPresent() ? read.trust(home.get()) : read.trust(page.topic());
            Window window = home.map(at -> window(page, at)).orElse(new Window(0, 0));
            Image image = new Image(row.content(), contract, row.evidence().locator());
            Sample sample = new Sample(image, window, page.readAt());
            take(key, before, reconciler.onSample(before, sample, trust, epoch), page.readAt());
        }
    }

    private void remember(String table, Compared now) {
        if (!comparedOf(table).equals(Optional.of(now))) {
            compared.put(table, Optional.of(now));
            marksStore.save(table, now);
        }
    }

    private Optional<Compared> comparedOf(String table) {
        return compared.computeIfAbsent(table, marksStore::loadCompared);
    }

    private static Window window(Page page, Home home) {
        return home.topic().equals(page.topic())
                        && home.partition() < page.bounds().partitions()
                ? new Window(
                        page.bounds().lo().get(home.partition()),
                        page.bounds().hi().get(home.partition()))
                : new Window(0, 0);
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

    private void take(InternalRecord.Mark mark, long place, long timestamp) {
        remember(
                switch (mark.kind()) {
                    case BASE -> marks.base(mark.round());
                    case WATER -> marks.water(mark.round(), place);
                    case CLOSE -> marks.close(mark.round(), mark.lo(), mark.hi(), timestamp);
                });
    }

    private void remember(Marks next) {
        if (!next.equals(marks)) {
            marks = next;
            marksStore.save(marks);
        }
    }

    /** One turn: keys that a crash may have left half done, then keys of a complete round, then keys no scan has seen. */
    private void takeTurn(long now) {
        for (int i = 0; i < KEYS_PER_TURN && !recheck.isEmpty(); i++) {
            lookAgain(recheck.remove(), now);
            if (recheck.isEmpty()) {
                taints.forEach((table, tainted) -> publishTaint(table, tainted, now));
            }
        }
        marks.due().ifPresent(this::judge);
        sweep();
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

    private void judge(Round round) {
        List<KeyTable.Listed> listed = keys.listed(marks.swept(), round.id(), KEYS_PER_TURN);
        for (KeyTable.Listed entry : listed) {
            KeyState before = keys.get(entry.key());
            if (before.epoch() == entry.epoch()) {
                Trust trust = before.evidence()
                        .home()
                        .map(read::trust)
                        .orElseGet(() -> trustOf(InternalKey.parse(entry.key()).table()));
                take(entry.key(), before, reconciler.onRound(before, round, trust, marks.base()), round.completedAt());
            } else {
                keys.forget(entry);
            }
        }
        if (listed.size() < KEYS_PER_TURN) {
            remember(marks.afterSweep());
        }
    }

    /** Of a key without versions, which may belong to any topic of its table. */
    private Trust trustOf(String table) {
        Trust least = Trust.FULL;
        for (String topic : read.consumed().keySet()) {
            if (settings.tableOf().apply(topic).equals(table)) {
                Trust trust = read.trust(topic);
                least = new Trust(
                        Math.max(least.removedBelow(), trust.removedBelow()), Math.max(least.gapEnd(), trust.gapEnd()));
            }
        }
        return least;
    }

    private void sweep() {
        if (sweep.isEmpty()) {
            sweep = scans.due(read)
                    .map(due -> new Sweep(reconciler, due, settings.tableOf().apply(due.topic())));
        }
        sweep.ifPresent(running -> {
            long at = running.due().scan().at();
            if (running.slice(keys, read, SWEPT_PER_TURN, (key, before, step) -> take(key, before, step, at))) {
                scans.swept(running.due());
                totals.scanned(running.table(), running.due().scan().epoch());
                sweep = Optional.empty();
            }
        });
    }

    private void publishSums(long now) {
        if (totals.lacksOldest()) {
            for (KeyTable.Listed entry : keys.listed(marks.swept(), Long.MAX_VALUE, KEYS_PER_TURN)) {
                totals.offer(InternalKey.parse(entry.key()), keys.get(entry.key()));
            }
        }
        read.consumed().forEach((topic, offsets) -> {
            String table = settings.tableOf().apply(topic);
            totals.read(
                    table,
                    new PartialSums.Read(topic, offsets, read.trust(topic).equals(Trust.FULL)));
            comparedOf(table).ifPresent(known -> totals.compared(table, known));
        });
        for (PartialSums partial : totals.changed(context.taskId().partition())) {
            byte[] table = partial.table().getBytes(StandardCharsets.UTF_8);
            context.forward(new Record<>(table, partial.toBytes(), now), settings.sums());
        }
    }

    private void publish(InternalKey key, Verdict verdict, long timestamp) {
        List<String> known = comparedOf(key.table()).map(Compared::columns).orElse(List.of());
        context.forward(
                new Record<>(
                        VerdictLine.key(key.table(), key.canonicalKey()),
                        VerdictLine.value(key.table(), key.canonicalKey(), verdict, known, settings.labels()),
                        timestamp),
                settings.verdicts());
    }

    private void publishTaint(String table, Tainted tainted, long timestamp) {
        context.forward(
                new Record<>(tainted.lineKey(table), tainted.line(table, settings.labels()), timestamp),
                settings.verdicts());
    }
}
