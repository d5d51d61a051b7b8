/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.plugin.TopicName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The table that a change record says it is of, in the block {@code source} of its envelope.
 *
 * @param server the prefix of the topics
 * @param place the schema, or the database where there are no schemas
 */
record SourceTable(String server, String place, String table) {
    /** @return null when the record says nothing of its table: a row without envelope, a tombstone */
    static SourceTable of(SinkRecord record) {
        if (record.value() instanceof Struct envelope) {
            return field(envelope, "op") != null && field(envelope, "source") instanceof Struct block
                    ? of(name -> field(block, name))
                    : null;
        }
        return record.value() instanceof Map<?, ?> envelope
                        && envelope.get("op") != null
                        && envelope.get("source") instanceof Map<?, ?> block
                ? of(block::get)
                : null;
    }

    private static Object field(Struct struct, String name) {
        Field field = struct.schema().field(name);
        return field == null ? null : struct.get(field);
    }

    private static SourceTable of(Function<String, Object> block) {
        Object place = block.apply("schema") == null ? block.apply("db") : block.apply("schema");
        return block.apply("name") instanceof String server
                        && place instanceof String schema
                        && block.apply("table") instanceof String table
                ? new SourceTable(server, schema, table)
                : null;
    }

    /**
     * The topic's name as it would be if a topic could have any: each {@code _} that stands for another character is that
     * character.
     *
     * @return empty when the topic is not called as change capture calls this table's
     */
    Optional<String> spelling(String topic) {
        return Stream.of(server + "." + place + "." + table, server + "." + table)
                .filter(name ->
                        name.length() == topic.length() && TopicName.of(name).equals(topic))
                .findFirst();
    }

    /** For people. */
    @Override
    public String toString() {
        return place + "." + table;
    }
}
