/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.schema.TableId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Which table a topic's records belong to. The topic's name is the one after transforms, so these can re-route.
 *
 * @param schema of tables for which the topic names none; empty when the target has no such schema
 * @param tablesByTopic those that the user named one by one
 */
public record TopicRouter(
        Pattern topicPattern, String nameFormat, Optional<String> schema, Map<String, TableId> tablesByTopic) {
    public TopicRouter {
        tablesByTopic = Map.copyOf(tablesByTopic);
    }

    /** Whether the user named the topic's table. */
    boolean names(String topic) {
        return tablesByTopic.containsKey(topic);
    }

    /** @throws ConnectException when the topic has no table; which of the settings is at fault is in the message */
    public TableId route(String topic) {
        return route(topic, topic);
    }

    /** @param spelling the topic's name, of the same length, as {@link TopicSpelling} knows it */
    TableId route(String topic, String spelling) {
        if (names(topic)) {
            return tablesByTopic.get(topic);
        }
        Matcher matcher = topicPattern.matcher(topic);
        if (!matcher.matches()) {
            throw new ConnectException("Topic " + topic + " does not match " + BulkJdbcSinkConfig.TOPIC_PATTERN + " "
                    + topicPattern + ", so it has no table. Change the pattern, name the topic's table in "
                    + BulkJdbcSinkConfig.NAME_OVERRIDES + ", or do not subscribe to the topic");
        }
        String name = expanded(matcher, spelling);
        int dot = name.indexOf('.');
        if (dot < 0 || dot == name.length() - 1) {
            throw new ConnectException("Topic " + topic + " gives the table name \"" + name + "\", expected"
                    + " schema.table. Change " + BulkJdbcSinkConfig.NAME_FORMAT);
        }
        return new TableId(dot == 0 ? schema(topic) : name.substring(0, dot), name.substring(dot + 1));
    }

    private String schema(String topic) {
        return schema.orElseThrow(() -> new ConnectException("Topic " + topic + " names no schema, and the target has"
                + " none for such tables. Put the database into " + BulkJdbcSinkConfig.URL + ", or the schema into "
                + BulkJdbcSinkConfig.NAME_FORMAT));
    }

    /** The name format with its groups, as they are spelled. A group that is not in the topic is empty. */
    private String expanded(Matcher matcher, String spelling) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < nameFormat.length(); i++) {
            char c = nameFormat.charAt(i);
            if (c == '\\') {
                name.append(nameFormat.charAt(++i));
            } else if (c == '$') {
                int group = Character.digit(nameFormat.charAt(++i), 10);
                if (matcher.start(group) >= 0) {
                    name.append(spelling, matcher.start(group), matcher.end(group));
                }
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
