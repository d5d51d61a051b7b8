/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.mover;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The offsets that BulkJdbcSink commits together with the rows. Owns the connection. */
record LedgerPositions(Connection target) implements MoverPositions {
    @Override
    public Map<TopicPartition, Long> now() throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Statement statement = target.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic, partition_id, next_offset FROM lockstep_offsets"
                        + " WHERE connector = '" + Mover.NAME + "' AND next_offset IS NOT NULL")) {
            while (rows.next()) {
                offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return offsets;
    }

    @Override
    public void close() throws SQLException {
        target.close();
    }
}
