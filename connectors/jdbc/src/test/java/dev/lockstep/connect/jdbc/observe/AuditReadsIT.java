/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.observation.Bounds;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bounds of an audit, with a real log; a test says what the topic holds and how far the capture is. */
class AuditReadsIT {
    private static final String TOPIC = "src.public.items";

    private final SourceServer.Database database = SourceServer.POSTGRES.create();
    private final ObserverSessions sessions =
            new ObserverSessions(new DatabaseAddress(database.url(), database.user(), new Password("")));
    private volatile List<Long> ends = List.of(5L, 5L);
    private volatile Optional<Map<String, ?>> captured = Optional.empty();
    private final AuditReads reads = audit();

    @BeforeEach
    void createTable() throws Exception {
        database.run("CREATE TABLE items (id bigint PRIMARY KEY, name text)", "INSERT INTO items VALUES (1, 'first')");
    }

    private AuditReads audit() {
        FakeTopics topics = new FakeTopics(() -> ends);
        return new AuditReads(sessions.audited(topics), topics, new Capture(), "capture");
    }

    private CompletableFuture<Reading<String>> reading() {
        return CompletableFuture.supplyAsync(() -> {
            try (Session session = sessions.open()) {
                return reads.read(session, TOPIC, lo -> name(session)).orElseThrow();
            } catch (SQLException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        });
    }

    private static String name(Session session) throws SQLException, InterruptedException {
        return session.query(new PreparedSql("SELECT name FROM items WHERE id = 1", List.of()), 0, rows -> {
            rows.next();
            return rows.getString(1);
        });
    }

    private static void assertReading(Reading<String> reading, Bounds bounds, String name) {
        assertThat(reading.bounds()).isEqualTo(bounds);
        assertThat(reading.value()).isEqualTo(name);
    }

    private static void assertWaits(CompletableFuture<?> reading) {
        assertThatThrownBy(() -> reading.get(700, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    private static <T> T got(CompletableFuture<T> reading)
            throws InterruptedException, ExecutionException, TimeoutException {
        return reading.get(20, TimeUnit.SECONDS);
    }

    /** As if a capture had dealt with all that is committed now, and the record of a later commit been acknowledged. */
    private void captureAll() throws SQLException, InterruptedException {
        try (Session session = sessions.open()) {
            captured = Optional.of(Map.of("lsn", 1L, "lsn_commit", PostgresLog.end(session)));
        }
    }

    private void captureWhateverComes() {
        captured = Optional.of(Map.of("lsn", 1L, "lsn_commit", Long.MAX_VALUE));
    }

    @Test
    void vWhatIsInTheTopicAndNotYetVisibleIsWaitedFor() throws Exception {
        captureWhateverComes();
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE items SET name = 'second' WHERE id = 1");
            CompletableFuture<Reading<String>> reading = reading();
            assertWaits(reading);
            writer.commit();
            assertReading(got(reading), Bounds.exactly(List.of(5L, 5L)), "second");
        }
    }

    @Test
    void vWhoeverWritesIsListedUntilOthersSeeIt() throws Exception {
        try (Session session = sessions.open();
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM items");
            assertThat(number(statement, "pg_current_xact_id_if_assigned()")).isNull();
            statement.execute("UPDATE items SET name = 'second' WHERE id = 1");
            String number = number(statement, "pg_current_xact_id()");
            assertThat(PostgresLog.writers(session)).contains(number);
            other.commit();
            assertThat(PostgresLog.writers(session)).doesNotContain(number);
        }
    }

    private static String number(Statement statement, String function) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT " + function + "::text")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void whileOneWritesForLongTheLowerBoundStaysBeforeIt() throws Exception {
        captureWhateverComes();
        assertThat(got(reading()).bounds()).isEqualTo(Bounds.exactly(List.of(5L, 5L)));
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE items SET name = 'not yet' WHERE id = 1");
            ends = List.of(8L, 5L);
            assertReading(got(reading()), new Bounds(List.of(5L, 5L), List.of(8L, 5L)), "first");
            writer.rollback();
        }
    }

    @Test
    void aTheUpperBoundWaitsUntilTheCaptureHasPassedTheReading() throws Exception {
        captureAll();
        database.run("UPDATE items SET name = 'second' WHERE id = 1");
        CompletableFuture<Reading<String>> reading = reading();
        assertWaits(reading);
        ends = List.of(6L, 5L);
        captured = Optional.of(Map.of("lsn", Long.MAX_VALUE, "snapshot", true));
        assertWaits(reading);
        // By now a marker has been written, by a session that can write nothing else.
        captureAll();
        assertReading(got(reading), new Bounds(List.of(5L, 5L), List.of(6L, 5L)), "second");
    }

    @Test
    void markersComeFromASessionThatCannotWriteAndLetTheLogGoOn() throws Exception {
        try (Session session = sessions.open()) {
            long before = PostgresLog.end(session);
            PostgresLog.mark(session);
            assertThat(PostgresLog.end(session)).isGreaterThan(before);
            assertThatThrownBy(() -> session.query(
                            new PreparedSql("INSERT INTO items VALUES (2, 'x') RETURNING id", List.of()),
                            0,
                            rows -> rows.next()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void anOffsetOfSomethingElseIsRefused() {
        assertThatThrownBy(() -> PostgresLog.isPassed(1, Map.of("file", "bin.1", "pos", 4L)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Only Debezium's capture of PostgreSQL");
    }

    @Test
    void aTopicThatWasMadeAnewIsNoticed() throws Exception {
        captureWhateverComes();
        try (Session session = sessions.open()) {
            assertThatThrownBy(() -> reads.read(session, TOPIC, lo -> {
                        ends = List.of(0L, 0L);
                        return name(session);
                    }))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("Was the topic made anew?");
        }
    }

    private final class Capture implements CaptureOffset {
        @Override
        public Optional<Map<String, ?>> now() {
            return captured;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
