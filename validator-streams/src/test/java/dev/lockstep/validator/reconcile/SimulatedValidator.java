/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.canonical.observation.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One reconciling task around the real reconciler: it reads two topics in any interleaving, keeps pages waiting, sweeps in
 * slices; a crash reads some of the topics again and forgets what is only in memory.
 */
final class SimulatedValidator {
    /** A change that a capture of the target reported, at an offset of the target's topic. */
    record Captured(int key, int value, int offset) {}

    /** The marker of a round among the observations. */
    record Water(long round) {}

    private final World world;
    private final Truth truth;
    private final SimulatedObserver observer;
    final SimulatedKeys keys;

    final VersionsTopic versions = new VersionsTopic();
    final List<Object> observations = new ArrayList<>();
    private int versionsRead;
    private int versionsCommitted;
    private int observationsRead;
    private int observationsCommitted;

    private final Home[] homes;
    private ReadPositions positions = new ReadPositions();
    private Marks marks = Marks.NONE;
    private ScanEpoch scan = ScanEpoch.NONE;
    private ScanEpoch sweptScan = ScanEpoch.NONE;
    private int swept;
    private int sweeping;
    private int nextToSweep;
    private final TreeMap<Integer, SeenPage> waiting = new TreeMap<>();

    SimulatedValidator(World world, SimulatedObserver observer, Reconciler.Judge judge, boolean counts) {
        this.world = world;
        this.observer = observer;
        homes = new Home[world.setup.partitions()];
        for (int partition = 0; partition < homes.length; partition++) {
            homes[partition] = new Home(World.TOPIC, partition);
        }
        truth = new Truth(world);
        keys = new SimulatedKeys(world, truth, judge, counts);
    }

    Truth truth() {
        return truth;
    }

    void readVersions(int count, Dice dice) {
        for (int i = 0; i < count && versionsRead < versions.size(); i++) {
            int place = versionsRead++;
            world.tick();
            if (versions.isRow(place)) {
                readVersion(place, dice);
            } else {
                readMark(versions.mark(place));
            }
        }
    }

    private void readVersion(int place, Dice dice) {
        int partition = versions.partition(place);
        int offset = versions.offset(place);
        DataLog log = world.logs[partition];
        int key = log.key(offset);
        int gapEnd = versions.gapEnd(place);
        positions.metGap(homes[partition], gapEnd);
        Image image = SimulatedKeys.image(log.unreadable(offset) ? World.UNKNOWN : log.value(offset), false);
        truth.versionRead(key, partition, offset);
        keys.version(key, homes[partition], offset, image, gapEnd, openEpoch(), dice.oneIn(8));
    }

    private long openEpoch() {
        return world.setup.samples() ? KeyState.NOT_LISTED : marks.base();
    }

    private void readMark(Object mark) {
        if (mark instanceof VersionsTopic.Consumed consumed) {
            positions.advance(vector(consumed.offsets()), vector(consumed.ends()));
            if (world.tells()) {
                world.tell("validator: has read " + Arrays.toString(consumed.offsets()));
            }
            free();
        } else if (mark instanceof VersionsTopic.Lost lost) {
            positions.removed(homes[lost.partition()], lost.below());
        } else if (mark instanceof VersionsTopic.RoundMark round) {
            marks = round.closes()
                    ? marks.close(round.round(), vector(round.lo()), vector(round.hi()), round.round())
                    : marks.base(round.round());
        }
    }

    private static Map<String, List<Long>> vector(int[] offsets) {
        return Map.of(World.TOPIC, list(offsets));
    }

    private static List<Long> list(int[] offsets) {
        Long[] boxed = new Long[offsets.length];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = (long) offsets[i];
        }
        return List.of(boxed);
    }

    void readObservations(int count) {
        for (int i = 0; i < count && observationsRead < observations.size(); i++) {
            int place = observationsRead++;
            world.tick();
            Object observation = observations.get(place);
            if (observation instanceof Captured captured) {
                keys.change(captured, place, openEpoch());
            } else if (observation instanceof Water water) {
                marks = marks.water(water.round(), place);
            } else if (observation instanceof SeenPage page) {
                readPage(page, place);
            }
        }
    }

    private void readPage(SeenPage page, int place) {
        if (page.endsLane()) {
            scan = scan.with(
                    new LaneEnd(
                            "",
                            new Scan(page.epoch(), page.lane(), world.setup.lanes()),
                            new Bounds(list(page.lo()), list(page.hi())),
                            0),
                    page.at());
        } else if (blocked(page.hi())) {
            waiting.put(place, page);
        } else {
            decide(page);
        }
    }

    private boolean blocked(int[] hi) {
        for (int partition = 0; partition < hi.length; partition++) {
            if (positions.at(homes[partition]) < hi[partition]) {
                return true;
            }
        }
        return false;
    }

    private void free() {
        if (waiting.isEmpty()) {
            return;
        }
        List<SeenPage> free = new ArrayList<>();
        waiting.values().removeIf(page -> !blocked(page.hi()) && free.add(page));
        free.forEach(this::decide);
    }

    int waitingPages() {
        return waiting.size();
    }

    private void decide(SeenPage page) {
        for (int i = 0; i < page.keys().length; i++) {
            int key = page.keys()[i];
            Optional<Home> home = keys.state(key).evidence().home();
            Window window = home.isPresent()
                    ? new Window(
                            page.lo()[home.get().partition()],
                            page.hi()[home.get().partition()])
                    : new Window(0, 0);
            Image image = SimulatedKeys.image(page.seen()[i], page.foreign());
            Observation.Sample sample = new Observation.Sample(image, window, page.at());
            truth.observed(
                    page.seen()[i],
                    page.truth()[i],
                    page.wrongSince()[i] <= page.begun() ? page.wrongSince()[i] : -1,
                    page.read(),
                    page.foreign());
            judge(key, sample, page.snapshot(), page.epoch());
        }
    }

    private void judge(int key, Observation.Sample sample, Snapshot snapshot, int epoch) {
        keys.sample(key, sample, snapshot, trust(key), epoch);
    }

    private Trust trust(int key) {
        return keys.state(key).evidence().home().map(positions::trust).orElseGet(() -> positions.trust(World.TOPIC));
    }

    /** Some of the keys of a complete round, or some that a whole scan has not seen. */
    void takeTurn(int slice) {
        if (world.setup.samples()) {
            sweep(slice);
        } else {
            judgeRound(slice);
        }
    }

    private void sweep(int slice) {
        if (sweeping == 0) {
            if (!scan.complete() || scan.epoch() <= swept || isAhead(scan)) {
                return;
            }
            sweeping = scan.epoch();
            sweptScan = scan;
            nextToSweep = 0;
        }
        int end = Math.min(keys.count(), nextToSweep + slice);
        for (; nextToSweep < end; nextToSweep++) {
            sweepKey(nextToSweep);
        }
        if (nextToSweep == keys.count()) {
            swept = sweeping;
            sweeping = 0;
        }
    }

    private boolean isAhead(ScanEpoch ended) {
        for (int partition = 0; partition < homes.length; partition++) {
            if (positions.at(homes[partition]) < ended.window(homes[partition]).hi()) {
                return true;
            }
        }
        return false;
    }

    private void sweepKey(int key) {
        KeyState state = keys.state(key);
        if (state.seenEpoch() >= sweeping) {
            return;
        }
        EpochTruth then = observer.truth(sweeping);
        long wrongSince = then.wrongSince[key] <= then.begun ? then.wrongSince[key] : -1;
        boolean mayBeThere = !state.evidence().expected().absent()
                || !state.evidence().observed().absent()
                || state.openVerdict().isPresent()
                || state.pending();
        truth.observed(0, then.truth[key], wrongSince, then.read[key], false);
        truth.wasAbsent(key, then.seen[key]);
        if (mayBeThere) {
            Window window = state.evidence().home().map(sweptScan::window).orElse(new Window(0, 0));
            Observation.Sample absent = new Observation.Sample(Image.ABSENT, window, sweptScan.at());
            judge(key, absent, Snapshot.unordered(sweptScan.at()), sweeping);
        }
    }

    int sweptEpoch() {
        return swept;
    }

    long sweptRound() {
        return marks.swept();
    }

    private void judgeRound(int slice) {
        if (marks.due().isEmpty()) {
            return;
        }
        Round round = marks.due().get();
        int judged = 0;
        for (int key = 0; key < keys.count() && judged < slice; key++) {
            if (keys.state(key).listed() && keys.state(key).epoch() < round.id()) {
                keys.round(key, round, trust(key), marks.base());
                judged++;
            }
        }
        if (judged < slice) {
            marks = marks.afterSweep();
        }
    }

    void commit() {
        versionsCommitted = versionsRead;
        observationsCommitted = observationsRead;
    }

    /** Keys, positions, pages, scans and markers are kept, the rest is not; what was not committed is read again. */
    void restart() {
        if (world.tells()) {
            world.tell("validator: crashed");
        }
        versionsRead = versionsCommitted;
        observationsRead = Math.min(observationsRead, observationsCommitted);
        Map<String, List<Long>> consumed = positions.consumed();
        Map<Home, Long> removed = positions.removed();
        Map<Home, Long> gaps = positions.gaps();
        positions = new ReadPositions();
        positions.advance(consumed, Map.of());
        removed.forEach(positions::removed);
        gaps.forEach(positions::gapBefore);
        sweeping = 0;
        keys.publishAgain();
    }
}
