/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.sink.BoundChange;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record as the texts of its row.
 *
 * @param texts one per column of the statement, null for NULL
 */
record JdbcChange(SinkRecord record, SetStatement statement, List<String> texts, List<String> key, boolean reducible)
        implements BoundChange {
    @Override
    public String table() {
        return statement.table();
    }

    @Override
    public boolean delete() {
        return statement.isDelete();
    }

    @Override
    public Object shape() {
        return statement;
    }
}
