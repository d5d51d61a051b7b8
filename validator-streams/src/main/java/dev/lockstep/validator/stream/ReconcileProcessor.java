/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.validator.level.Levels;
import dev.lockstep.validator.measure.MeasuredTables;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Observation.Change;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.relation.Relationships;
import dev.lockstep.validator.report.Labels;
import dev.lockstep.validator.report.PartialSums;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

    /** Rows of pages that have waited. */
    private static final int JUDGED_AT_ONCE = 20_000;

    /**
     * What the processor is told.
     *
     * @param verdicts name of the child that takes verdict lines
     * @param sums name of the child that takes partial sums
     * @param references name of the child that takes records for other partitions; it is there if there are relationships
     * @param rounds whether rounds judge what a capture of the target reports, or observers' pages judge themselves
     * @param tableOf the table of a data topic
     * @param levels how much of each table is compared
     * @param relationships which rows refer to rows of another table
     * @param measured which columns are added up
     */
    public record Settings(
            String verdicts,
            String sums,
            String references,
            Duration summaryInterval,
            boolean rounds,
            Labels labels,
            UnaryOperator<String> tableOf,
            Levels levels,
            Relationships relationships,
            MeasuredTables measured) {}

    private final Settings settings;
    private final Reconciler reconciler = new Reconciler();
    private final Totals totals;
    private final Deque<byte[]> recheck = new ArrayDeque<>();
    private ProcessorContext<byte[], byte[]> context;
    private KeyTable keys;
    private TaintTable taints;
    private MarksStore marksStore;
    private ReadPositions read = new ReadPositions();
    private DataTopics topics;
    private ComparedTables compared;
    private DeadLetters letters;
    private Publisher publisher;
    private Rounds rounds;
    private PageJudge pages;
    private WaitingPages waiting;
    private Scans scans;
    private Relations relations;
    private Measuring measuring;
    private Qualities qualities;
    private FilteredKeys filtered;
    private Sweeps sweeps;

    public ReconcileProcessor(Settings settings) {
        this.settings = settings;
        this.totals = new Totals(settings.levels());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> started) {
        context = started;
        KeyValueStore<Bytes, byte[]> rows = context.getStateStore(StoreNames.ROWS);
        Names names = new Names(new Section(rows, Section.Kind.NAMES));
        keys = new KeyTable(rows, context.getStateStore(StoreNames.UNDECIDED), names);
        taints = new TaintTable(context.getStateStore(StoreNames.TAINTS));
        marksStore = new MarksStore(new Section(rows, Section.Kind.MARKS));
        read = marksStore.loadPositions();
        compared = new ComparedTables(marksStore);
        letters = new DeadLetters(new Section(rows, Section.Kind.DEAD_LETTERS));
        publisher = new Publisher(context, settings, compared, letters);
        topics = new DataTopics(read, settings.tableOf());
        filtered = new FilteredKeys(new Section(rows, Section.Kind.FILTERED));
        qualities = new Qualities(new Section(rows, Section.Kind.QUALITIES), names);
        rounds = new Rounds(reconciler, keys, read, marksStore, topics, filtered, this::take);
        pages = new PageJudge(reconciler, keys, read, compared, topics, settings.levels(), filtered, this::take);
        waiting = new WaitingPages(new Section(rows, Section.Kind.WAITING), read);
        scans = new Scans(new Section(rows, Section.Kind.SCANS));
        CountedScans counted = new CountedScans(new Section(rows, Section.Kind.COUNTED));
        relations = new Relations(settings.relationships(), rows, names, keys, read, topics, this::send);
        measuring = new Measuring(settings.measured(), rows);
        sweeps = new Sweeps(
                reconciler,
                keys,
                read,
                topics,
                settings.levels(),
                totals,
                this::take,
                scans,
                counted,
                relations,
                measuring,
                filtered);
        rebuild();
        context.schedule(TURN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::takeTurn);
        context.schedule(settings.summaryInterval(), PunctuationType.WALL_CLOCK_TIME, this::publishSums);
    }

    /** The sums, and what a crash may have kept from being published or listed. */
    private void rebuild() {
        long begun = System.nanoTime();
        keys.forEach((key, state) -> {
            totals.replace(InternalKey.parse(key), KeyState.NEW, state);
            if (state.verdict().isPresent() || rounds.lost(key, state)) {
                recheck.add(key);
            }
        });
        taints.forEach(totals::taint);
        sweeps.rebuild();
        scans.forEachNewest(relations::scanned);
        relations.rebuild();
        LOG.info(
                "Task {} counted {} source rows and {} target rows, {} keys to look at again, {} pages wait, in {} ms",
                context.taskId(),
                totals.rows(Side.SOURCE),
                totals.rows(Side.TARGET),
                recheck.size(),
                waiting.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    @Override
    public void process(Record<byte[], byte[]> data) {
        long place = context.recordMetadata()
                .map(RecordMetadata::offset)
                .orElseThrow(() -> new IllegalStateException("an internal record has no offset"));
        InternalRecord internal = InternalRecord.parse(data.value());
        if (internal instanceof InternalRecord.Rated rated) {
            takeRow(data.key(), rated.row(), Optional.of(rated.quality()), place, data.timestamp());
        } else if (internal instanceof InternalRecord.Row || internal instanceof InternalRecord.Detailed) {
            takeRow(data.key(), internal, Optional.empty(), place, data.timestamp());
        } else if (internal instanceof InternalRecord.Filtered passedOver) {
            meetGap(passedOver.position(), passedOver.gapEnd());
            filtered.take(data.key(), keys.get(data.key()), passedOver);
        } else if (internal instanceof InternalRecord.Referred referred) {
            relations.take(data.key(), referred, data.timestamp());
        } else if (internal instanceof InternalRecord.Released released) {
            relations.take(data.key(), released);
        } else if (internal instanceof InternalRecord.Observed observed) {
            observe(observed, place, data.timestamp());
        } else if (internal instanceof InternalRecord.Consumed consumed) {
            read.advance(consumed.offsets(), consumed.ends());
            marksStore.save(read);
            waiting.advance(read);
            waiting.free(JUDGED_AT_ONCE, pages::judge);
        } else if (internal instanceof InternalRecord.Taint taint) {
            String table = InternalKey.parse(data.key()).table();
            taints.add(table, taint).ifPresent(tainted -> {
                totals.taint(table, tainted);
                publisher.publish(table, tainted, data.timestamp());
            });
        } else if (internal instanceof InternalRecord.PartialBaseline partial) {
            read.removed(new Home(partial.topic(), partial.partition()), partial.upTo());
            marksStore.saveRemoved(read);
        } else if (internal instanceof InternalRecord.DeadLetter letter) {
            letters.add(data.key(), letter.position());
            explain(data.key(), data.timestamp());
        } else if (internal instanceof InternalRecord.Lost) {
            scans.lost();
        } else if (internal instanceof InternalRecord.Mark mark) {
            rounds.take(mark, place, data.timestamp());
        }
    }

    /** @param internal a row, with or without details */
    private void takeRow(byte[] key, InternalRecord internal, Optional<Quality> quality, long place, long timestamp) {
        KeyState before = keys.get(key);
        if (internal instanceof InternalRecord.Detailed detailed) {
            take(key, before, step(before, detailed.row(), place), timestamp);
            relations.take(key, detailed, timestamp);
            measuring.take(InternalKey.parse(key).table(), key, before, detailed);
            qualities.take(key, before, detailed.row(), quality);
        } else if (internal instanceof InternalRecord.Row row) {
            take(key, before, step(before, row, place), timestamp);
            qualities.take(key, before, row, quality);
        }
    }

    private void send(InternalKey key, InternalRecord internal, long timestamp) {
        context.forward(new Record<>(key.toBytes(), internal.toBytes(), timestamp), settings.references());
    }

    private Reconciler.Step step(KeyState before, InternalRecord.Row row, long place) {
        Image image = Image.of(row.content(), row.contract(), row.evidence());
        long openEpoch = settings.rounds() ? rounds.open() : KeyState.NOT_LISTED;
        if (row.side() == Side.TARGET) {
            return reconciler.onChange(before, new Change(image, place, row.position()), openEpoch);
        }
        Home home = new Home(row.position().topic(), row.position().partition());
        meetGap(row.position(), row.gapEnd());
        return reconciler.onVersion(
                before, home, row.position().offset(), image, row.position().timestamp(), row.gapEnd(), openEpoch);
    }

    private void meetGap(Position position, long gapEnd) {
        if (read.metGap(new Home(position.topic(), position.partition()), gapEnd)) {
            marksStore.saveGaps(read);
        }
    }

    /** Of a verdict that was published before its cause was known. */
    private void explain(byte[] key, long timestamp) {
        keys.get(key)
                .openVerdict()
                .filter(verdict -> letters.explain(key, verdict))
                .ifPresent(verdict -> publisher.publish(InternalKey.parse(key), verdict, timestamp));
    }

    private void observe(InternalRecord.Observed observed, long place, long timestamp) {
        if (observed.observation() instanceof Page page) {
            if (!waiting.keep(place, page, read)) {
                pages.judge(page);
            }
        } else if (observed.observation() instanceof LaneEnd end) {
            scans.ended(end, timestamp);
            relations.scanned(end.topic(), end.scan().epoch());
        }
    }

    private void take(byte[] key, KeyState before, Reconciler.Step step, long timestamp) {
        if (!step.changed()) {
            return;
        }
        InternalKey internalKey = InternalKey.parse(key);
        keys.replace(key, before, step.state());
        totals.replace(internalKey, before, step.state());
        step.line().ifPresent(verdict -> publisher.publish(internalKey, verdict, timestamp));
    }

    /** One turn: keys that a crash may have left half done, then keys of a complete round, then keys no scan has seen. */
    private void takeTurn(long now) {
        for (int i = 0; i < KEYS_PER_TURN && !recheck.isEmpty(); i++) {
            lookAgain(recheck.remove(), now);
            if (recheck.isEmpty()) {
                taints.forEach((table, tainted) -> publisher.publish(table, tainted, now));
            }
        }
        rounds.judgeDue(KEYS_PER_TURN);
        waiting.free(JUDGED_AT_ONCE, pages::judge);
        sweeps.slice(waiting.isEven());
    }

    private void lookAgain(byte[] key, long now) {
        KeyState state = keys.get(key);
        state.verdict().ifPresent(verdict -> publisher.publish(InternalKey.parse(key), verdict, now));
        if (rounds.lost(key, state)) {
            rounds.listAgain(key, state);
        }
    }

    private void publishSums(long now) {
        if (settings.rounds() && totals.lacksOldest()) {
            totals.names().forEach(totals::recount);
            for (KeyTable.Listed entry : rounds.waiting(KEYS_PER_TURN)) {
                KeyState state = keys.get(entry.key());
                if (state.pending()) {
                    totals.offer(InternalKey.parse(entry.key()), state);
                }
            }
            totals.names().forEach(totals::recounted);
        }
        topics.byTable().forEach((table, fed) -> {
            boolean complete = topics.trust(table).equals(Trust.FULL);
            totals.read(
                    table,
                    fed.size() == 1
                            ? PartialSums.Read.of(fed.get(0), read.consumed().get(fed.get(0)), complete)
                            : PartialSums.Read.ofSeveral(complete));
            compared.of(table).ifPresent(known -> totals.compared(table, known));
        });
        relations.tell(totals);
        qualities.tell(totals);
        for (PartialSums partial : totals.changed(context.taskId().partition())) {
            publisher.publish(partial, now);
        }
    }
}
