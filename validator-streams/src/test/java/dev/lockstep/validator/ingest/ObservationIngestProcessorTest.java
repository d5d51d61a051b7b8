/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalPartitions;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.InternalRecord.Lost;
import dev.lockstep.validator.record.InternalRecord.Observed;
import dev.lockstep.validator.record.InternalRecord.Taint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservationIngestProcessorTest {
    private static final String OBSERVED = "lockstep.demo.observed";
    private static final String TOPIC = "shop.orders";
    private static final long READ_AT = 1_795_000_000_000L;
    private static final InternalPartitions PARTITIONS = new InternalPartitions(4);
    private static final Scan SCAN = new Scan(3, 1, 2);
    private static final Bounds BOUNDS = new Bounds(List.of(4L, 0L), List.of(9L, 2L));

    private final ObservationIngestProcessor processor =
            new ObservationIngestProcessor(new TableNames(Pattern.compile("shop\\.(\\w+)"), "$1"), PARTITIONS);
    private final MockProcessorContext<byte[], Routed> context = new MockProcessorContext<>();

    @BeforeEach
    void start() {
        context.setRecordMetadata(OBSERVED, 2, 77);
        processor.init(context);
    }

    private static Page page(String topic, int rows) {
        Evidence located = new Evidence(Optional.empty(), Optional.of(new Locator(1, 2, 3, 4)), List.of());
        List<Row> some = IntStream.range(0, rows)
                .mapToObj(i -> new Row(
                        CanonicalKey.ofBytes(new byte[] {7, (byte) i}),
                        new Content.Present(new Digest128(1, i)),
                        located))
                .toList();
        Snapshot snapshot = new Snapshot(READ_AT, 5, 7, 8);
        return new Page(topic, List.of("id", "name"), "xxh3-128", "exact", BOUNDS, snapshot, Optional.of(SCAN), some);
    }

    private void process(String key, byte[] value) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        processor.process(new Record<>(keyBytes, value, READ_AT + 1));
    }

    private void process(ObservationRecord observation) {
        process("any/0", ObservationCodec.write(observation));
    }

    private List<Record<? extends byte[], ? extends Routed>> forwarded() {
        List<Record<? extends byte[], ? extends Routed>> records = new ArrayList<>();
        context.forwarded().forEach(captured -> records.add(captured.record()));
        context.resetForwards();
        return records;
    }

    private static InternalRecord internal(Record<? extends byte[], ? extends Routed> data) {
        return InternalRecord.parse(data.value().value());
    }

    private static Set<Integer> partitionsOf(Record<? extends byte[], ? extends Routed> data) {
        return Routed.partitioner()
                .partitions("observations", data.key(), data.value(), PARTITIONS.count())
                .orElseThrow();
    }

    @Test
    void everyRowOfAPageReachesThePartitionOfItsKeyAndNoOther() {
        Page page = page(TOPIC, 100);
        process(page);
        List<Row> arrived = new ArrayList<>();
        List<Record<? extends byte[], ? extends Routed>> records = forwarded();
        assertThat(records).hasSize(4);
        for (Record<? extends byte[], ? extends Routed> data : records) {
            Page part = (Page) ((Observed) internal(data)).observation();
            for (Row row : part.rows()) {
                byte[] key = new InternalKey("orders", row.key().bytes()).toBytes();
                assertThat(partitionsOf(data)).containsExactly(PARTITIONS.of(key));
            }
            arrived.addAll(part.rows());
            assertThat(part).usingRecursiveComparison().ignoringFields("rows").isEqualTo(page(TOPIC, 0));
            assertThat(InternalKey.parse(data.key()).table()).isEqualTo("orders");
            assertThat(data.timestamp()).isEqualTo(READ_AT + 1);
        }
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(page.rows());
    }

    @Test
    void theEndOfALaneReachesEveryPartitionBehindThePagesOfTheLane() {
        LaneEnd end = new LaneEnd(TOPIC, SCAN, BOUNDS, 100);
        process(page(TOPIC, 1));
        process(end);
        List<Record<? extends byte[], ? extends Routed>> records = forwarded();
        assertThat(records).hasSize(2);
        assertThat(internal(records.get(1))).isEqualTo(new Observed(end));
        assertThat(partitionsOf(records.get(1))).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(records.get(1).value().partition()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void aRecordThatCannotBeReadTaintsTheTableItsKeyNamesAndIsLostEverywhere() {
        process(TOPIC + "/follow", new byte[] {1, 99});
        List<Record<? extends byte[], ? extends Routed>> records = forwarded();
        Position at = new Position(OBSERVED, 2, 77, READ_AT + 1);
        assertThat(records)
                .extracting(ObservationIngestProcessorTest::internal)
                .containsExactly(new Taint(Side.TARGET, ObservationIngestProcessor.UNREADABLE, at), new Lost(at));
        assertThat(InternalKey.parse(records.get(0).key()).table()).isEqualTo("orders");
        assertThat(partitionsOf(records.get(0)))
                .containsExactly(PARTITIONS.of(InternalKey.ofTable("orders").toBytes()));
        assertThat(partitionsOf(records.get(1))).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void aRecordThatNamesNoTableTaintsTheObservationsThemselves() {
        for (String key : new String[] {null, "", "/", "nothing", "elsewhere.orders/1"}) {
            process(key, null);
            assertThat(InternalKey.parse(forwarded().get(0).key()).table()).isEqualTo(OBSERVED);
        }
    }

    @Test
    void anObservationOfATopicThatIsNotReadIsSaidAndNotSkipped() {
        process(page("elsewhere.orders", 3));
        process(new LaneEnd("elsewhere.orders", SCAN, BOUNDS, 3));
        List<Record<? extends byte[], ? extends Routed>> records = forwarded();
        assertThat(records).hasSize(2).allSatisfy(data -> {
            assertThat(((Taint) internal(data)).reason()).isEqualTo(ObservationIngestProcessor.UNKNOWN_TOPIC);
            assertThat(InternalKey.parse(data.key()).table()).isEqualTo("elsewhere.orders");
        });
    }

    @Test
    void noDamageOfARecordStopsReading() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = ObservationCodec.write(i % 2 == 0 ? page(TOPIC, 3) : new LaneEnd(TOPIC, SCAN, BOUNDS, 3));
            byte[] damaged = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatCode(() -> process(TOPIC + "/0", damaged)).doesNotThrowAnyException();
            if (forwarded().isEmpty()) {
                assertThat(((Page) ObservationCodec.read(damaged)).rows()).isEmpty();
            }
        }
    }
}
