/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.RowImage;
import dev.lockstep.connect.jdbc.dialect.SetShape;
import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.sink.BoundChange;
import dev.lockstep.connect.sink.RowKey;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record as the bytes of its row.
 *
 * @param shapes those of the table
 * @param image one cell for each column of the shape; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // two changes are never compared
record JdbcChange(SinkRecord record, RowShapes shapes, SetShape shape, byte[] image, RowKey key, boolean reducible)
        implements BoundChange, RowImage {
    @Override
    public String table() {
        return shapes.table();
    }

    @Override
    public boolean delete() {
        return shape.action() == Action.DELETE;
    }

    @Override
    public Optional<JdbcChange> over(BoundChange earlier) {
        return shapes.combine((JdbcChange) earlier, this);
    }
}
