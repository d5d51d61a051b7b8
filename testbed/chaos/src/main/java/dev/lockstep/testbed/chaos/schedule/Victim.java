/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A part of the migration that can be struck. */
public enum Victim {
    BROKER,
    WORKER,
    VALIDATOR,
    OBSERVER,
    SINK,
    TARGET;

    /** As it is called in options and reports. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is none of the name */
    public static Victim named(String title) {
        return Arrays.stream(values())
                .filter(victim -> victim.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nothing to kill is called " + title + ": expected "
                        + Arrays.stream(values()).map(Victim::title).collect(Collectors.joining(", "))));
    }
}
