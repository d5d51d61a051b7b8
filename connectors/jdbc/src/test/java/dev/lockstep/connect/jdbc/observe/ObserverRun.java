/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.Dialects;
import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.sink.TopicRouter;
import dev.lockstep.connect.jdbc.source.SourceServer;
import dev.lockstep.connect.observe.DataKeys;
import dev.lockstep.connect.observe.DataTopics;
import dev.lockstep.connect.observe.MoverPositions;
import dev.lockstep.connect.observe.Pace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** An observer of one database without a broker: a test says what the topics are, and keeps the offsets that were sent. */
final class ObserverRun implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
    final List<ObservationRecord> seen = new ArrayList<>();
    final MockConsumer<byte[], Void> consumer = new MockConsumer<>("earliest");
    private final SourceServer.Database database;
    private final List<String> topics;
    private Mode mode = Mode.SCAN;
    private String url;
    private Optional<MoverPositions> positions = Optional.empty();
    private List<Pattern> leftOut = List.of();
    private AddedColumns added = AddedColumns.NONE;
    private List<Long> ends = List.of(0L, 0L);
    private long mostBehind;
    private int lanes = 4;
    private int pageRows = 100;
    private StartedObserver started;
    private ObserverCounters counters;

    ObserverRun(SourceServer.Database database, String... topics) {
        this.database = database;
        this.topics = List.of(topics);
        this.url = database.url();
    }

    ObserverRun in(Mode wanted) {
        mode = wanted;
        return this;
    }

    ObserverRun at(MoverPositions outside) {
        positions = Optional.of(outside);
        return this;
    }

    ObserverRun without(String... columns) {
        leftOut = Stream.of(columns).map(Pattern::compile).toList();
        return this;
    }

    ObserverRun adding(String table, String... columns) {
        added = new AddedColumns(Map.of(table, List.of(columns)));
        return this;
    }

    /** Scans begin when the mover is no further behind these ends of the data topics. */
    ObserverRun atMostBehind(long records, Long... dataEnds) {
        mostBehind = records;
        ends = List.of(dataEnds);
        return this;
    }

    ObserverRun lanes(int most, int rows) {
        lanes = most;
        pageRows = rows;
        return this;
    }

    /** The table of offsets, as our sink makes it. */
    static String offsetTable(SourceServer.Database database) {
        return dialect(database).offsetTable("lockstep_offsets").create();
    }

    private static Dialect dialect(SourceServer.Database database) {
        return Dialects.of(database.url()).orElseThrow();
    }

    ObserverRun start() throws InterruptedException {
        DataTopics kafka = new FakeTopics(() -> ends);
        DatabaseAddress address = new DatabaseAddress(url, database.user(), new Password(""));
        ObserverSessions sessions = new ObserverSessions(address);
        Dialect dialect = dialect(database);
        BoundedReads reads = positions
                .<BoundedReads>map(outside -> new OutsideReads(sessions.snapshots(), outside))
                .orElseGet(() -> new LedgerReads(
                        sessions.snapshots(),
                        dialect.offsetTable("lockstep_offsets"),
                        "lockstep_offsets",
                        "sink",
                        kafka));
        TopicRouter router = new TopicRouter(
                Pattern.compile("[^.]+\\.(?:([^.]+)\\.)?([^.]+)"), "$1.$2", dialect.schemaOf(url), Map.of());
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "true"), true);
        Map<TopicPartition, Long> zeros = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < FakeTopics.PARTITIONS; partition++) {
                zeros.put(new TopicPartition(topic, partition), 0L);
            }
        }
        consumer.updateBeginningOffsets(zeros);
        ObserverStart start = new ObserverStart(
                new ObserverStart.Run(
                        "test",
                        topics,
                        "seen",
                        mode,
                        sessions,
                        new ObservedTables(
                                sessions.engine(),
                                dialect,
                                router,
                                new ObservedTables.Digesting(Policy.EXACT, DigestAlgorithm.XXH3_128, true, leftOut),
                                added),
                        reads,
                        new ObserverStart.Scanning(
                                Duration.ZERO, mostBehind, new Pace(0, System::nanoTime), lanes, pageRows, 3),
                        new ObserverStart.KeySource(
                                () -> new DataKeys(consumer), converter, dialect.mappings(CountUnit.NONE), true),
                        Duration.ofSeconds(60),
                        InstantSource.system()),
                kafka);
        counters = start.counters();
        started = start.start(new Stored());
        return this;
    }

    ObserverCounters counters() {
        return counters;
    }

    /** Records of a data topic that come together, of which only the keys matter. */
    void records(String topic, int partition, long offset, String... keys) {
        consumer.schedulePollTask(() -> {
            for (int i = 0; i < keys.length; i++) {
                consumer.addRecord(new ConsumerRecord<>(
                        topic, partition, offset + i, keys[i].getBytes(StandardCharsets.UTF_8), null));
            }
        });
    }

    void pollOnce() throws InterruptedException {
        List<SourceRecord> records = started.poll();
        for (SourceRecord record : records == null ? List.<SourceRecord>of() : records) {
            seen.add(ObservationCodec.read((byte[]) record.value()));
            offsets.put(new LinkedHashMap<>(record.sourcePartition()), new LinkedHashMap<>(map(record.sourceOffset())));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, ?> map) {
        return (Map<String, Object>) map;
    }

    ObserverRun pollUntil(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not so within " + LIMIT + "; " + seen.size() + " observations came");
            }
            pollOnce();
        }
        return this;
    }

    /** Polls until so many scans have ended. */
    ObserverRun pollEpochs(int count) throws InterruptedException {
        return pollUntil(() -> epochs().size() >= count);
    }

    /** Numbers of the epochs of which all lanes have ended, in order. */
    List<Integer> epochs() {
        Map<Integer, Long> ends = new LinkedHashMap<>();
        laneEnds().forEach(end -> ends.merge(end.scan().epoch(), 1L, Long::sum));
        return laneEnds().stream()
                .filter(end -> ends.get(end.scan().epoch()) >= end.scan().lanes())
                .map(end -> end.scan().epoch())
                .distinct()
                .sorted()
                .toList();
    }

    List<LaneEnd> laneEnds() {
        return seen.stream()
                .filter(LaneEnd.class::isInstance)
                .map(LaneEnd.class::cast)
                .toList();
    }

    List<Page> pages() {
        return seen.stream()
                .filter(Page.class::isInstance)
                .map(Page.class::cast)
                .toList();
    }

    List<Page> pages(int epoch) {
        return pages().stream()
                .filter(page ->
                        page.scan().filter(scan -> scan.epoch() == epoch).isPresent())
                .toList();
    }

    /** Keys of rows, for people. */
    static List<String> keys(List<Page> pages) {
        return pages.stream()
                .flatMap(page -> page.rows().stream())
                .map(row -> row.key().toJson())
                .toList();
    }

    static List<Row> rows(List<Page> pages) {
        return pages.stream().flatMap(page -> page.rows().stream()).toList();
    }

    /** The same offsets, as after a restart; what was seen before stays. */
    ObserverRun restarted() {
        ObserverRun next = new ObserverRun(database, topics.toArray(String[]::new));
        next.mode = mode;
        next.positions = positions;
        next.lanes = lanes;
        next.pageRows = pageRows;
        next.added = added;
        next.offsets.putAll(offsets);
        next.seen.addAll(seen);
        return next;
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }

    private final class Stored implements OffsetStorageReader {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return offsets.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
            partitions.forEach(partition -> {
                if (offsets.containsKey(partition)) {
                    found.put(partition, offsets.get(partition));
                }
            });
            return found;
        }
    }
}
