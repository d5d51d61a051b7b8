/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.transforms.row.Message;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * The row a condition is about, in whatever shape a record carries it: what an insert or update made of it, or what a
 * delete took away as far as that is known. Immutable.
 *
 * @param schema null where the record has none
 * @param row a {@link Struct} or a map; null where nothing is known of it
 * @param change what the record says of it
 * @param operation c, u, r, d or t where the record is an envelope, else null
 */
public record RowImage(Schema schema, Object row, Change change, String operation) {
    /** What becomes of the row. */
    public enum Change {
        /** It now is so. A flat record does not tell an insert from an update. */
        UPSERT,
        /** It is gone. */
        DELETE,
        /** All rows of the table are gone. */
        TRUNCATE
    }

    /** @throws DataException when the value is neither a row nor an envelope whose operation is known */
    public static RowImage of(ConnectRecord<?> record) {
        Object value = record.value();
        RowChange change = RowChange.read(record.valueSchema(), value);
        if (change instanceof RowChange.Upsert upsert) {
            return new RowImage(upsert.schema(), upsert.row(), Change.UPSERT, RowChange.operation(value));
        }
        if (change instanceof RowChange.Truncate) {
            return new RowImage(null, null, Change.TRUNCATE, RowChange.operation(value));
        }
        String operation = RowChange.operation(value);
        if (operation == null) {
            return new RowImage(value instanceof Struct ? record.valueSchema() : null, value, Change.DELETE, null);
        }
        if (value instanceof Struct envelope) {
            Schema schema = envelope.schema().field("before").schema();
            return new RowImage(schema, envelope.get("before"), Change.DELETE, operation);
        }
        return new RowImage(null, ((Map<?, ?>) value).get("before"), Change.DELETE, operation);
    }

    /** The record around it, as conditions see it. */
    public Message message(ConnectRecord<?> record) {
        return new Message(record, operation);
    }
}
