/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.dialect.SqlStateClassifier;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection. Owned by one thread; {@link #abort} may come from any. */
public final class Session implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    /** What is done with the rows of a statement. */
    @FunctionalInterface
    public interface Rows<T> {
        T read(ResultSet rows) throws SQLException, InterruptedException;
    }

    /** Several statements. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException, InterruptedException;
    }

    private final Connection connection;
    private volatile Statement current;
    private volatile boolean aborted;
    private boolean together;

    public Session(Connection connection) {
        this.connection = connection;
    }

    public Connection connection() {
        return connection;
    }

    /** Streams the rows; the transaction, and with it what the server keeps for it, ends with the statement. */
    public <T> T query(PreparedSql sql, int fetchRows, Rows<T> rows) throws SQLException, InterruptedException {
        try (PreparedStatement statement =
                connection.prepareStatement(sql.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(fetchRows);
            for (int i = 0; i < sql.parameters().size(); i++) {
                statement.setString(i + 1, sql.parameters().get(i));
            }
            current = statement;
            if (aborted) {
                throw new SQLException("The task is being stopped");
            }
            T result;
            try (ResultSet found = statement.executeQuery()) {
                result = rows.read(found);
            }
            endTransaction();
            return result;
        } finally {
            current = null;
        }
    }

    /** The first value of the first row as text; empty for NULL and for no row. */
    Optional<String> one(String sql, String... parameters) throws SQLException, InterruptedException {
        return query(
                new PreparedSql(sql, List.of(parameters)),
                0,
                rows -> rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty());
    }

    /**
     * Statements that see one state of the database. After a failure the session is of no more use.
     *
     * @param begin what begins a transaction where the driver does not by itself
     */
    public <T> T together(Optional<String> begin, Work<T> work) throws SQLException, InterruptedException {
        if (begin.isPresent()) {
            execute(begin.get());
        }
        together = true;
        T result = work.run();
        together = false;
        if (begin.isPresent()) {
            execute("COMMIT");
        } else {
            endTransaction();
        }
        return result;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** So that the next statement sees what was committed since, and the server may clean up behind this one. */
    private void endTransaction() throws SQLException {
        if (!together && !connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /** Ends whatever runs, in the server too, and the connection. Does not wait for the thread that owns it. */
    public void abort() {
        aborted = true;
        Statement running = current;
        try {
            if (running != null) {
                running.cancel();
            }
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("A session did not end cleanly: {}", SqlStateClassifier.describe(e.getSQLState()));
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was read only: nothing can be lost.
            log.debug("A session did not close cleanly: {}", SqlStateClassifier.describe(e.getSQLState()));
        }
    }
}
