/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import java.math.RoundingMode;

/** What becomes of the digits that the other side cannot hold; it differs from database to database. */
public enum Reduction {
    /** They are dropped: towards zero for numbers, towards the past for times. */
    CUT("cut"),
    /** To the nearest, halves away from zero for numbers and into the future for times. */
    ROUND("round");

    private final String text;

    Reduction(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    RoundingMode ofNumbers() {
        return this == CUT ? RoundingMode.DOWN : RoundingMode.HALF_UP;
    }

    /** The multiple of {@code unit} that stands for {@code nanos}. */
    long ofTimes(long nanos, long unit) {
        return Math.floorDiv(this == CUT ? nanos : nanos + unit / 2, unit) * unit;
    }
}
