/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import dev.lockstep.connect.jdbc.plugin.TopicName;
import dev.lockstep.connect.jdbc.read.CapturedTable;
import dev.lockstep.connect.jdbc.read.TableName;

/**
 * The names of a table's topic and schemas, as change capture builds them: what no topic may be called becomes {@code _}.
 *
 * @param topic in front of all schema names too
 */
public record RecordNames(String topic) {
    /** @param database for engines whose tables have no schema but a database */
    public static RecordNames of(String prefix, DatabaseEngine engine, String database, TableName table) {
        String place = switch (engine) {
            case POSTGRES -> table.schema() + ".";
            case MYSQL -> database + ".";
            case SQLITE -> "";
        };
        return new RecordNames(TopicName.of(prefix + "." + place + table.table()));
    }

    static RecordNames of(String prefix, DatabaseEngine engine, CapturedTable table) {
        return of(prefix, engine, table.database(), table.name());
    }

    String key() {
        return topic + ".Key";
    }

    String value() {
        return topic + ".Value";
    }

    String envelope() {
        return topic + ".Envelope";
    }
}
