/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.FailureKind;
import dev.lockstep.connect.jdbc.dialect.OffsetTableSql;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import dev.lockstep.connect.sink.LedgerPosition;
import dev.lockstep.connect.sink.OffsetLedger;
import dev.lockstep.connect.sink.TargetUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** The offset table of one connector, over the session that also writes the rows. */
final class JdbcOffsetLedger implements OffsetLedger {
    // A transaction of the former owner may still be open. Its end is waited for, but not in the way of a shutdown.
    private static final int CLAIM_SECONDS = 10;
    private static final String QUERY_CANCELED = "57014";

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    /** Work in a transaction of its own. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final JdbcSession session;
    private final OffsetTableSql sql;
    private final String connector;

    JdbcOffsetLedger(JdbcSession session, OffsetTableSql sql, String connector) {
        this.session = session;
        this.sql = sql;
        this.connector = connector;
    }

    @Override
    public Map<TopicPartition, LedgerPosition> claim(Collection<TopicPartition> partitions) {
        ensureTable();
        return inTransaction("Claiming partitions in the offset table", connection -> {
            for (TopicPartition partition : sorted(partitions)) {
                if (update(connection, sql.claim(), partition) == 0) {
                    insert(connection, partition, null);
                }
            }
            return select(connection, partitions);
        });
    }

    @Override
    public Map<TopicPartition, LedgerPosition> read(Collection<TopicPartition> partitions) {
        return inTransaction("Reading the offset table", connection -> select(connection, partitions));
    }

    @Override
    public void move(Collection<Move> moves) {
        List<Move> ordered = new ArrayList<>(moves);
        ordered.sort(Comparator.comparing(Move::partition, ORDER));
        try {
            for (Move move : ordered) {
                if (execute(session.connection(), move) != 1) {
                    throw new ConnectException("Partition " + move.partition() + " of connector " + connector
                            + " was taken over or moved by another task, as the offset table says; nothing of this"
                            + " transaction is written. After a rebalance that is the end of a task that was given up."
                            + " If two connectors of this name write to this database, rename one");
                }
            }
        } catch (SQLException e) {
            throw SqlFailures.outageOrFatal("Moving offsets in the offset table", e);
        }
    }

    /**
     * Sets positions while no task runs.
     *
     * @param offsets the next offset of each partition; null forgets the position
     */
    void alter(Map<TopicPartition, Long> offsets) {
        ensureTable();
        inTransaction("Altering the offset table", connection -> {
            for (TopicPartition partition : sorted(offsets.keySet())) {
                Long next = offsets.get(partition);
                if (next == null) {
                    update(connection, sql.delete(), partition);
                } else if (alter(connection, partition, next) == 0) {
                    insert(connection, partition, next);
                }
            }
            return null;
        });
    }

    private static List<TopicPartition> sorted(Collection<TopicPartition> partitions) {
        return partitions.stream().sorted(ORDER).toList();
    }

    private void ensureTable() {
        Connection connection = session.connection();
        SQLException missing = probe(connection);
        if (missing != null) {
            create(connection, missing);
        }
        sql.transactional().ifPresent(query -> requireTransactions(connection, query));
    }

    private void requireTransactions(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            if (!answer.next() || !answer.getBoolean(1)) {
                throw new ConnectException("The storage engine of the offset table knows no transactions, so offsets"
                        + " would not go with their rows. Drop the table, or have it kept by InnoDB; it is made by: "
                        + sql.create());
            }
        } catch (SQLException e) {
            throw SqlFailures.outageOrFatal("Looking at the offset table", e);
        }
    }

    private void create(Connection connection, SQLException missing) {
        SQLException refusal = null;
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.create());
        } catch (SQLException e) {
            refusal = e; // another task may have been faster, in which case the table is there now
        }
        if (probe(connection) != null) {
            SQLException cause = refusal == null ? missing : refusal;
            if (SqlFailures.kind(cause) == FailureKind.RETRIABLE) {
                throw SqlFailures.outageOrFatal("Creating the offset table", cause);
            }
            throw new ConnectException(SqlFailures.describe("Creating the offset table", cause)
                    + ". Have someone who may run: " + sql.create()
                    + " and grant SELECT, INSERT, UPDATE, DELETE on it; or"
                    + " set " + BulkJdbcSinkConfig.DELIVERY + "=at-least-once");
        }
    }

    private SQLException probe(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(sql.probe())) {
            var unused = none.next();
            return null;
        } catch (SQLException e) {
            if (SqlFailures.kind(e) == FailureKind.RETRIABLE) {
                throw SqlFailures.outageOrFatal("Looking for the offset table", e);
            }
            return e;
        }
    }

    private <T> T inTransaction(String action, Work<T> work) {
        Connection connection = session.connection();
        try {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw QUERY_CANCELED.equals(e.getSQLState()) || SqlFailures.kind(e) == FailureKind.BAD_RECORD
                    ? new TargetUnavailableException(SqlFailures.describe(action, e)
                            + ". Another session, most likely of the former owner, is at these rows")
                    : SqlFailures.outageOrFatal(action, e);
        }
    }

    private int update(Connection connection, String statement, TopicPartition partition) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setQueryTimeout(CLAIM_SECONDS);
            bind(prepared, 1, partition);
            return prepared.executeUpdate();
        }
    }

    private void insert(Connection connection, TopicPartition partition, Long next) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(sql.insert())) {
            prepared.setQueryTimeout(CLAIM_SECONDS);
            bind(prepared, 1, partition);
            if (next == null) {
                prepared.setNull(4, Types.BIGINT);
            } else {
                prepared.setLong(4, next);
            }
            prepared.executeUpdate();
        }
    }

    private int alter(Connection connection, TopicPartition partition, long next) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(sql.alter())) {
            prepared.setQueryTimeout(CLAIM_SECONDS);
            prepared.setLong(1, next);
            bind(prepared, 2, partition);
            return prepared.executeUpdate();
        }
    }

    private int execute(Connection connection, Move move) throws SQLException {
        OptionalLong before = move.from().next();
        try (PreparedStatement prepared =
                connection.prepareStatement(before.isPresent() ? sql.move() : sql.moveFirst())) {
            prepared.setLong(1, move.to());
            bind(prepared, 2, move.partition());
            prepared.setLong(5, move.from().epoch());
            if (before.isPresent()) {
                prepared.setLong(6, before.getAsLong());
            }
            return prepared.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, int from, TopicPartition partition) throws SQLException {
        statement.setString(from, connector);
        statement.setString(from + 1, partition.topic());
        statement.setInt(from + 2, partition.partition());
    }

    private Map<TopicPartition, LedgerPosition> select(Connection connection, Collection<TopicPartition> wanted)
            throws SQLException {
        Map<TopicPartition, LedgerPosition> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.select())) {
            statement.setString(1, connector);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
                    long next = row.getLong(3);
                    OptionalLong position = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(next);
                    if (wanted.contains(partition)) {
                        found.put(partition, new LedgerPosition(row.getLong(4), position));
                    }
                }
            }
        }
        return found;
    }
}
