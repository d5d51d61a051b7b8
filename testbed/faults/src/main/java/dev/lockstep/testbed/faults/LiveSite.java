/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import dev.lockstep.testbed.faults.corpus.SinkHabit;
import dev.lockstep.testbed.faults.corpus.TestTables;
import dev.lockstep.testbed.faults.planting.BusyWriter;
import dev.lockstep.testbed.faults.planting.Site;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.postgresql.PGConnection;

/** The migration that runs. Owns the connections it is given; confined to one thread. */
final class LiveSite implements Site, AutoCloseable {
    private static final Duration ARRIVAL_BOUND = Duration.ofSeconds(60);
    private static final long FIRST_MARKER = 1_000_000;

    private final Connection source;
    private final Connection target;
    private final Migration migration;
    private final GroupProgress progress;
    private final BusyWriter writer;
    private final Waiting waiting;
    private long marker = FIRST_MARKER;
    private SinkHabit habit = SinkHabit.USUAL;

    LiveSite(
            Connection source,
            Connection target,
            Migration migration,
            GroupProgress progress,
            BusyWriter writer,
            Waiting waiting) {
        this.source = source;
        this.target = target;
        this.migration = migration;
        this.progress = progress;
        this.writer = writer;
        this.waiting = waiting;
    }

    @Override
    public void atSource(List<String> sql) throws SQLException {
        for (String statement : sql) {
            run(source, List.of(statement));
        }
    }

    @Override
    public void atTarget(List<String> sql) throws SQLException {
        run(target, sql);
    }

    private static void run(Connection connection, List<String> sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String text : sql) {
                statement.execute(text);
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void awaitTarget(String query) throws InterruptedException {
        if (!waiting.until(ARRIVAL_BOUND, Waiting.asking(() -> says(query)))) {
            throw new FaultsFailedException("A change of the source did not reach the target: " + query);
        }
    }

    private boolean says(String query) throws SQLException {
        try (Statement statement = target.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /**
     * A row that comes out at the target tells that all before it are in the topics; offsets tell the rest. It is a new one, unless
     * the sink leaves new rows out.
     */
    @Override
    public void awaitMoved() throws SQLException, InterruptedException {
        marker++;
        atSource(List.of(
                habit == SinkHabit.UPDATES_ONLY
                        ? "UPDATE faults.busy SET step = " + marker + " WHERE id = " + TestTables.MARKED
                        : "INSERT INTO faults.busy VALUES (" + marker + ", " + marker + ", now(), 'marker')"));
        awaitTarget("SELECT EXISTS (SELECT FROM faults.busy WHERE step = " + marker + ")");
        GroupProgress.Ends ends = progress.ends();
        if (!waiting.until(ARRIVAL_BOUND, () -> progress.hasPassed(ends))) {
            throw new FaultsFailedException("The sink did not pass the ends of its topics");
        }
    }

    @Override
    public void quietly(Step step) throws SQLException, InterruptedException {
        writer.pause();
        try {
            awaitMoved();
            step.run();
        } finally {
            writer.resume();
        }
    }

    @Override
    public void sinkWith(SinkHabit habit) throws InterruptedException {
        migration.sinkWith(habit, waiting);
        this.habit = habit;
    }

    @Override
    public void captureOf(String operations) throws SQLException {
        atSource(List.of("ALTER PUBLICATION " + Migration.PUBLICATION + " SET (publish = '" + operations + "')"));
    }

    @Override
    public void copyFromSource(String table, String condition) throws SQLException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        target.setAutoCommit(false);
        try (Statement statement = target.createStatement()) {
            source.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT * FROM " + table + " WHERE " + condition + ") TO STDOUT", rows);
            statement.execute("DELETE FROM " + table + " WHERE " + condition);
            target.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(rows.toByteArray()));
            target.commit();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy rows of " + table, e);
        } finally {
            target.rollback();
            target.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        source.close();
        target.close();
    }
}
