/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.plugin;

/** What a topic is called that wants a name which no topic may have. */
public final class TopicName {
    private static final int LONGEST = 249;
    private static final String MARKS = "._-";

    private TopicName() {}

    /** As change capture does it: {@code _} in the place of each character, nothing of what is too long. */
    public static String of(String wanted) {
        StringBuilder topic = new StringBuilder(wanted);
        topic.setLength(Math.min(LONGEST, wanted.length()));
        for (int at = 0; at < topic.length(); at++) {
            if (!isValid(topic.charAt(at))) {
                topic.setCharAt(at, '_');
            }
        }
        return topic.toString();
    }

    private static boolean isValid(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
    }

    /** Whether a character of the name may stand for another one. */
    public static boolean mayStandForAnother(String topic) {
        return topic.indexOf('_') >= 0;
    }
}
