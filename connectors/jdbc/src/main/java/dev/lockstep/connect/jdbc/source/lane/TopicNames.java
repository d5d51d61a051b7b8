/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RecordNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The topics of tables. Those that two tables would share, or that no broker would take, are refused. */
public final class TopicNames {
    private static final int MAX_LENGTH = 249;

    private TopicNames() {}

    public static String of(String prefix, DatabaseEngine engine, TableName table) {
        return RecordNames.of(prefix, engine, table.schema(), table).topic();
    }

    /** What is wrong with the topics of these tables; empty for nothing. */
    public static Optional<String> problem(String prefix, DatabaseEngine engine, Collection<TableName> tables) {
        Map<String, TableName> taken = new HashMap<>();
        for (TableName table : tables) {
            int length = prefix.length() + table.toString().length() + 1;
            if (length > MAX_LENGTH) {
                return Optional.of("The topic of table " + table + " would have " + length + " characters, more than "
                        + MAX_LENGTH + ". Choose a shorter topic.prefix, or leave the table out");
            }
            String topic = of(prefix, engine, table);
            // A broker makes no topic whose name differs from another's in points and underscores alone.
            TableName other = taken.put(topic.replace('.', '_'), table);
            if (other != null) {
                String first = of(prefix, engine, other);
                return Optional.of("Tables " + other + " and " + table
                        + (first.equals(topic)
                                ? " would share the topic " + topic
                                : " would have the topics " + first + " and " + topic
                                        + ", of which a broker keeps but one")
                        + ". Leave one out with table.exclude.list and read it with a connector and prefix of its own");
            }
        }
        return Optional.empty();
    }
}
