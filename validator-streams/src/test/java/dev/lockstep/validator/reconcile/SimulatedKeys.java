/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.observation.Snapshot;
import java.util.Arrays;
import java.util.Optional;

/** What the simulated task knows of each key: the real reconciler's states and sums. All that it says goes to the truth. */
final class SimulatedKeys {
    private static final int CONTENTS = 16;
    private static final Image[] IMAGES = images(Rows.CONTRACT);
    private static final Image[] FOREIGN = images(Rows.OTHER_CONTRACT);

    private final World world;
    private final Truth truth;
    private final Reconciler reconciler;
    private final KeyState[] states;
    private final byte[][] keyBytes;
    private final Sums sums;
    private Decision decision;

    /** @param counts whether sums are kept and compared with a recount */
    SimulatedKeys(World world, Truth truth, Reconciler.Judge judge, boolean counts) {
        this.world = world;
        this.truth = truth;
        reconciler = new Reconciler((evidence, window, trust) -> {
            decision = judge.decide(evidence, window, trust);
            return decision;
        });
        int keys = world.setup.keys();
        states = new KeyState[keys];
        Arrays.fill(states, KeyState.NEW);
        keyBytes = new byte[keys][];
        for (int key = 0; key < keys; key++) {
            keyBytes[key] = new byte[] {(byte) key};
        }
        sums = counts ? new Sums() : null;
    }

    private static Image[] images(String contract) {
        Image[] images = new Image[CONTENTS];
        for (int value = -1; value < images.length - 1; value++) {
            images[value + 1] = Rows.image(value, contract);
        }
        return images;
    }

    static Image image(int value, boolean foreign) {
        return (foreign ? FOREIGN : IMAGES)[value + 1];
    }

    int count() {
        return states.length;
    }

    KeyState state(int key) {
        return states[key];
    }

    /** @param twice whether to look what the same version does when it is read once more */
    void version(int key, Home home, int offset, Image image, int gapEnd, long openEpoch, boolean twice) {
        take(key, reconciler.onVersion(states[key], home, offset, image, offset, gapEnd, openEpoch));
        if (world.tells()) {
            world.tell("validator: read " + World.at(home.partition(), offset) + " k" + key
                    + (gapEnd > 0 ? " gapEnd " + gapEnd : "") + " -> " + say(key));
        }
        if (twice) {
            truth.changesNothing(key, reconciler.onVersion(states[key], home, offset, image, 7, gapEnd, openEpoch));
        }
    }

    void change(SimulatedValidator.Captured captured, int place, long openEpoch) {
        int key = captured.key();
        Position position = new Position("target.t", 0, captured.offset(), captured.offset());
        Image image = image(captured.value(), false);
        take(key, reconciler.onChange(states[key], new Observation.Change(image, place, position), openEpoch));
        if (world.tells()) {
            world.tell("validator: target change k" + key + " = " + captured.value() + " -> " + say(key));
        }
    }

    void sample(int key, Observation.Sample sample, Snapshot snapshot, Trust trust, int epoch) {
        world.tick();
        decision = null;
        Reconciler.Step step = reconciler.onSample(states[key], sample, snapshot, trust, epoch);
        take(key, step);
        if (world.tells()) {
            world.tell("validator: k" + key + (epoch == 0 ? " followed" : " epoch " + epoch) + " at " + sample.window()
                    + " -> " + decision + ", " + say(key));
        }
        truth.judged(key, sample.window(), Optional.ofNullable(decision), step.line(), states[key]);
        if ((world.now() & 7) == 0) {
            truth.saysTheSame(key, states[key], reconciler.onSample(states[key], sample, snapshot, trust, epoch));
        }
    }

    void round(int key, Round round, Trust trust, long openEpoch) {
        world.tick();
        decision = null;
        truth.round(round.id());
        take(key, reconciler.onRound(states[key], round, trust, openEpoch));
        if (world.tells()) {
            world.tell("validator: k" + key + " in round " + round.id() + " -> " + decision + ", " + say(key));
        }
        truth.judgedInRound(key, states[key].evidence().home().map(round::window), decision, states[key]);
    }

    private void take(int key, Reconciler.Step step) {
        if (!step.changed()) {
            return;
        }
        if (sums != null) {
            sums.replace(keyBytes[key], states[key], step.state());
        }
        states[key] = step.state();
        step.line().ifPresent(line -> truth.published(key, line));
    }

    private String say(int key) {
        KeyState state = states[key];
        StringBuilder text = new StringBuilder("k" + key + " " + state.standing());
        state.evidence()
                .versions()
                .forEach(version -> text.append(' ')
                        .append(version.afterGap() ? "~" : "")
                        .append(version.offset())
                        .append(version.lastOffset() == version.offset() ? "" : ".." + version.lastOffset()));
        return text.append(state.evidence().truncated() ? " (older dropped)" : "")
                .toString();
    }

    void publishAgain() {
        for (int key = 0; key < states.length; key++) {
            truth.publishedAgain(key, states[key]);
        }
    }

    /** Nothing moves any more: every key is what it is, and the sums are what a recount gives. */
    void checkAtRest() {
        for (int key = 0; key < states.length; key++) {
            truth.atEnd(key, states[key]);
        }
        if (sums != null) {
            Sums recount = new Sums();
            for (int key = 0; key < states.length; key++) {
                recount.replace(keyBytes[key], KeyState.NEW, states[key]);
            }
            truth.sameSums(sums, recount);
        }
    }
}
