/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where observations of the target come from, and what binds them to positions of the data topics. */
public enum Mode {
    /** An observer reads the target and says at which positions it did. */
    EXACT,
    /** Topics capture the target; positions come from rounds, which ask everybody how far they are. */
    ROUNDS,
    /** The same, with a fixed wait where rounds would have to ask the target. */
    SETTLE;

    /** Whether rounds judge. */
    boolean inRounds() {
        return this != EXACT;
    }

    /** Whether nothing but checks stands behind a verdict. */
    boolean proves() {
        return this != SETTLE;
    }

    /** As people write it in settings and read it in lines. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Mode of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(Mode::text).toList();
    }
}
