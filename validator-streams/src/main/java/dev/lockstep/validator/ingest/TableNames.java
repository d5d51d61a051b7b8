/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives a topic the name of its table. Immutable.
 *
 * @param topics matches whole topic names
 * @param format a replacement such as {@code $1.$2}; both sides of a flow must come to the same name
 */
public record TableNames(Pattern topics, String format) {

    /** @throws IllegalArgumentException when the topic does not match, or the format names a group that is not there */
    public String tableOf(String topic) {
        Matcher matcher = topics.matcher(topic);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("topic " + topic + " does not match " + topics);
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
