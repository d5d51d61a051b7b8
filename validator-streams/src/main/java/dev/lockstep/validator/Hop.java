/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which way of the data a validator watches. */
public enum Hop {
    /** From the data topics to the target. */
    DELIVERY,
    /** From the source's database to the data topics: the observer reads the source. */
    CAPTURE;

    /** As people write it in settings and read it in lines. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Hop of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(Hop::text).toList();
    }
}
