/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.schema.TableId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;

/** Which table a topic's records belong to. The topic's name is the one after transforms, so these can re-route. */
record TopicRouter(Pattern topicPattern, String nameFormat) {
    /** @throws ConnectException when the topic has no table; which of the two settings is at fault is in the message */
    TableId route(String topic) {
        Matcher matcher = topicPattern.matcher(topic);
        if (!matcher.matches()) {
            throw new ConnectException("Topic " + topic + " does not match " + BulkJdbcSinkConfig.TOPIC_PATTERN + " "
                    + topicPattern + ", so it has no table. Change the pattern, or do not subscribe to the topic");
        }
        StringBuilder expanded = new StringBuilder();
        matcher.appendReplacement(expanded, nameFormat);
        String name = expanded.toString();
        int dot = name.indexOf('.');
        if (dot <= 0 || dot == name.length() - 1) {
            throw new ConnectException("Topic " + topic + " gives the table name \"" + name + "\", expected"
                    + " schema.table. Change " + BulkJdbcSinkConfig.NAME_FORMAT);
        }
        return new TableId(name.substring(0, dot), name.substring(dot + 1));
    }
}
