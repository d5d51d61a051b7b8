/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.connect.jdbc.dialect.OffsetTableSql;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.DataTopics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Positions of a mover that keeps them in the database, in the transactions of its rows: our sink. They are read in the
 * snapshot that the rows are read in.
 *
 * <p><b>X (exact)</b> both bounds of a reading are the position at which it was made: the rows are those of all records below
 * it and of none at or above it.
 *
 * @param connector under whose name the mover keeps its offsets
 * @param table for people
 */
record LedgerReads(Snapshots snapshots, OffsetTableSql sql, String table, String connector, DataTopics topics)
        implements BoundedReads {
    /** No such table, in PostgreSQL and in MariaDB or MySQL. */
    private static final Set<String> NO_TABLE = Set.of("42P01", "42S02");

    @Override
    public <T> Optional<Reading<T>> read(Session session, String topic, Read<T> read)
            throws SQLException, InterruptedException {
        int partitions = topics.partitions(topic);
        return snapshots.take(session, seen -> {
            Optional<List<Long>> at = positions(session, topic, partitions);
            return at.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Reading<>(Bounds.exactly(at.get()), seen, read.read(at.get())));
        });
    }

    private Optional<List<Long>> positions(Session session, String topic, int partitions)
            throws SQLException, InterruptedException {
        try {
            return session.query(
                    new PreparedSql(sql.select(), List.of(connector)), 0, rows -> positions(rows, topic, partitions));
        } catch (SQLException e) {
            if (NO_TABLE.contains(String.valueOf(e.getSQLState()))) {
                throw new ConnectException("There is no table " + table + ", in which the sink keeps its offsets. Check"
                        + " mover.offsets.table, and that the sink delivers exactly once; or set mover.group");
            }
            throw e;
        }
    }

    private Optional<List<Long>> positions(ResultSet rows, String topic, int partitions) throws SQLException {
        List<Long> at = new ArrayList<>(Collections.nCopies(partitions, 0L));
        boolean found = false;
        while (rows.next()) {
            if (rows.getString(1).equals(topic)) {
                found = true;
                int partition = rows.getInt(2);
                if (partition >= partitions) {
                    throw new ConnectException("Data topic " + topic + " had " + partitions
                            + " partitions when the task started, and the sink has an offset of partition " + partition
                            + ". Restart the connector; keys whose partition changed have lost their order");
                }
                // NULL, which is read as 0, is a partition of which the sink has written nothing.
                at.set(partition, rows.getLong(3));
            }
        }
        return found ? Optional.of(at) : Optional.empty();
    }
}
