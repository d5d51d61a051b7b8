/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a key moves from one state to the next. Pure functions; thread-safe.
 *
 * <p>Records verify a key or reopen it, only complete rounds judge it: so nothing in flight is ever reported. The letters
 * are those of {@link Decider}. Besides:
 *
 * <ul>
 *   <li>every unsettled key that is not judged is listed under one epoch, at most the open one (L);
 *   <li>a judged key keeps its verdict until both sides are the same or a later round says otherwise;
 *   <li>our own replay, a record at or below the last position seen of its partition, changes nothing (R). A new record
 *       with an old content is another matter: the mover applies it, so it is a version.
 * </ul>
 */
public final class Reconciler {

    /**
     * @param changed false when the state is the one given
     * @param line a verdict to publish
     */
    public record Step(KeyState state, boolean changed, Optional<Verdict> line) {
        static Step none(KeyState state) {
            return new Step(state, false, Optional.empty());
        }

        static Step to(KeyState state) {
            return new Step(state, true, Optional.empty());
        }
    }

    private Reconciler() {}

    public static Step onVersion(KeyState state, Version version, long openEpoch) {
        if (state.evidence().replayed(version)) {
            return Step.none(state);
        }
        return onRecord(state, state.evidence().with(version), version.position(), openEpoch);
    }

    public static Step onObservation(KeyState state, Observation seen, long openEpoch) {
        if (state.evidence().replayed(seen)) {
            return Step.none(state);
        }
        return onRecord(state, state.evidence().with(seen), seen.position(), openEpoch);
    }

    private static Step onRecord(KeyState state, Evidence evidence, Position position, long openEpoch) {
        if (evidence.settled()) {
            return settle(state, evidence, position.timestamp());
        }
        boolean repeated = sameContents(state.evidence(), evidence);
        boolean wasSettled = state.standing() == Standing.VERIFIED;
        boolean list = !state.listed() && !(repeated && state.standing().judged());
        return Step.to(new KeyState(
                evidence,
                wasSettled ? Standing.PENDING : state.standing(),
                list ? openEpoch : state.epoch(),
                wasSettled ? position.timestamp() : state.unsettledSince(),
                state.verdict()));
    }

    private static boolean sameContents(Evidence before, Evidence after) {
        return before.orderLost() == after.orderLost()
                && before.latest().map(Version::sequence).equals(after.latest().map(Version::sequence))
                && before.observation()
                        .map(Observation::sequence)
                        .equals(after.observation().map(Observation::sequence));
    }

    private static Step settle(KeyState state, Evidence evidence, long timestamp) {
        Optional<Verdict> line = state.openVerdict().map(open -> open.resolvedBy(evidence, timestamp));
        KeyState settled = new KeyState(
                evidence, Standing.VERIFIED, KeyState.NOT_LISTED, 0, line.isPresent() ? line : state.verdict());
        return new Step(settled, true, line);
    }

    /** Judges a listed key; one that stays undecided is listed again under the open epoch. */
    public static Step onRound(KeyState state, Barrier barrier, long openEpoch) {
        Decision decision = Decider.decide(state.evidence(), barrier);
        if (decision instanceof Decision.Divergent divergent) {
            return judge(state, barrier, Optional.of(divergent.kind()), Optional.empty());
        }
        if (decision instanceof Decision.Unknown unknown) {
            return judge(state, barrier, Optional.empty(), Optional.of(unknown.reason()));
        }
        if (decision instanceof Decision.Pending pending) {
            return Step.to(new KeyState(
                    state.evidence(),
                    waiting(state.standing(), pending.waitsFor()),
                    openEpoch,
                    state.unsettledSince(),
                    state.verdict()));
        }
        return settle(state, state.evidence(), barrier.completedAt());
    }

    /** A judged key is pending again only once the target is known to hold an admissible version. */
    private static Standing waiting(Standing standing, Decision.Wait wait) {
        return switch (wait) {
            case LAGGING -> Standing.PENDING;
            case HOT -> standing.judged() ? standing : Standing.HOT;
            case NEXT_ROUND -> standing;
        };
    }

    private static Step judge(KeyState state, Barrier barrier, Optional<Kind> kind, Optional<String> reason) {
        Verdict verdict = new Verdict(
                kind,
                reason,
                state.evidence().latest(),
                state.evidence().observation(),
                barrier.round(),
                state.openVerdict().map(Verdict::firstSeen).orElse(barrier.completedAt()),
                OptionalLong.empty());
        boolean repeats = state.openVerdict().map(verdict::repeats).orElse(false);
        KeyState judged = new KeyState(
                state.evidence(),
                kind.isPresent() ? Standing.DIVERGENT : Standing.UNKNOWN,
                KeyState.NOT_LISTED,
                state.unsettledSince(),
                repeats ? state.verdict() : Optional.of(verdict));
        return new Step(judged, true, repeats ? Optional.empty() : Optional.of(verdict));
    }
}
