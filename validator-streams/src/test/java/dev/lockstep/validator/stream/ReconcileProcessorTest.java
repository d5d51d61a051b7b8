/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.level.Levels;
import dev.lockstep.validator.measure.Measure;
import dev.lockstep.validator.measure.MeasuredTables;
import dev.lockstep.validator.measure.Span;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.InternalRecord.Detailed;
import dev.lockstep.validator.record.InternalRecord.MarkKind;
import dev.lockstep.validator.record.InternalRecord.Row;
import dev.lockstep.validator.record.Reference;
import dev.lockstep.validator.relation.Relationships;
import dev.lockstep.validator.report.Labels;
import dev.lockstep.validator.report.PartialSums;
import dev.lockstep.validator.report.PartialSums.Related;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor over stores that outlive it, as a changelog makes them. */
class ReconcileProcessorTest {
    private static final String VERDICTS = "verdicts";
    private static final String SUMS = "sums";
    private static final String SOURCE_TOPIC = Side.SOURCE.name();

    /** Everything any test writes has reached the target. */
    private static final Map<String, List<Long>> PASSED =
            IntStream.range(0, 50).boxed().collect(Collectors.toMap(table -> "s" + table, any -> List.of(1_000L)));

    static {
        PASSED.put(Side.SOURCE.name(), List.of(1_000L));
    }

    @TempDir
    private Path directory;

    private final List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
    private MockProcessorContext<byte[], byte[]> context;
    private ReconcileProcessor processor;
    private long round = 1_000;
    private long nextPlace = 100;

    @BeforeEach
    void start() {
        context = newContext();
        for (StoreBuilder<?> builder : Stores.ofReconciler(false)) {
            @SuppressWarnings("unchecked")
            KeyValueStore<Bytes, byte[]> store = (KeyValueStore<Bytes, byte[]>)
                    builder.withLoggingDisabled().withCachingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            stores.add(store);
        }
        restart();
    }

    private MockProcessorContext<byte[], byte[]> newContext() {
        return new MockProcessorContext<>(new Properties(), new TaskId(2, 0), directory.toFile());
    }

    /** A new task on what the stores hold. */
    private void restart() {
        restart(Relationships.NONE);
    }

    private void restart(Relationships relationships) {
        restart(relationships, MeasuredTables.NONE);
    }

    private void restart(Relationships relationships, MeasuredTables measured) {
        context = newContext();
        stores.forEach(context::addStateStore);
        processor = new ReconcileProcessor(new ReconcileProcessor.Settings(
                VERDICTS,
                SUMS,
                "references",
                Duration.ofSeconds(1),
                true,
                new Labels("exact", "exact", "delivery"),
                topic -> "t",
                Levels.CHECKSUM,
                relationships,
                measured));
        processor.init(context);
    }

    private void row(Side side, int key, int content, long offset, long sequence) {
        context.setRecordMetadata(side.name(), 0, sequence);
        Content says = content == 0 ? new Content.Absent() : new Content.Present(new Digest128(1, content));
        Position position = new Position(side.name(), 0, offset, 5_000);
        processor.process(new Record<>(
                key(key),
                new InternalRecord.Row(side, says, "xxh3-128/exact", Evidence.NONE, position, 0).toBytes(),
                5_000));
    }

    private static byte[] key(int key) {
        return new InternalKey("t", new byte[] {1, (byte) key}).toBytes();
    }

    private void round(long sequence) {
        round++;
        mark(MarkKind.BASE, sequence);
        mark(MarkKind.WATER, sequence);
        mark(MarkKind.CLOSE, sequence + 1);
        turn();
    }

    private void mark(MarkKind kind, long sequence) {
        context.setRecordMetadata("internal", 0, sequence);
        InternalRecord mark = kind == MarkKind.CLOSE
                ? new InternalRecord.Mark(kind, round, PASSED, PASSED)
                : new InternalRecord.Mark(kind, round);
        processor.process(new Record<>(null, mark.toBytes(), 6_000));
    }

    private void turn() {
        context.scheduledPunctuators().forEach(timer -> timer.getPunctuator().punctuate(7_000));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        context.forwarded(VERDICTS)
                .forEach(line -> lines.add(new String((byte[]) line.record().value(), StandardCharsets.UTF_8)));
        context.resetForwards();
        return lines;
    }

    private PartialSums sums() {
        List<PartialSums> sums = new ArrayList<>();
        turn();
        context.forwarded(SUMS)
                .forEach(line ->
                        sums.add(PartialSums.parse((byte[]) line.record().value())));
        return sums.get(sums.size() - 1);
    }

    private KeyValueStore<Bytes, byte[]> store(String name) {
        return stores.stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRestartPublishesTheSameLinesAgain() {
        row(Side.SOURCE, 1, 1, 0, 0);
        row(Side.SOURCE, 2, 1, 1, 1);
        round(2);
        row(Side.TARGET, 2, 1, 0, 10);
        List<String> before = lines();
        assertThat(before).hasSize(3);
        restart();
        turn();
        assertThat(lines()).containsExactly(before.get(0), before.get(2));
        round(20);
        assertThat(lines()).isEmpty();
    }

    @Test
    void aRestartRebuildsTheSameSums() {
        for (int key = 0; key < 50; key++) {
            row(Side.SOURCE, key, key % 3 + 1, key, key);
            if (key % 4 > 0) {
                row(Side.TARGET, key, key % 2 + 1, key, key);
            }
        }
        round(100);
        PartialSums before = sums();
        restart();
        PartialSums after = sums();
        assertThat(after.rows()).isEqualTo(before.rows()).isEqualTo(Map.of(Side.SOURCE, 50L, Side.TARGET, 37L));
        assertThat(after.fingerprints()).isEqualTo(before.fingerprints());
        assertThat(after.divergent()).isEqualTo(before.divergent());
        assertThat(after.verified()).isEqualTo(before.verified());
        assertThat(after.reached().get(Side.SOURCE)).isEqualTo(before.reached().get(Side.SOURCE));
    }

    @Test
    void aReplayAfterARestartChangesNothing() {
        row(Side.SOURCE, 1, 1, 0, 0);
        row(Side.SOURCE, 1, 2, 1, 1);
        row(Side.TARGET, 1, 2, 0, 0);
        restart();
        row(Side.SOURCE, 1, 1, 0, 0);
        row(Side.SOURCE, 1, 2, 1, 1);
        row(Side.TARGET, 1, 2, 0, 0);
        round(5);
        assertThat(sums().verified()).isEqualTo(1);
        assertThat(lines()).isEmpty();
    }

    @Test
    void aKeyThatACrashKeptFromTheListIsStillJudged() {
        row(Side.SOURCE, 1, 1, 0, 0);
        KeyValueStore<Bytes, byte[]> list = store(StoreNames.UNDECIDED);
        list.all().forEachRemaining(entry -> list.delete(entry.key));
        restart();
        turn();
        round(5);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void anEntryThatACrashLeftInTheListIsForgotten() {
        row(Side.SOURCE, 1, 1, 0, 0);
        KeyValueStore<Bytes, byte[]> list = store(StoreNames.UNDECIDED);
        Bytes entry = list.all().next().key;
        row(Side.TARGET, 1, 1, 0, 0);
        list.put(entry, new byte[0]);
        restart();
        round(5);
        assertThat(lines()).isEmpty();
        assertThat(list.all().hasNext()).isFalse();
    }

    @Test
    void judgesMoreKeysThanOneTurnTakes() {
        for (int key = 0; key < 100; key++) {
            for (int table = 0; table < 50; table++) {
                context.setRecordMetadata("versions", 0, key);
                Position position = new Position("s" + table, 0, key, 5_000);
                InternalRecord row = new InternalRecord.Row(
                        Side.SOURCE, new Content.Present(Digest128.ZERO), "xxh3-128/exact", Evidence.NONE, position, 0);
                processor.process(new Record<>(
                        new InternalKey("t" + table, new byte[] {1, (byte) key}).toBytes(), row.toBytes(), 5_000));
            }
        }
        round(1_000);
        assertThat(lines()).hasSize(2_000);
        turn();
        turn();
        assertThat(lines()).hasSize(3_000);
    }

    private void page(Optional<Scan> scan, long lo, long hi, ObservationRecord.Row... rows) {
        Page page = new Page(
                SOURCE_TOPIC,
                List.of("id", "name", "town"),
                "xxh3-128",
                "exact",
                new Bounds(List.of(lo), List.of(hi)),
                Snapshot.unordered(8_000),
                scan,
                List.of(rows));
        observed(page);
    }

    private void observed(ObservationRecord observation) {
        context.setRecordMetadata("observations", 0, nextPlace++);
        byte[] table = InternalKey.ofTable("t").toBytes();
        processor.process(new Record<>(table, new InternalRecord.Observed(observation).toBytes(), 8_000));
    }

    private void consumed(long offset) {
        context.setRecordMetadata("versions", 0, 500);
        Map<String, List<Long>> offsets = Map.of(SOURCE_TOPIC, List.of(offset));
        processor.process(new Record<>(null, new InternalRecord.Consumed(offsets, offsets).toBytes(), 8_000));
    }

    private static ObservationRecord.Row seen(int key, int content) {
        Content says = content == 0 ? new Content.Absent() : new Content.Present(new Digest128(1, content));
        return new ObservationRecord.Row(CanonicalKey.ofBytes(new byte[] {1, (byte) key}), says, Evidence.NONE);
    }

    @Test
    void anObservationIsJudgedOnceEverythingBelowItsPositionHasBeenRead() {
        page(Optional.empty(), 2, 2, seen(1, 9), seen(2, 2));
        row(Side.SOURCE, 1, 1, 0, 0);
        row(Side.SOURCE, 2, 2, 1, 1);
        consumed(1);
        assertThat(lines()).isEmpty();
        consumed(2);
        assertThat(lines()).singleElement().asString().contains("DIFFERENT").contains("\"key\":");
        assertThat(sums().verified()).isEqualTo(1);
    }

    /** So that the thread comes back to its broker in time, however much has waited for one position. */
    @Test
    void whatHasWaitedIsJudgedSomeAtATimeAndBeforeTheSweep() {
        row(Side.SOURCE, 1, 1, 0, 0);
        for (int part = 0; part < 5; part++) {
            page(Optional.of(new Scan(7, 0, 1)), 1, 1, unexpected(part * 15_000, 15_000));
        }
        observed(new LaneEnd(SOURCE_TOPIC, new Scan(7, 0, 1), Bounds.exactly(List.of(1L)), 75_000));
        consumed(1);
        assertThat(lines()).hasSize(2 * 15_000);
        page(Optional.of(new Scan(8, 0, 1)), 1, 1, unexpected(75_000, 1));
        assertThat(lines()).isEmpty();
        turn();
        assertThat(lines()).hasSize(2 * 15_000);
        turn();
        assertThat(lines()).hasSize(15_000 + 1);
        for (int slice = 0; slice < 8; slice++) {
            turn();
        }
        assertThat(lines()).singleElement().asString().contains("MISSING");
    }

    private static ObservationRecord.Row[] unexpected(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(key -> new ObservationRecord.Row(
                        CanonicalKey.ofBytes(
                                ByteBuffer.allocate(5).put((byte) 1).putInt(key).array()),
                        new Content.Present(new Digest128(1, 9)),
                        Evidence.NONE))
                .toArray(ObservationRecord.Row[]::new);
    }

    @Test
    void aPageThatWaitsOutlivesARestart() {
        page(Optional.empty(), 1, 1, seen(1, 9));
        restart();
        row(Side.SOURCE, 1, 1, 0, 0);
        consumed(1);
        assertThat(lines()).hasSize(1);
        restart();
        turn();
        assertThat(lines()).hasSize(1);
        consumed(1);
        assertThat(lines()).isEmpty();
    }

    @Test
    void theEndOfAScanTellsTheKeysThatNoLaneHasSeen() {
        for (int key = 1; key <= 3; key++) {
            row(Side.SOURCE, key, 1, key - 1, key);
        }
        page(Optional.of(new Scan(7, 0, 2)), 3, 3, seen(1, 1));
        page(Optional.of(new Scan(7, 1, 2)), 3, 3, seen(3, 1));
        observed(new LaneEnd(SOURCE_TOPIC, new Scan(7, 0, 2), Bounds.exactly(List.of(3L)), 1));
        consumed(3);
        turn();
        assertThat(lines()).isEmpty();
        observed(new LaneEnd(SOURCE_TOPIC, new Scan(7, 1, 2), Bounds.exactly(List.of(3L)), 1));
        turn();
        PartialSums sums = sums();
        assertThat(lines()).singleElement().asString().contains("MISSING");
        assertThat(sums.verified()).isEqualTo(2);
        assertThat(sums.scan()).isEqualTo(7);
    }

    @Test
    void aRowWrittenAfterTheScanBeganIsNotMissing() {
        page(Optional.of(new Scan(7, 0, 1)), 0, 0, seen(1, 0));
        row(Side.SOURCE, 2, 1, 0, 1);
        observed(new LaneEnd(SOURCE_TOPIC, new Scan(7, 0, 1), new Bounds(List.of(0L), List.of(1L)), 1));
        consumed(1);
        turn();
        PartialSums sums = sums();
        assertThat(lines()).isEmpty();
        assertThat(sums.pending()).isEqualTo(1);
    }

    /** L: a scan that is complete is looked through, however many have begun since. */
    @Test
    void aScanIsLookedThroughThoughTheNextHasBegun() {
        row(Side.SOURCE, 1, 1, 0, 0);
        row(Side.SOURCE, 2, 1, 1, 1);
        page(Optional.of(new Scan(7, 0, 1)), 2, 2, seen(1, 1));
        observed(new LaneEnd(SOURCE_TOPIC, new Scan(7, 0, 1), Bounds.exactly(List.of(2L)), 1));
        observed(new LaneEnd(SOURCE_TOPIC, new Scan(8, 0, 2), Bounds.exactly(List.of(3L)), 1));
        restart();
        consumed(2);
        turn();
        PartialSums sums = sums();
        assertThat(lines()).singleElement().asString().contains("MISSING");
        assertThat(sums.scan()).isEqualTo(7);
    }

    private static final Relationships TO_ITSELF = Relationships.parse(List.of("t(up)=t"));

    /** A row that refers to the row of another key. */
    private void child(int key, int parent, long offset) {
        context.setRecordMetadata("versions", 0, offset);
        Position position = new Position(SOURCE_TOPIC, 0, offset, 5_000);
        Content content = new Content.Present(new Digest128(1, 1));
        Row row = new Row(Side.SOURCE, content, "xxh3-128/exact", Evidence.NONE, position, 0);
        Reference reference = new Reference(
                TO_ITSELF.all().get(0).id(), new Reference.Key(CanonicalKey.ofBytes(new byte[] {1, (byte) parent})));
        processor.process(new Record<>(key(key), new Detailed(row, List.of(reference), List.of()).toBytes(), 5_000));
        List<Record<byte[], byte[]>> told = new ArrayList<>();
        context.forwarded("references").forEach(sent -> {
            @SuppressWarnings("unchecked")
            Record<byte[], byte[]> word = (Record<byte[], byte[]>) (Record<?, ?>) sent.record();
            told.add(word);
        });
        context.resetForwards();
        told.forEach(processor::process);
    }

    private Related related() {
        return sums().related().get(0);
    }

    @Test
    void uRowsThatWereReadBeforeARelationshipWasSetHaveUnknownParents() {
        row(Side.SOURCE, 1, 1, 0, 0);
        row(Side.SOURCE, 2, 1, 1, 1);
        restart(TO_ITSELF);
        assertThat(related().unknown()).isEqualTo(2);
        child(2, 1, 2);
        assertThat(related().unknown()).isEqualTo(1);
    }

    @Test
    void whatReferencesCameToOutlivesARestart() {
        restart(TO_ITSELF);
        child(1, 9, 0);
        child(2, 1, 1);
        consumed(2);
        for (int scan = 7; scan < 10; scan++) {
            page(Optional.of(new Scan(scan, 0, 1)), 2, 2, seen(1, 1), seen(2, 1));
            observed(new LaneEnd(SOURCE_TOPIC, new Scan(scan, 0, 1), Bounds.exactly(List.of(2L)), 2));
            turn();
            turn();
            turn();
        }
        child(3, 1, 2);
        Related before = related();
        assertThat(before.inherited()).isEqualTo(1);
        assertThat(before.inheritedKeys()).hasSize(1);
        assertThat(before.scan()).isEqualTo(9);
        assertThat(before.pending()).isEqualTo(1);
        restart(TO_ITSELF);
        assertThat(related()).isEqualTo(before);
    }

    private void amount(int key, int amount, long offset) {
        context.setRecordMetadata("versions", 0, offset);
        Position position = new Position(SOURCE_TOPIC, 0, offset, 5_000);
        Content content = new Content.Present(new Digest128(1, amount));
        Row row = new Row(Side.SOURCE, content, "xxh3-128/exact", Evidence.NONE, position, 0);
        Measure measure = new Measure.Amount(BigDecimal.valueOf(amount));
        processor.process(new Record<>(key(key), new Detailed(row, List.of(), List.of(measure)).toBytes(), 5_000));
    }

    /** And a version that was read before a crash does not count twice. */
    @Test
    void whatColumnsCameToOutlivesARestart() {
        MeasuredTables totals = MeasuredTables.parse(List.of("t(total)"));
        restart(Relationships.NONE, totals);
        amount(1, 5, 0);
        amount(2, 7, 1);
        restart(Relationships.NONE, totals);
        amount(2, 7, 1);
        amount(2, 8, 2);
        consumed(3);
        Aggregate seen = Aggregate.none("total")
                .with(Optional.of(BigDecimal.valueOf(5)))
                .with(Optional.of(BigDecimal.valueOf(7)));
        page(Optional.of(new Scan(7, 0, 1)), 2, 3, seen(1, 5), seen(2, 7));
        Bounds bounds = new Bounds(List.of(2L), List.of(3L));
        observed(new LaneEnd(SOURCE_TOPIC, new Scan(7, 0, 1), bounds, 2, List.of(seen)));
        turn();
        turn();
        List<PartialSums.Aggregated> before = sums().aggregated();
        Span expected = Span.parse(before.get(0).expected());
        assertThat(expected.leastSum()).isEqualByComparingTo("12");
        assertThat(expected.greatestSum()).isEqualByComparingTo("13");
        assertThat(expected.admits(Aggregate.parse(before.get(0).seen()))).isTrue();
        restart(Relationships.NONE, totals);
        assertThat(sums().aggregated()).isEqualTo(before);
    }
}
