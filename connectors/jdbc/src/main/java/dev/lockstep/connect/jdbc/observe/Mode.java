/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import java.util.Arrays;

/** What an observer reads. */
enum Mode {
    SCAN("scan"),
    FOLLOW("follow"),
    SCAN_AND_FOLLOW("scan+follow");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean scans() {
        return this != FOLLOW;
    }

    boolean follows() {
        return this != SCAN;
    }

    static String[] texts() {
        return Arrays.stream(values()).map(Mode::text).toArray(String[]::new);
    }

    static Mode of(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mode: " + text));
    }
}
