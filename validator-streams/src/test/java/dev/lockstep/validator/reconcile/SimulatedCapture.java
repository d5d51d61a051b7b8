/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.ArrayList;
import java.util.List;

/** Captures the changes of the target, with a lag, and brings them to the validator; a crash brings some of them again. */
final class SimulatedCapture {
    private final World world;
    private final List<SimulatedValidator.Captured> changes = new ArrayList<>();
    private final int[] known;
    private int captured;
    private int ingested;

    SimulatedCapture(World world) {
        this.world = world;
        known = new int[world.setup.keys()];
    }

    /** A row was written; one that changes nothing may be captured too. */
    void changed(int key, Dice dice) {
        int now = world.target[key];
        if (known[key] != now || dice.oneIn(2)) {
            known[key] = now;
            changes.add(new SimulatedValidator.Captured(key, now, changes.size()));
        }
    }

    int written() {
        return changes.size();
    }

    int captured() {
        return captured;
    }

    int ingested() {
        return ingested;
    }

    void capture(int count) {
        captured = Math.min(changes.size(), captured + count);
    }

    void ingest(int count, List<Object> observations) {
        for (int i = 0; i < count && ingested < captured; i++) {
            observations.add(changes.get(ingested++));
            world.tick();
        }
    }

    /** What was brought already is brought once more. */
    void replay(int count, List<Object> observations) {
        for (int at = Math.max(0, ingested - count); at < ingested; at++) {
            observations.add(changes.get(at));
            world.tick();
        }
    }
}
