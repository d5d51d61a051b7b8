/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import java.util.Set;
import org.apache.kafka.connect.connector.ConnectRecord;

/** Records of change capture that speak of no row of any table; transforms let them by as they are. */
public final class NotRows {
    /** Debezium's names: what {@code pg_logical_emit_message} writes, heartbeats, and changes of tables. */
    private static final Set<String> NAMES = Set.of(
            "io.debezium.connector.postgresql.MessageValue",
            "io.debezium.connector.common.Heartbeat",
            "io.debezium.connector.common.TransactionMetadataValue",
            "io.debezium.connector.mysql.SchemaChangeValue",
            "io.debezium.connector.mariadb.SchemaChangeValue");

    private NotRows() {}

    public static boolean is(ConnectRecord<?> record) {
        return record.valueSchema() != null
                && record.valueSchema().name() != null
                && NAMES.contains(record.valueSchema().name());
    }
}
