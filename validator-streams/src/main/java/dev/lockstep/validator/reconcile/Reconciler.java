/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.reconcile.Observation.Change;
import dev.lockstep.validator.reconcile.Observation.Sample;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a key moves from one state to the next. Pure and without state; thread-safe.
 *
 * <p>A version verifies nothing and reports nothing, it only makes a key pending; observations that lie between two
 * positions judge it: those of an observer at once, those of a capture of the target at the next complete round. So
 * nothing in flight is ever reported. The letters are those of {@link Decider}. Besides:
 *
 * <ul>
 *   <li>a judged key keeps its verdict until an observation shows an admissible version, or something else (B);
 *   <li>an observation that cannot be decided changes no standing but that of a key nobody has judged yet (L), and that of
 *       a verified key of which a newer version may have been compacted away unread (C);
 *   <li>of an observer's readings, one that was surely made before that of the last verdict says nothing any more (V):
 *       scans and look-ups come by different ways, and one may overtake the other;
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

    /** Decides on one observation; the seam at which tests break the decision on purpose. */
    @FunctionalInterface
    interface Judge {
        Decision decide(Evidence evidence, Window window, Trust trust);
    }

    private static final String SEVERAL_TOPICS = "several-topics";

    private final Judge judge;

    public Reconciler() {
        this(Decider::decide);
    }

    Reconciler(Judge judge) {
        this.judge = judge;
    }

    /**
     * A version was read.
     *
     * @param at timestamp of its record, for people
     * @param gapEnd the offset behind the last gap that reading had met by then; 0 when there was none
     * @param openEpoch the open round; {@link KeyState#NOT_LISTED} where no rounds are run
     */
    public Step onVersion(KeyState state, Home home, long offset, Image image, long at, long gapEnd, long openEpoch) {
        Evidence evidence = state.evidence();
        if (evidence.replays(home, offset)) {
            return Step.none(state);
        }
        long before = evidence.latest().map(Version::lastOffset).orElse(-1L);
        boolean afterGap = gapEnd > 0 && gapEnd > before + 1;
        return onRecord(state, evidence.with(home, new Version(offset, offset, image, afterGap)), at, openEpoch);
    }

    /** A capture of the target reported a change; one that repeats the content only moves its position. */
    public Step onChange(KeyState state, Change seen, long openEpoch) {
        Change now = seen;
        if (state.evidence().observation().orElse(null) instanceof Change last) {
            if (seen.position().replays(last.position())) {
                return Step.none(state);
            }
            if (last.image().same(seen.image())) {
                now = new Change(seen.image(), last.sequence(), seen.position());
            }
        }
        return onRecord(state, state.evidence().with(now), seen.at(), openEpoch);
    }

    private Step onRecord(KeyState state, Evidence evidence, long at, long openEpoch) {
        // What was captured holds until the next change, so that it may meet its version in either order.
        boolean lasting = !(evidence.observation().orElse(null) instanceof Sample);
        if (evidence.agree() && lasting) {
            return settle(state, evidence, latestOf(evidence), at);
        }
        if (state.standing() == Standing.VERIFIED && evidence.agree() && sameLatest(state.evidence(), evidence)) {
            // The version that was seen, once more. One that repeats it behind a gap is another: something may lie
            // between.
            return Step.to(new KeyState(
                    evidence,
                    Standing.VERIFIED,
                    KeyState.NOT_LISTED,
                    state.seenEpoch(),
                    0,
                    state.verdict(),
                    state.judgedBy()));
        }
        boolean wasSettled = state.standing() == Standing.VERIFIED;
        boolean repeated = sameContents(state.evidence(), evidence);
        boolean list = openEpoch != KeyState.NOT_LISTED
                && !state.listed()
                && !(repeated && state.standing().judged());
        return Step.to(new KeyState(
                evidence,
                wasSettled ? Standing.PENDING : state.standing(),
                list ? openEpoch : state.epoch(),
                state.seenEpoch(),
                wasSettled ? at : state.unsettledSince(),
                state.verdict(),
                state.judgedBy()));
    }

    /** Where the latest version stands: what a capture reports has no positions of its own. */
    private static Window latestOf(Evidence evidence) {
        return evidence.latest()
                .map(version -> new Window(version.offset(), version.lastOffset() + 1))
                .orElse(new Window(0, 0));
    }

    private static boolean sameContents(Evidence before, Evidence after) {
        return before.orderLost() == after.orderLost()
                && sameLatest(before, after)
                && before.observed().equals(after.observed());
    }

    private static boolean sameLatest(Evidence before, Evidence after) {
        return before.latest().map(Version::offset).equals(after.latest().map(Version::offset));
    }

    /**
     * An observer read the key, all versions below its upper bound have been read.
     *
     * @param snapshot what it was read from
     * @param scanEpoch the scan that read it; 0 when it was looked up
     */
    public Step onSample(KeyState state, Sample sample, Snapshot snapshot, Trust trust, int scanEpoch) {
        boolean overtaken = state.verdict().isPresent() && snapshot.precedes(state.judgedBy());
        Step step = overtaken ? Step.none(state) : sampled(state, sample, snapshot, trust);
        return scanEpoch == 0 ? step : new Step(step.state().seenIn(scanEpoch), true, step.line());
    }

    private Step sampled(KeyState state, Sample sample, Snapshot snapshot, Trust trust) {
        Evidence evidence = state.evidence().with(sample);
        Decision decision = judge.decide(evidence, sample.window(), trust);
        Step step = decided(state, evidence.passed(sample.window().lo()), decision, sample.window(), sample.at());
        boolean said = !(decision instanceof Decision.Pending) || step.line().isPresent();
        return said && step.state().verdict().isPresent()
                ? new Step(step.state().judgedBy(snapshot), step.changed(), step.line())
                : step;
    }

    /**
     * An observer read the key at positions of another data topic than the one in which its versions stand, or may stand.
     * How far the key's own topic was in the target by then, nobody can say: so nothing is decided, and of a key that does
     * not look right, and that its own topic has not judged, it is said to be unknown.
     */
    public Step onStray(KeyState state, Image seen, long at) {
        Evidence evidence = state.evidence().with(new Sample(seen, Sample.AT_REST, at));
        if (evidence.latest().isEmpty() && seen.absent()) {
            return decided(state, evidence, new Decision.Verified(), Sample.AT_REST, at);
        }
        boolean stands = state.standing() == Standing.VERIFIED && evidence.agree();
        if (stands || state.standing().judged()) {
            return Step.none(state);
        }
        Verdict verdict = new Verdict(
                Optional.empty(),
                Optional.of(SEVERAL_TOPICS),
                Optional.empty(),
                evidence.latest(),
                evidence.observation(),
                Sample.AT_REST,
                at,
                OptionalLong.empty());
        return judge(state, evidence, verdict, at);
    }

    /** The key is not judged, and nothing below this position will be asked for again. */
    public Step onPassed(KeyState state, long lo) {
        Evidence evidence = state.evidence().passed(lo);
        return evidence.equals(state.evidence()) ? Step.none(state) : Step.to(state.with(evidence));
    }

    /** A round is complete, of which the key was listed; one that stays undecided is listed under the open epoch. */
    public Step onRound(KeyState state, Round round, Trust trust, long openEpoch) {
        Evidence evidence = state.evidence();
        Window window = evidence.home().map(round::window).orElse(new Window(0, 0));
        boolean changedLater =
                evidence.observation().orElse(null) instanceof Change last && last.sequence() >= round.watermark();
        Decision decision = changedLater && !evidence.orderLost()
                ? new Decision.Pending(Decision.Wait.NEXT_ROUND)
                : judge.decide(evidence, window, trust);
        if (decision instanceof Decision.Pending && evidence.agree()) {
            decision = new Decision.Verified();
        }
        Step step = decided(state, evidence, decision, window, round.completedAt());
        // What could not be compared beside the latest version will be out of the way in a later round.
        boolean passing = decision instanceof Decision.Unknown
                && evidence.latest()
                        .map(version -> version.offset() >= window.lo())
                        .orElse(false);
        boolean again = decision instanceof Decision.Pending || passing;
        return again ? new Step(step.state().listedUnder(openEpoch), true, step.line()) : step;
    }

    private static Step decided(KeyState state, Evidence evidence, Decision decision, Window window, long at) {
        if (decision instanceof Decision.Verified) {
            return settle(state, evidence, window, at);
        }
        if (decision instanceof Decision.Divergent divergent) {
            return judge(state, evidence, window, at, Optional.of(divergent.kind()), Optional.empty());
        }
        if (decision instanceof Decision.Unknown unknown) {
            return judge(state, evidence, window, at, Optional.empty(), Optional.of(unknown.reason()));
        }
        return wait(state, evidence, ((Decision.Pending) decision).waitsFor(), window, at);
    }

    private static Step wait(KeyState state, Evidence evidence, Decision.Wait wait, Window window, long at) {
        boolean firstSight = state.evidence().observation().isEmpty();
        // Of what was compacted away unread nobody knows whether the target should still hold what it does.
        boolean mayBeWrong = wait == Decision.Wait.GAP;
        if (state.standing() == Standing.VERIFIED && !firstSight && !mayBeWrong) {
            // Older than what verified it: it says nothing new.
            return Step.none(state);
        }
        boolean right = wait == Decision.Wait.LAGGING;
        Optional<Verdict> line =
                right ? state.openVerdict().map(open -> open.resolvedBy(evidence, window, at)) : Optional.empty();
        Standing standing = right || !state.standing().judged()
                ? (wait == Decision.Wait.HOT ? Standing.HOT : Standing.PENDING)
                : state.standing();
        KeyState waiting = new KeyState(
                evidence,
                standing,
                KeyState.NOT_LISTED,
                state.seenEpoch(),
                state.unsettledSince() == 0 ? at : state.unsettledSince(),
                line.isPresent() ? line : state.verdict(),
                state.judgedBy());
        return new Step(waiting, true, line);
    }

    private static Step settle(KeyState state, Evidence evidence, Window window, long at) {
        Optional<Verdict> line = state.openVerdict().map(open -> open.resolvedBy(evidence, window, at));
        KeyState settled = new KeyState(
                evidence.atRest(),
                Standing.VERIFIED,
                KeyState.NOT_LISTED,
                state.seenEpoch(),
                0,
                line.isPresent() ? line : state.verdict(),
                state.judgedBy());
        return new Step(settled, true, line);
    }

    private static Step judge(
            KeyState state, Evidence evidence, Window window, long at, Optional<Kind> kind, Optional<String> reason) {
        Verdict verdict = new Verdict(
                kind,
                reason,
                evidence.home(),
                newestBelow(evidence, window.hi()),
                evidence.observation(),
                window,
                state.openVerdict().map(Verdict::firstSeen).orElse(at),
                OptionalLong.empty());
        return judge(state, evidence, verdict, at);
    }

    private static Step judge(KeyState state, Evidence evidence, Verdict verdict, long at) {
        boolean repeats = state.openVerdict().map(verdict::repeats).orElse(false);
        KeyState judged = new KeyState(
                evidence,
                verdict.kind().isPresent() ? Standing.DIVERGENT : Standing.UNKNOWN,
                KeyState.NOT_LISTED,
                state.seenEpoch(),
                state.unsettledSince() == 0 ? at : state.unsettledSince(),
                repeats ? state.verdict() : Optional.of(verdict),
                state.judgedBy());
        return new Step(judged, true, repeats ? Optional.empty() : Optional.of(verdict));
    }

    private static Optional<Version> newestBelow(Evidence evidence, long offset) {
        int index = evidence.newestBelow(offset);
        return index < 0 ? Optional.empty() : Optional.of(evidence.versions().get(index));
    }
}
