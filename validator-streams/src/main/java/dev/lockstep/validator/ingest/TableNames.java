/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives a topic the name of its table. Immutable.
 *
 * @param topics matches whole topic names
 * @param format a replacement such as {@code $1.$2}; both sides of a flow must come to the same name
 * @param routes the topic that the sink's chain gives the records of a topic. One that does not match is itself the name of
 *     the table, as for a sink
 */
public record TableNames(Pattern topics, String format, UnaryOperator<String> routes) {

    public TableNames(Pattern topics, String format) {
        this(topics, format, UnaryOperator.identity());
    }

    String routeOf(String topic) {
        return routes.apply(topic);
    }

    /** @throws IllegalArgumentException when the topic does not match, or the format names a group that is not there */
    public String tableOf(String topic) {
        if (!topics.matcher(topic).matches()) {
            throw new IllegalArgumentException("topic " + topic + " does not match " + topics);
        }
        String routed = routeOf(topic);
        Matcher matcher = topics.matcher(routed);
        if (!matcher.matches()) {
            return routed;
        }
        StringBuilder name = new StringBuilder();
        try {
            matcher.appendReplacement(name, format);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "the format " + format + " names a group that " + topics + " does not have", e);
        }
        return name.toString();
    }
}
