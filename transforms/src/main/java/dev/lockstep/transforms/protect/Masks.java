/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

/** Texts of which only one end can be read. Pure. */
final class Masks {
    private Masks() {}

    /**
     * The text with all but its first or last letters and digits replaced; blanks and punctuation stay.
     *
     * @param kept how many letters and digits stay; a text that has no more than these is masked whole
     */
    static String mask(String text, int kept, boolean first, String mask) {
        int[] points = text.codePoints().toArray();
        int hidden = 0;
        for (int point : points) {
            hidden += isHidden(point) ? 1 : 0;
        }
        int shownFrom = first || hidden <= kept ? 0 : hidden - kept;
        int shownTo = hidden <= kept ? 0 : first ? kept : hidden;
        StringBuilder masked = new StringBuilder(text.length());
        int index = 0;
        for (int point : points) {
            boolean shown = !isHidden(point) || (index >= shownFrom && index < shownTo);
            index += isHidden(point) ? 1 : 0;
            if (shown) {
                masked.appendCodePoint(point);
            } else {
                masked.append(mask);
            }
        }
        return masked.toString();
    }

    /** Letters, digits, and whatever else may tell something, such as accents, pictures and signs of other scripts. */
    private static boolean isHidden(int point) {
        if (point < 0x80) {
            return Character.isLetterOrDigit(point);
        }
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> false;
            default -> true;
        };
    }
}
