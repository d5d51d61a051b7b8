/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.observe.BoundedReads.Reading;
import dev.lockstep.connect.jdbc.source.SourceServer;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.CaptureOffset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bounds of an audit, with MariaDB's real log; a test says what the topic holds and how far the capture is. */
@Tag("mariadb")
class MariaDbAuditIT {
    private static final String TOPIC = "src.shop.items";
    private static final int READINGS = 60;

    private final SourceServer.Database database = SourceServer.MARIADB.create();
    private final ObserverSessions sessions =
            new ObserverSessions(new DatabaseAddress(database.url(), database.user(), new Password("")));

    @BeforeEach
    void createTable() {
        database.run("CREATE TABLE items (id bigint PRIMARY KEY)");
    }

    private AuditReads audit(Supplier<List<Long>> ends, Supplier<Optional<Map<String, ?>>> captured) {
        FakeTopics topics = new FakeTopics(ends);
        return new AuditReads(sessions.audited(topics), topics, new Capture(captured), "capture");
    }

    private Reading<Long> read(AuditReads audit) {
        try (Session session = sessions.open()) {
            return audit.read(session, TOPIC, lo -> rows(session)).orElseThrow();
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static long rows(Session session) throws SQLException, InterruptedException {
        return session.query(new PreparedSql("SELECT count(*) FROM items", List.of()), 0, found -> {
            found.next();
            return found.getLong(1);
        });
    }

    private BinlogPlace end() {
        try (Session session = sessions.open()) {
            return BinlogPlace.ofEnd(session);
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Map<String, ?> stored(BinlogPlace place) {
        return Map.of("file", "%s.%06d".formatted(place.log(), place.file()), "pos", place.offset());
    }

    /** As a capture would see it that is as fast as can be: a record for each insert that is in the log. */
    private List<Long> inTheLog() {
        long inserts = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet events = statement.executeQuery("SHOW BINLOG EVENTS")) {
            while (events.next()) {
                inserts += events.getString("Event_type").startsWith("Write_rows") ? 1 : 0;
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return List.of(inserts, 0L);
    }

    @Test
    void vAndAWhileOneWritesEachReadingSeesWhatIsBelowItsBoundsAndNothingAbove() throws Exception {
        long others = inTheLog().get(0);
        AuditReads audit = audit(this::inTheLog, () -> Optional.of(stored(end())));
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int id = 0; !done.get(); id++) {
                database.run("INSERT INTO items VALUES (" + id + ")");
            }
        });
        try {
            for (int i = 0; i < READINGS; i++) {
                Reading<Long> reading = read(audit);
                assertThat(reading.value())
                        .isBetween(
                                reading.bounds().lo().get(0) - others,
                                reading.bounds().hi().get(0) - others);
            }
        } finally {
            done.set(true);
            writer.get(20, TimeUnit.SECONDS);
        }
        assertThat(rows()).isGreaterThan(READINGS);
    }

    private long rows() {
        return Long.parseLong(database.query("SELECT count(*) FROM items").get(0));
    }

    /** The commit is in the log, and in the topic, and held where a server waits for its replica. */
    @Test
    void vWhatIsInTheTopicAndNotYetVisibleIsWaitedFor() throws Exception {
        AuditReads audit = audit(() -> List.of(5L, 5L), () -> Optional.of(stored(end())));
        database.run(
                "SET GLOBAL rpl_semi_sync_master_timeout = 600000",
                "SET GLOBAL rpl_semi_sync_master_wait_point = 'AFTER_SYNC'",
                "SET GLOBAL rpl_semi_sync_master_enabled = ON");
        BinlogPlace before = end();
        try {
            CompletableFuture<Void> commit =
                    CompletableFuture.runAsync(() -> database.run("INSERT INTO items VALUES (1)"));
            while (before.reaches(end())) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            CompletableFuture<Reading<Long>> reading = CompletableFuture.supplyAsync(() -> read(audit));
            assertThatThrownBy(() -> reading.get(700, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            database.run("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
            commit.get(20, TimeUnit.SECONDS);
            assertThat(reading.get(20, TimeUnit.SECONDS).value()).isEqualTo(1);
        } finally {
            database.run("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
        }
    }

    @Test
    void aPlaceBehindAnotherReachesIt() {
        BinlogPlace end = end();
        assertThat(end.reaches(end)).isTrue();
        assertThat(new BinlogPlace(end.log(), end.file(), end.offset() - 1).reaches(end))
                .isFalse();
        assertThat(new BinlogPlace(end.log(), end.file() + 1, 4).reaches(end)).isTrue();
        assertThatThrownBy(() -> new BinlogPlace("other", 1, 4).reaches(end))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("have no order");
    }

    @Test
    void whoHasNotCommittedIsNotWaitedFor() throws Exception {
        AuditReads audit = audit(() -> List.of(5L, 5L), () -> Optional.of(stored(end())));
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO items VALUES (1)");
            assertThat(read(audit).value()).isZero();
            writer.commit();
        }
        assertThat(read(audit).value()).isEqualTo(1);
    }

    @Test
    void aTheUpperBoundWaitsUntilTheCaptureHasPassedTheReading() throws Exception {
        BinlogPlace before = end();
        AtomicBoolean arrived = new AtomicBoolean();
        database.run("INSERT INTO items VALUES (1)");
        AuditReads audit = audit(
                () -> arrived.get() ? List.of(6L, 5L) : List.of(5L, 5L),
                () -> Optional.of(stored(arrived.get() ? end() : before)));
        CompletableFuture<Reading<Long>> reading = CompletableFuture.supplyAsync(() -> read(audit));
        assertThatThrownBy(() -> reading.get(700, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        arrived.set(true);
        assertThat(reading.get(20, TimeUnit.SECONDS).bounds().hi()).containsExactly(6L, 5L);
    }

    @Test
    void anOffsetOfASnapshotPassesNothingAndOneOfSomethingElseIsRefused() {
        BinlogPlace end = end();
        Map<String, Object> inSnapshot = new HashMap<>(stored(end));
        assertThat(end.isPassed(inSnapshot)).isTrue();
        inSnapshot.put("snapshot", "INITIAL");
        assertThat(end.isPassed(inSnapshot)).isFalse();
        assertThatThrownBy(() -> end.isPassed(Map.of("lsn", 4L)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Only Debezium's capture of MariaDB");
    }

    private record Capture(Supplier<Optional<Map<String, ?>>> captured) implements CaptureOffset {
        @Override
        public Optional<Map<String, ?>> now() {
            return captured.get();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
