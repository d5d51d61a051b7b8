/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.plugin.TopicName;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How the name of one topic is spelled in the database. Change capture puts {@code _} where a topic may not have the
 * character of a table's name, so only its records can tell. Not thread-safe.
 *
 * <p>Invariant: the rows of a topic are those of one table. Two of which the names became alike are never mixed.
 */
final class TopicSpelling {
    private final String topic;
    private final boolean settled;
    private SourceTable teller;
    private String told;

    /** @param named whether the user says which table the topic is for */
    TopicSpelling(String topic, boolean named) {
        this.topic = topic;
        this.settled = named || !TopicName.mayStandForAnother(topic);
    }

    /** The topic's name, of the same length, with the characters that are known to be others. */
    String text() {
        return told == null ? topic : told;
    }

    /**
     * @return whether the name is spelled otherwise than it was known before this record
     * @throws ConnectException when it is of another table than those before
     */
    boolean learns(SinkRecord record) {
        if (settled) {
            return false;
        }
        SourceTable source = SourceTable.of(record);
        if (source == null || source.equals(teller)) {
            return false;
        }
        // Whoever gave the topic another name than change capture did means what it is called.
        String spelling = source.spelling(topic).orElse(topic);
        if (told != null && !told.equals(spelling)) {
            throw new ConnectException("Topic " + topic + " holds rows of table " + teller + " and of table " + source
                    + ", whose names are alike in a topic's characters, so that their rows have the same keys. Capture"
                    + " one of them with another topic.prefix");
        }
        boolean learnt = !spelling.equals(text());
        teller = source;
        told = spelling;
        return learnt;
    }
}
