/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A whole flow in one thread: a source log, a mover that lags, coalesces and replays, a capture of the target that lags,
 * ingest that lags and replays, rounds, and the real reconciler reading two topics in any interleaving.
 */
final class SimulatedFlow {
    private record Change(int key, int value) {}

    /** One entry of an internal topic: a row change with its data offset, or a marker of a round. */
    private record Entry(int key, int value, int offset, long marker) {}

    private enum Stage {
        BASE,
        MOVER,
        CAPTURE,
        TARGET_INGEST,
        SOURCE_INGEST,
        CONFIRM
    }

    private final Random random;
    private final int keys;
    private final List<Change> source = new ArrayList<>();
    private final List<Change> targetChanges = new ArrayList<>();
    private final Map<Integer, Integer> target = new HashMap<>();
    private final List<Entry> versions = new ArrayList<>();
    private final List<Entry> observations = new ArrayList<>();
    final Map<Integer, KeyState> states = new HashMap<>();
    final List<Verdict> lines = new ArrayList<>();
    private final Sums sums = new Sums();

    private int moverApplied;
    private int moverCommitted;
    private int captured;
    private int sourceIngested;
    private int targetIngested;
    private int versionsRead;
    private int observationsRead;
    private Marks marks = Marks.NONE;

    private Stage stage = Stage.BASE;
    private long round;
    private int cut;
    int completeRounds;

    SimulatedFlow(long seed, int keys) {
        this.random = new Random(seed);
        this.keys = keys;
    }

    void writeSource(int key, int value) {
        source.add(new Change(key, value));
    }

    /** A write that does not come from the mover. */
    void harmTarget(int key, int value) {
        target.put(key, value);
        targetChanges.add(new Change(key, value));
    }

    int targetValue(int key) {
        return target.getOrDefault(key, 0);
    }

    KeyState state(int key) {
        return states.getOrDefault(key, KeyState.NEW);
    }

    /** One random thing happens. */
    void step(boolean writes) {
        switch (random.nextInt(writes ? 12 : 11)) {
            case 0, 1 -> applyBatch();
            case 2 -> moverCommitted = random.nextBoolean() ? moverApplied : moverCommitted;
            case 3 -> captured += random.nextInt(targetChanges.size() - captured + 1);
            case 4, 5 -> ingestSource();
            case 6 -> ingestTarget();
            case 7 -> readVersions();
            case 8 -> readObservations();
            case 9 -> coordinate();
            case 10 -> crash();
            default -> writeSource(random.nextInt(keys), random.nextInt(4));
        }
    }

    /** Everything that is under way arrives, and this many whole rounds complete. */
    void settle(int rounds) {
        int until = completeRounds + rounds + 1;
        while (completeRounds < until) {
            step(false);
        }
    }

    private void crash() {
        int what = random.nextInt(20);
        if (what == 0) {
            moverApplied = moverCommitted;
        } else if (what == 1) {
            versionsRead -= Math.min(versionsRead, random.nextInt(6));
        } else if (what == 2) {
            observationsRead -= Math.min(observationsRead, random.nextInt(6));
        } else if (what == 3) {
            replay(versions, source, sourceIngested);
        } else if (what == 4) {
            replay(observations, targetChanges, targetIngested);
        }
    }

    private void replay(List<Entry> topic, List<Change> log, int ingested) {
        for (int i = Math.max(0, ingested - random.nextInt(6)); i < ingested; i++) {
            topic.add(new Entry(log.get(i).key(), log.get(i).value(), i, 0));
        }
    }

    /** Applies the next records in order; a later one of a batch may stand for the earlier ones of its key. */
    private void applyBatch() {
        int size = Math.min(1 + random.nextInt(5), source.size() - moverApplied);
        Map<Integer, Integer> last = new HashMap<>();
        boolean reduce = random.nextBoolean();
        for (Change change : source.subList(moverApplied, moverApplied + size)) {
            if (reduce) {
                last.put(change.key(), change.value());
            } else {
                applyToTarget(change.key(), change.value());
            }
        }
        last.forEach(this::applyToTarget);
        moverApplied += size;
    }

    private void applyToTarget(int key, int value) {
        Integer before = target.put(key, value);
        boolean unchanged = before == null ? value == 0 : before == value;
        if (!unchanged || random.nextBoolean()) {
            targetChanges.add(new Change(key, value));
        }
    }

    private void ingestSource() {
        for (int n = random.nextInt(4); n > 0 && sourceIngested < source.size(); n--) {
            Change change = source.get(sourceIngested);
            versions.add(new Entry(change.key(), change.value(), sourceIngested++, 0));
        }
    }

    private void ingestTarget() {
        for (int n = random.nextInt(4); n > 0 && targetIngested < captured; n--) {
            Change change = targetChanges.get(targetIngested);
            observations.add(new Entry(change.key(), change.value(), targetIngested++, 0));
        }
    }

    private void readVersions() {
        for (int n = random.nextInt(6); n > 0 && versionsRead < versions.size(); n--) {
            int sequence = versionsRead++;
            Entry entry = versions.get(sequence);
            if (entry.marker() > 0) {
                mark(entry.offset() == 0 ? marks.base(entry.marker(), sequence) : marks.close(entry.marker(), 1));
            } else {
                take(
                        entry.key(),
                        Reconciler.onVersion(
                                state(entry.key()),
                                Rows.version(sequence, entry.offset(), entry.value()),
                                marks.base()));
            }
        }
    }

    private void readObservations() {
        for (int n = random.nextInt(6); n > 0 && observationsRead < observations.size(); n--) {
            int sequence = observationsRead++;
            Entry entry = observations.get(sequence);
            if (entry.marker() > 0) {
                mark(marks.water(entry.marker(), sequence));
            } else {
                take(
                        entry.key(),
                        Reconciler.onObservation(
                                state(entry.key()), Rows.seen(sequence, entry.offset(), entry.value()), marks.base()));
            }
        }
    }

    private void mark(Marks next) {
        marks = next;
        if (marks.due().isEmpty()) {
            return;
        }
        Barrier barrier = marks.due().get();
        for (int key : List.copyOf(states.keySet())) {
            if (state(key).listed() && state(key).epoch() < barrier.round()) {
                take(key, Reconciler.onRound(state(key), barrier, marks.base()));
            }
        }
        marks = marks.afterSweep();
        completeRounds++;
    }

    private void take(int key, Reconciler.Step step) {
        sums.replace(keyBytes(key), state(key), step.state());
        states.put(key, step.state());
        step.line().ifPresent(lines::add);
    }

    private static byte[] keyBytes(int key) {
        return new byte[] {(byte) key};
    }

    Sums sums() {
        return sums;
    }

    Sums recount() {
        Sums recount = new Sums();
        states.forEach((key, state) -> recount.replace(keyBytes(key), KeyState.NEW, state));
        return recount;
    }

    boolean convergedTo(int key, Content content) {
        return state(key).standing() == Standing.VERIFIED
                && state(key).evidence().observed().equals(content);
    }

    /** The coordinator, with the checks that settle mode replaces by a wait. */
    private void coordinate() {
        switch (stage) {
            case BASE -> {
                round++;
                versions.add(new Entry(-1, 0, 0, round));
                cut = source.size();
                stage = Stage.MOVER;
            }
            case MOVER -> next(moverCommitted >= cut, Stage.CAPTURE, targetChanges.size());
            case CAPTURE -> next(captured >= cut, Stage.TARGET_INGEST, captured);
            case TARGET_INGEST -> {
                if (targetIngested >= cut) {
                    observations.add(new Entry(-1, 0, 1, round));
                    cut = source.size();
                    stage = Stage.SOURCE_INGEST;
                }
            }
            case SOURCE_INGEST -> {
                if (sourceIngested >= cut) {
                    versions.add(new Entry(-1, 0, 2, round));
                    stage = Stage.CONFIRM;
                }
            }
            case CONFIRM -> next(marks.swept() >= round, Stage.BASE, 0);
        }
    }

    private void next(boolean reached, Stage following, int nextCut) {
        if (reached) {
            stage = following;
            cut = nextCut;
        }
    }
}
