/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.change.RecordDigester.Settings;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.source.FakeSourceWorker;
import dev.lockstep.connect.jdbc.source.SourceServer;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.MoverPositions;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for an observer of any database. */
abstract class ObserverContract {
    private final SourceServer server;
    private SourceServer.Database database;
    private String topic;

    ObserverContract(SourceServer server) {
        this.server = server;
    }

    @BeforeEach
    void createDatabase() {
        database = server.create();
        topic = "src." + database.schema() + ".items";
        database.run(
                ObserverRun.offsetTable(database),
                "CREATE TABLE items (id bigint NOT NULL PRIMARY KEY, name varchar(40))");
    }

    private void position(long first, long second) {
        database.run("DELETE FROM lockstep_offsets", ledger(0, first), ledger(1, second));
    }

    private String ledger(int partition, long next) {
        return "INSERT INTO lockstep_offsets (connector, topic, partition_id, next_offset, epoch) VALUES ('sink', '"
                + topic + "', " + partition + ", " + next + ", 1)";
    }

    private void fill(int rows) {
        database.run("INSERT INTO items SELECT n, concat('name ', n) FROM (" + database.numbers(rows) + ") numbers");
    }

    private ObserverRun observer() {
        return new ObserverRun(database, topic);
    }

    @Test
    void kAScanReadsEveryRowOnceInItsLanes() throws InterruptedException {
        fill(21_000);
        position(7, 9);
        try (ObserverRun run = observer().lanes(4, 700).start().pollEpochs(1)) {
            int epoch = run.epochs().get(0);
            assertThat(run.laneEnds().get(0).scan().lanes()).isGreaterThan(1);
            assertThat(ObserverRun.keys(run.pages(epoch))).hasSize(21_000).doesNotHaveDuplicates();
            assertThat(run.laneEnds().stream()
                            .filter(end -> end.scan().epoch() == epoch)
                            .mapToLong(LaneEnd::rows)
                            .sum())
                    .isEqualTo(21_000);
            assertThat(run.pages(epoch)).allSatisfy(page -> {
                assertThat(page.bounds()).isEqualTo(Bounds.exactly(List.of(7L, 9L)));
                assertThat(page.columns()).containsExactly("id", "name");
                assertThat(page.rows()).hasSizeLessThanOrEqualTo(500);
            });
        }
    }

    @Test
    void kKeysBeyondTheLastBoundAreReadByTheEpochsThatFollow() throws InterruptedException {
        fill(12_000);
        position(1, 1);
        try (ObserverRun run = observer().start().pollEpochs(1)) {
            database.run(
                    "INSERT INTO items VALUES (-5, 'before the first'), (1000000, 'behind the last')",
                    "UPDATE lockstep_offsets SET next_offset = 3 WHERE partition_id = 1");
            int first = run.epochs().get(0);
            run.pollUntil(() -> run.epochs().size() >= 3);
            int third = run.epochs().get(2);
            assertThat(third).isGreaterThan(first);
            assertThat(ObserverRun.keys(run.pages(third))).hasSize(12_002).contains("[-5]", "[1000000]");
            assertThat(run.laneEnds())
                    .filteredOn(end -> end.scan().epoch() == third)
                    .allSatisfy(end -> assertThat(end.bounds()).isEqualTo(Bounds.exactly(List.of(1L, 3L))));
        }
    }

    @Test
    void aBulkLoadIsScannedWhenTheMoverHasAlmostCaughtUp() throws InterruptedException {
        fill(10);
        position(20, 9);
        try (ObserverRun run = observer().atMostBehind(10, 25L, 15L).start()) {
            for (int polls = 0; polls < 3; polls++) {
                run.pollOnce();
            }
            assertThat(run.seen).isEmpty();
            position(20, 10);
            run.pollEpochs(1);
            assertThat(ObserverRun.keys(run.pages(run.epochs().get(0)))).hasSize(10);
        }
    }

    @Test
    void anEmptyTableHasAnEndAndNoPage() throws InterruptedException {
        position(4, 0);
        try (ObserverRun run = observer().start().pollEpochs(2)) {
            assertThat(run.pages()).isEmpty();
            assertThat(run.laneEnds().get(0).bounds()).isEqualTo(Bounds.exactly(List.of(4L, 0L)));
            assertThat(run.laneEnds().get(0).rows()).isZero();
        }
    }

    /** A writer that keeps one row's value and the offset equal: a page in which they differ was of two states. */
    @Test
    void xEveryPageIsOfTheVeryPositionItNames() throws Exception {
        fill(300);
        position(0, 0);
        Map<Long, Content> contents = new HashMap<>();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        AtomicReference<Exception> failed = new AtomicReference<>();
        Thread writer = new Thread(() -> write(stop, written, failed));
        writer.start();
        try (ObserverRun run = observer().lanes(1, 1_000).start()) {
            run.pollUntil(() -> run.epochs().size() >= 3 && written.get() > 20);
            stop.set(true);
            writer.join();
            assertThat(failed.get()).isNull();
            Set<Long> positions = new TreeSet<>();
            for (Page page : run.pages()) {
                assertThat(page.bounds().exact()).isTrue();
                long at = page.bounds().lo().get(0);
                positions.add(at);
                page.rows().stream()
                        .filter(row -> row.key().toJson().equals("[1]"))
                        .forEach(row ->
                                assertThat(row.content()).isEqualTo(contents.computeIfAbsent(at, this::content)));
            }
            assertThat(positions).hasSizeGreaterThan(1);
        } finally {
            stop.set(true);
        }
    }

    private Content content(long position) {
        RecordDigester digester = new RecordDigester();
        Map<String, Object> row = new HashMap<>();
        row.put("id", 1L);
        row.put("name", position == 0 ? "name 1" : "at " + position);
        return digester.digest(null, 1L, null, row).content();
    }

    private void write(AtomicBoolean stop, AtomicLong written, AtomicReference<Exception> failed) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stop.get()) {
                long next = written.incrementAndGet();
                statement.execute("UPDATE items SET name = 'at " + next + "' WHERE id = 1");
                statement.execute("UPDATE lockstep_offsets SET next_offset = " + next + " WHERE partition_id = 0");
                connection.commit();
            }
        } catch (SQLException e) {
            failed.set(e);
        }
    }

    @Test
    void digestsAreThoseOfTheRecordsOfTheSameRows() throws InterruptedException {
        database.run("DROP TABLE items", typedTable());
        typedRows().forEach(database::run);
        position(0, 0);
        Map<String, RowVersion> expected = captured();
        assertThat(expected).hasSize(typedRows().size());
        try (ObserverRun run = observer().start().pollEpochs(1)) {
            List<Row> rows = ObserverRun.rows(run.pages(run.epochs().get(0)));
            assertThat(rows).hasSize(expected.size()).allSatisfy(row -> {
                RowVersion version = expected.get(row.key().toJson());
                assertThat(row.key()).isEqualTo(version.key());
                assertThat(row.content()).isInstanceOf(Content.Present.class).isEqualTo(version.content());
                assertThat(row.evidence()).isEqualTo(version.evidence());
            });
        }
    }

    private Map<String, RowVersion> captured() {
        RecordDigester digester = new RecordDigester(
                new Settings(TablePolicy.EXACT, DigestAlgorithm.XXH3_128, Placeholder.DEFAULT, true));
        Map<String, String> config = Map.of(
                "connection.url",
                database.url(),
                "connection.user",
                database.user(),
                "topic.prefix",
                "src",
                "table.include.list",
                ".*items");
        try (FakeSourceWorker source = new FakeSourceWorker(config, 1).start()) {
            source.pollUntil(() -> source.records().size() >= typedRows().size());
            return source.records().stream()
                    .map(record -> version(digester, record))
                    .collect(Collectors.toMap(version -> version.key().toJson(), version -> version));
        }
    }

    private static RowVersion version(RecordDigester digester, SourceRecord record) {
        return digester.digest(record.keySchema(), record.key(), record.valueSchema(), record.value());
    }

    /** The table {@code items} with columns of many types, keyed by two. */
    abstract String typedTable();

    /** Statements that add one row each. */
    abstract List<String> typedRows();

    @Test
    void sAStoppedScanGoesOnInTheMiddleOfItsLanes() throws InterruptedException {
        fill(20_000);
        position(5, 5);
        ObserverRun first = observer().lanes(3, 500).start();
        first.pollUntil(() -> first.pages().size() >= 4);
        first.close();
        int epoch = first.pages().get(0).scan().orElseThrow().epoch();
        database.run("UPDATE lockstep_offsets SET next_offset = 6 WHERE partition_id = 0");
        int before = first.pages(epoch).size();
        try (ObserverRun second = first.restarted().start()) {
            second.pollUntil(() -> second.epochs().contains(epoch));
            List<Page> pages = second.pages(epoch);
            Set<String> all = new TreeSet<>(ObserverRun.keys(pages.subList(0, before)));
            List<String> again = ObserverRun.keys(pages.subList(before, pages.size()));
            // A page that was parted, and of which the last part was not sent, is read again.
            assertThat(again).hasSizeBetween(20_000 - all.size(), 20_000 - all.size() + 3 * 500);
            all.addAll(again);
            assertThat(all).hasSize(20_000);
            assertThat(second.laneEnds())
                    .filteredOn(end -> end.scan().epoch() == epoch)
                    .anySatisfy(
                            end -> assertThat(end.bounds()).isEqualTo(new Bounds(List.of(5L, 5L), List.of(6L, 5L))));
        }
    }

    /** Each row once, though the scan was stopped in the middle. */
    @Test
    void whatTheRowsOfALaneComeToIsSaidAtItsEnd() throws InterruptedException {
        fill(20_000);
        position(5, 5);
        ObserverRun first = observer().adding("items", "id").lanes(3, 500).start();
        first.pollUntil(() -> first.pages().size() >= 4);
        first.close();
        int epoch = first.pages().get(0).scan().orElseThrow().epoch();
        try (ObserverRun second = first.restarted().start()) {
            second.pollUntil(() -> second.epochs().contains(epoch));
            Aggregate all = second.laneEnds().stream()
                    .filter(end -> end.scan().epoch() == epoch)
                    .map(end -> end.aggregates().get(0))
                    .reduce(Aggregate.none("id"), Aggregate::plus);
            assertThat(all.numbers()).isEqualTo(20_000);
            assertThat(all.unreadable()).isZero();
            assertThat(all.greatest().orElseThrow().subtract(all.least().orElseThrow()))
                    .isEqualByComparingTo("19999");
            assertThat(all.sum().multiply(BigDecimal.valueOf(2)))
                    .isEqualByComparingTo(all.least()
                            .orElseThrow()
                            .add(all.greatest().orElseThrow())
                            .multiply(BigDecimal.valueOf(20_000)));
        }
    }

    @Test
    void aColumnThatIsNotThereCannotBeAddedUp() throws InterruptedException {
        fill(1);
        position(0, 0);
        try (ObserverRun run = observer().adding("items", "total").start()) {
            assertThatThrownBy(() -> run.pollEpochs(1))
                    .isInstanceOf(ConnectException.class)
                    .hasStackTraceContaining("Column \"total\" of table")
                    .hasStackTraceContaining("is to be added up and is not read");
        }
    }

    @Test
    void fKeysOfTheDataTopicAreLookedUpOnceTheMoverHasPassedThem() throws InterruptedException {
        fill(10);
        position(0, 0);
        try (ObserverRun run = observer().in(Mode.FOLLOW).start()) {
            run.records(topic, 0, 0, key(3), key(99), key(3));
            run.pollUntil(() -> run.consumer.assignment().contains(first()) && run.consumer.position(first()) == 3);
            assertThat(run.seen).isEmpty();
            position(3, 1);
            run.pollUntil(() -> !run.seen.isEmpty());
            Page page = run.pages().get(0);
            assertThat(page.scan()).isEmpty();
            assertThat(page.bounds()).isEqualTo(Bounds.exactly(List.of(3L, 1L)));
            assertThat(ObserverRun.keys(run.pages())).containsExactly("[3]", "[99]");
            assertThat(page.rows().get(0).content()).isInstanceOf(Content.Present.class);
            assertThat(page.rows().get(1).content()).isEqualTo(new Content.Absent());
            assertThat(run.offsets).containsEntry(Map.of("topic", topic, "partition", 0L), Map.of("next", 3L));
        }
    }

    private static String key(int id) {
        return "{\"schema\":" + KEY_SCHEMA + ",\"payload\":{\"id\":" + id + "}}";
    }

    private TopicPartition first() {
        return new TopicPartition(topic, 0);
    }

    private static final String KEY_SCHEMA =
            "{\"type\":\"struct\",\"fields\":[{\"field\":\"id\",\"type\":\"int64\",\"optional\":false}]}";

    @Test
    void fAKeyThatCannotBeDecodedEndsTheTaskAndSaysWhichRecord() throws InterruptedException {
        position(0, 0);
        try (ObserverRun run = observer().in(Mode.FOLLOW).start()) {
            run.records(topic, 1, 0, "not json, but secret");
            assertThatThrownBy(() -> run.pollUntil(() -> false))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(topic + "-1 at offset 0")
                    .hasMessageContaining("data.key.converter")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    @Test
    void bBoundsFromOutsideAreAskedBeforeAndAfterTheRowsAreRead() throws InterruptedException {
        fill(10);
        AtomicLong clock = new AtomicLong();
        MoverPositions positions = new MoverPositions() {
            @Override
            public List<Long> before(String asked) {
                long at = clock.incrementAndGet();
                database.run("UPDATE items SET name = 'since " + at + "' WHERE id = 1");
                return List.of(at, 0L);
            }

            @Override
            public List<Long> after(String asked) {
                database.run("UPDATE items SET name = 'too late' WHERE id = 1");
                return List.of(clock.get() + 5, 7L);
            }
        };
        try (ObserverRun run = observer().lanes(1, 100).at(positions).start().pollEpochs(1)) {
            Page page = run.pages().get(0);
            assertThat(page.bounds()).isEqualTo(new Bounds(List.of(1L, 0L), List.of(6L, 7L)));
            Map<String, Object> row = new HashMap<>();
            row.put("id", 1L);
            row.put("name", "since 1");
            assertThat(page.rows().get(0).content())
                    .isEqualTo(new RecordDigester().digest(null, 1L, null, row).content());
        }
    }

    @Test
    void aMoverThatHasNotBegunIsWaitedFor() throws InterruptedException {
        fill(10);
        try (ObserverRun run = observer().start()) {
            for (int poll = 0; poll < 3; poll++) {
                run.pollOnce();
            }
            assertThat(run.seen).isEmpty();
            position(10, 0);
            run.pollEpochs(1);
        }
    }

    @Test
    void theServerRefusesToWriteThroughAnObserversSession() throws SQLException {
        ObserverSessions sessions =
                new ObserverSessions(new DatabaseAddress(database.url(), database.user(), new Password("")));
        try (Session session = sessions.open();
                Statement statement = session.connection().createStatement()) {
            assertThatThrownBy(() -> statement.execute("INSERT INTO items VALUES (1, 'x')"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(database.query("SELECT count(*) FROM items")).containsExactly("0");
    }

    /** No reading has the rows of the new table and the columns of the old. */
    @Test
    void aColumnThatComesWhileItRunsIsReadFromThenOn() throws InterruptedException {
        fill(10);
        position(0, 0);
        try (ObserverRun run =
                observer().lanes(1, 100).in(Mode.SCAN_AND_FOLLOW).start().pollEpochs(1)) {
            database.run("ALTER TABLE items ADD COLUMN extra varchar(10)", "UPDATE items SET extra = 'new'");
            Map<String, Object> row = new HashMap<>();
            row.put("id", 3L);
            row.put("name", "name 3");
            Content before = new RecordDigester().digest(null, 3L, null, row).content();
            row.put("extra", "new");
            Content after = new RecordDigester().digest(null, 3L, null, row).content();
            run.pollEpochs(run.epochs().size() + 3);
            assertThat(contents(run, "[3]").get(0)).isEqualTo(before);
            assertThat(contents(run, "[3]")).containsOnly(before, after).endsWith(after);
            run.records(topic, 0, 0, key(3));
            position(1, 0);
            run.pollUntil(() -> run.pages().stream()
                    .anyMatch(page -> page.scan().isEmpty()
                            && page.columns().contains("extra")
                            && page.rows().get(0).content().equals(after)));
        }
    }

    private static List<Content> contents(ObserverRun run, String key) {
        return ObserverRun.rows(run.pages()).stream()
                .filter(row -> row.key().toJson().equals(key))
                .map(Row::content)
                .toList();
    }

    @Test
    void tablesWithoutKeyAreRefused() throws InterruptedException {
        database.run("DROP TABLE items", "CREATE TABLE items (id int)");
        position(0, 0);
        try (ObserverRun run = observer().start()) {
            assertThatThrownBy(() -> run.pollUntil(() -> false))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("neither a primary key nor a unique key");
        }
    }

    @Test
    void aTopicWithoutTableIsRefused() throws InterruptedException {
        try (ObserverRun run = new ObserverRun(database, "src." + database.schema() + ".nothing").start()) {
            assertThatThrownBy(() -> run.pollUntil(() -> false))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("There is no table")
                    .hasMessageContaining("table.name.format");
        }
    }

    @Test
    void stoppingDoesNotWaitForAStatement() throws InterruptedException {
        fill(1_000);
        position(0, 0);
        ObserverRun run = observer().lanes(1, 10).start();
        run.pollUntil(() -> !run.seen.isEmpty());
        long before = System.nanoTime();
        run.close();
        assertThat(System.nanoTime() - before).isLessThan(4_000_000_000L);
    }
}
