/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

/** Text as it is. */
final class TextValue {
    /** The one writer of text as it is, so that who sees it knows that nothing but the text itself is to be written. */
    static final ValueWriter WRITER = TextValue::write;

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
                throw nul();
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw halfPair();
                }
                i++;
            }
        }
    }

    static UnwritableValueException nul() {
        return new UnwritableValueException("the text holds a NUL character, which such a column cannot store");
    }

    static UnwritableValueException halfPair() {
        return new UnwritableValueException("the text holds half of a surrogate pair, which is no character");
    }
}
