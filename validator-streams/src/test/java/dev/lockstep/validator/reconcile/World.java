/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Arrays;

/** The logs, the target, and what the target would hold had nobody done harm. */
final class World {
    static final String TOPIC = "source.t";

    /** What an observer says of a row it could not read. */
    static final int UNKNOWN = -1;

    final Setup setup;
    final DataLog[] logs;
    final int[] target;
    final int[] shadow;
    final int[] homes;

    /** Since when the target has not been what it would be without harm; −1 while it is. */
    final long[] wrongSince;

    /** When it last was not. */
    final long[] wrongUntil;

    private final StringBuilder story;
    private long now;
    private long observerRun = 1;
    private boolean quiet;

    World(Setup setup, boolean tell) {
        this.setup = setup;
        this.logs = new DataLog[setup.partitions()];
        for (int partition = 0; partition < logs.length; partition++) {
            logs[partition] = new DataLog(setup.keys());
        }
        target = new int[setup.keys()];
        shadow = new int[setup.keys()];
        homes = new int[setup.keys()];
        for (int key = 0; key < homes.length; key++) {
            homes[key] = key % setup.partitions();
        }
        wrongSince = new long[setup.keys()];
        wrongUntil = new long[setup.keys()];
        Arrays.fill(wrongSince, -1);
        Arrays.fill(wrongUntil, -1);
        story = tell ? new StringBuilder() : null;
    }

    /** Counts events; also the time of this world. */
    long tick() {
        return ++now;
    }

    long now() {
        return now;
    }

    /** Which start of the observer this is: readings of two are not ordered. */
    long observerRun() {
        return observerRun;
    }

    void observerStartsAgain() {
        observerRun++;
    }

    boolean tells() {
        return story != null;
    }

    void tell(String line) {
        story.append("  ").append(now).append(' ').append(line).append('\n');
    }

    String story() {
        return story == null ? "" : story.toString();
    }

    /** From now on everything can be read and compared, and nobody does harm. */
    void quiet() {
        quiet = true;
    }

    /** Whether something that happens once in a while happens now. */
    boolean oddly(boolean possible, int chances, Dice dice) {
        return possible && !quiet && dice.oneIn(chances);
    }

    void write(Dice dice) {
        // Half of the writes go to one key.
        int key = dice.oneIn(2) ? 0 : dice.below(setup.keys());
        if (oddly(setup.movesKeys(), 40, dice)) {
            homes[key] = (homes[key] + 1) % setup.partitions();
        }
        DataLog log = logs[homes[key]];
        int value = dice.oneIn(4) ? 0 : 1 + dice.below(setup.values());
        if (log.newest(key) != DataLog.NONE && dice.oneIn(5)) {
            value = log.value(log.newest(key));
        }
        boolean unreadable = oddly(setup.unknowns(), 25, dice);
        int offset = log.append(key, value, unreadable);
        tick();
        if (tells()) {
            tell("source: " + at(homes[key], offset) + " k" + key + " = " + value
                    + (unreadable ? " (unreadable)" : ""));
        }
        if (setup.transactions() && dice.oneIn(3)) {
            log.appendMarker();
        }
    }

    /** A version arrives; the harm done to it is in the target only. */
    void apply(int key, int value, int written) {
        tick();
        target[key] = written;
        shadow[key] = value;
        compare(key);
    }

    void harm(int key, int value) {
        tick();
        if (tells()) {
            tell("harm: target k" + key + " " + target[key] + " -> " + value);
        }
        target[key] = value;
        compare(key);
    }

    private void compare(int key) {
        if (target[key] == shadow[key]) {
            if (wrongSince[key] >= 0) {
                wrongUntil[key] = now;
            }
            wrongSince[key] = -1;
        } else if (wrongSince[key] < 0) {
            wrongSince[key] = now;
        }
    }

    /** Whether the target was wrong at some time since then. */
    boolean wrongAfter(int key, long time) {
        return wrongSince[key] >= 0 || wrongUntil[key] >= time;
    }

    int[] ends() {
        int[] ends = new int[logs.length];
        for (int partition = 0; partition < ends.length; partition++) {
            ends[partition] = logs[partition].end();
        }
        return ends;
    }

    static String at(int partition, int offset) {
        return "p" + partition + "@" + offset;
    }
}
