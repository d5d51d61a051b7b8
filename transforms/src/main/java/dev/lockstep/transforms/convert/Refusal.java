/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.value.CanonicalValue;
import org.apache.kafka.connect.errors.DataException;

/** The errors of conversions: what was expected, what was found (never the value), what to do. */
final class Refusal {
    private Refusal() {}

    static DataException of(String expected, String found, String advice) {
        return new DataException("Expected " + expected + ", found " + found + ". " + advice);
    }

    /** A text that cannot be read. */
    static DataException text(String expected, String text, String advice) {
        String blanks = text.isEmpty() || text.equals(text.strip()) ? "" : ", with blanks around it";
        return of(expected, "a text of " + text.length() + " character(s) that is none" + blanks, advice);
    }

    /** What a value is called in errors. */
    static String found(CanonicalValue value) {
        if (value instanceof CanonicalValue.Text text) {
            return "a text of " + text.value().length() + " character(s)";
        }
        if (value instanceof CanonicalValue.NotFinite) {
            return "NaN or an infinity";
        }
        if (value instanceof CanonicalValue.InfiniteDate || value instanceof CanonicalValue.InfiniteTimestamp) {
            return "infinity, which only a text can hold";
        }
        return "a " + value.getClass().getSimpleName();
    }
}
