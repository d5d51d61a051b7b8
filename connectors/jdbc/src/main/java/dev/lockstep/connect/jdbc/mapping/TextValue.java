/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

/** Text as it is. */
final class TextValue {
    private TextValue() {}

    static String write(Object value) {
        String text = (String) value;
        UnavailableValue.refuse(text);
        requireStorable(text);
        return text;
    }

    /** Refuses what the server would refuse (NUL) and what the driver would replace by a question mark. */
    static void requireStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new UnwritableValueException("the text holds a NUL character, which PostgreSQL cannot store");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new UnwritableValueException(
                            "the text holds half of a surrogate pair, which is no character");
                }
                i++;
            }
        }
    }
}
