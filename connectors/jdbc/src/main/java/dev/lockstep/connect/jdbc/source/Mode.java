/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.util.Arrays;
import java.util.Locale;

/** What is read of a table. */
enum Mode {
    /** Every row once. */
    SNAPSHOT("snapshot", true, false),
    /** Every row once, then what is new or changed. */
    SNAPSHOT_AND_POLL("snapshot+poll", true, true),
    /** What is new or changed, from the least value of the polled column on. */
    POLL("poll", false, true);

    private final String text;
    private final boolean lanes;
    private final boolean polls;

    Mode(String text, boolean lanes, boolean polls) {
        this.text = text;
        this.lanes = lanes;
        this.polls = polls;
    }

    static Mode of(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.text.equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
    }

    static String[] texts() {
        return Arrays.stream(values()).map(Mode::text).toArray(String[]::new);
    }

    String text() {
        return text;
    }

    boolean readsLanes() {
        return lanes;
    }

    boolean polls() {
        return polls;
    }
}
