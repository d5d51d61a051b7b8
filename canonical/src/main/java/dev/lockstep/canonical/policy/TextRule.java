/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;
import java.text.Normalizer;
import java.util.Locale;

/** Rules for TEXT. */
public enum TextRule implements Rule {
    /** Without blanks (U+0020) at the end: what CHAR(n) needs. */
    RTRIM("rtrim", Grade.NORMALISED),
    /** Without blanks (U+0020) at either end. */
    TRIM("trim", Grade.NARROWED),
    /** Without U+0000, which PostgreSQL cannot hold. */
    STRIP_NUL("strip-nul", Grade.NARROWED),
    /** Upper case, then lower case, of every language at once. */
    CASEFOLD("casefold", Grade.NARROWED),
    /** Unicode normalisation form C. */
    NFC("nfc", Grade.NORMALISED),
    /** The empty text is NULL, as in Oracle. */
    EMPTY_IS_NULL("empty-is-null", Grade.NARROWED);

    private final String text;
    private final Grade grade;

    TextRule(String text, Grade grade) {
        this.text = text;
        this.grade = grade;
    }

    @Override
    public CanonicalValue apply(CanonicalValue value) {
        if (!(value instanceof CanonicalValue.Text before)) {
            return value;
        }
        String changed = change(before.value());
        return changed == null ? new CanonicalValue.Null() : new CanonicalValue.Text(changed);
    }

    private String change(String value) {
        return switch (this) {
            case RTRIM -> value.substring(0, endWithoutBlanks(value));
            case TRIM -> {
                int end = endWithoutBlanks(value);
                int start = 0;
                while (start < end && value.charAt(start) == ' ') {
                    start++;
                }
                yield value.substring(start, end);
            }
            case STRIP_NUL -> value.replace("\0", "");
            case CASEFOLD -> value.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            case NFC -> Normalizer.normalize(value, Normalizer.Form.NFC);
            case EMPTY_IS_NULL -> value.isEmpty() ? null : value;
        };
    }

    private static int endWithoutBlanks(String value) {
        int end = value.length();
        while (end > 0 && value.charAt(end - 1) == ' ') {
            end--;
        }
        return end;
    }

    @Override
    public Grade grade() {
        return grade;
    }

    @Override
    public String text() {
        return text;
    }
}
