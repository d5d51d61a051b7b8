/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs rounds: opens one, waits for the mover, for the capture and for both readers, and closes it. */
final class SimulatedCoordinator {
    private enum Stage {
        OPEN,
        MOVER,
        CAPTURE,
        OBSERVATIONS,
        VERSIONS,
        JUDGED
    }

    private final World world;
    private final SimulatedMover mover;
    private final SimulatedCapture capture;
    private final List<SimulatedIngest> ingests;
    private final SimulatedValidator validator;
    private final List<Long> begun = new ArrayList<>();
    private Stage stage = Stage.OPEN;
    private int[] lo = new int[0];
    private int[] hi = new int[0];
    private int until;

    SimulatedCoordinator(
            World world,
            SimulatedMover mover,
            SimulatedCapture capture,
            List<SimulatedIngest> ingests,
            SimulatedValidator validator) {
        this.world = world;
        this.mover = mover;
        this.capture = capture;
        this.ingests = ingests;
        this.validator = validator;
    }

    int rounds() {
        return begun.size();
    }

    boolean between() {
        return stage == Stage.OPEN;
    }

    void step() {
        switch (stage) {
            case OPEN -> open();
            case MOVER -> {
                if (reached(mover.progress(), lo)) {
                    until = capture.written();
                    stage = Stage.CAPTURE;
                }
            }
            case CAPTURE -> {
                if (capture.captured() >= until) {
                    until = capture.captured();
                    stage = Stage.OBSERVATIONS;
                }
            }
            case OBSERVATIONS -> water();
            case VERSIONS -> close();
            case JUDGED -> stage = validator.sweptRound() >= rounds() ? Stage.OPEN : stage;
        }
    }

    private void open() {
        begun.add(world.now());
        validator.truth().roundBegun(world.now());
        validator.versions.appendMark(new VersionsTopic.RoundMark(false, rounds(), new int[0], new int[0]));
        lo = world.ends();
        stage = Stage.MOVER;
        tell("opens round " + rounds() + " from " + Arrays.toString(lo));
    }

    private void water() {
        if (capture.ingested() >= until) {
            validator.observations.add(new SimulatedValidator.Water(rounds()));
            hi = world.ends();
            stage = Stage.VERSIONS;
            tell("watermark at " + (validator.observations.size() - 1));
        }
    }

    private void close() {
        int[] consumed = new int[hi.length];
        for (int partition = 0; partition < hi.length; partition++) {
            consumed[partition] = ingests.get(partition).consumed();
        }
        if (reached(consumed, hi)) {
            validator.versions.appendMark(new VersionsTopic.RoundMark(true, rounds(), lo, hi));
            stage = Stage.JUDGED;
            tell("closes round " + rounds() + " at " + Arrays.toString(hi));
        }
    }

    private void tell(String what) {
        if (world.tells()) {
            world.tell("coordinator: " + what);
        }
    }

    private static boolean reached(int[] offsets, int[] wanted) {
        for (int partition = 0; partition < wanted.length; partition++) {
            if (offsets[partition] < wanted[partition]) {
                return false;
            }
        }
        return true;
    }
}
