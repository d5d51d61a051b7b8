/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures how long each phase of the demo takes. Confined to one thread. */
final class Phases {
    static final String STACK = "start the stack";
    static final String LOAD = "load the source";
    static final String SNAPSHOT = "move the snapshot";
    static final String WRITING = "follow the writer";
    static final String PROVING = "prove every row";
    static final String HARM = "find the harms";
    static final String LAST_LOOK = "look for false alarms";

    private final long start = System.nanoTime();
    private final Map<String, Duration> ended = new LinkedHashMap<>();
    private String current = "";
    private long since = start;

    /** Ends the phase before, if there is one, and begins this one. */
    void begin(String name) {
        end();
        current = name;
        since = System.nanoTime();
    }

    /** Ends the phase in progress. */
    void end() {
        if (!current.isEmpty()) {
            ended.merge(current, Duration.ofNanos(System.nanoTime() - since), Duration::plus);
            current = "";
        }
    }

    /** How long the demo has run. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** How long an ended phase took; zero if there was none of this name. */
    Duration of(String name) {
        return ended.getOrDefault(name, Duration.ZERO);
    }

    /** The ended phases in order, in seconds. */
    Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        ended.forEach((name, duration) -> seconds.put(name, duration.toMillis() / 1000.0));
        return seconds;
    }
}
