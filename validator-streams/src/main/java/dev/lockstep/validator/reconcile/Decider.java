/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import java.util.List;

/**
 * The decision on one observation of one key. A pure function; thread-safe.
 *
 * <p>An observation says: at one instant between positions lo and hi the target held this. <em>Admissible</em> are the
 * newest version below lo (absence where there is none) and every version from lo to just below hi. All versions below
 * hi must have been read. Invariants:
 *
 * <ul>
 *   <li><b>S (soundness)</b> never divergent while the target holds an admissible version, whatever the lag, the replays
 *       or the number of writes; where a version may be missing from what was read, nothing is said.
 *   <li><b>C (completeness)</b> an observation of what no admissible version holds is divergent or unknown, unless the
 *       history of the key is too short, which is pending and counted.
 *   <li><b>B (binding)</b> verified means that the <em>latest</em> version, and surely that one, was observed.
 *   <li><b>L (liveness)</b> a decision that is not final says what it waits for.
 *   <li><b>R (restart)</b> the decision depends on its arguments only.
 *   <li><b>U (unknown)</b> what cannot be compared is unknown, never the same and never different.
 * </ul>
 */
public final class Decider {
    private static final String ORDER_LOST = "order-lost";
    private static final String PARTIAL_BASELINE = "partial-baseline";

    private Decider() {}

    public static Decision decide(Evidence evidence, Window window, Trust trust) {
        if (evidence.orderLost()) {
            return new Decision.Unknown(ORDER_LOST);
        }
        if (evidence.observed().content() instanceof Content.Unknown unknown) {
            return new Decision.Unknown("target-" + unknown.reason());
        }
        Admissible admissible = Admissible.of(evidence, window);
        if (admissible.unbrokenFrom(window) + 1 < trust.removedBelow()) {
            return withoutBase(evidence, window, trust);
        }
        if (admissible.holds(evidence.observed())) {
            if (!admissible.surely(evidence.observed()) || !admissible.reachesLatest()) {
                return new Decision.Pending(Decision.Wait.LAGGING);
            }
            return hidesVersions(evidence, admissible, window, trust)
                    ? new Decision.Pending(Decision.Wait.GAP)
                    : new Decision.Verified();
        }
        if (!admissible.baseKnown()) {
            return new Decision.Pending(Decision.Wait.HOT);
        }
        if (hidesVersions(evidence, admissible, window, trust)) {
            return new Decision.Pending(Decision.Wait.GAP);
        }
        return different(evidence, admissible, window);
    }

    /** What was current at the lower bound has been removed unread, or at least something newer than what is known. */
    private static Decision withoutBase(Evidence evidence, Window window, Trust trust) {
        if (evidence.versions().isEmpty() && evidence.observed().absent()) {
            return new Decision.Verified();
        }
        boolean later = false;
        for (Version version : evidence.versions()) {
            boolean kept = version.offset() >= trust.removedBelow();
            later = later || kept;
            if (kept && version.offset() < window.hi() && version.image().same(evidence.observed())) {
                return new Decision.Pending(Decision.Wait.LAGGING);
            }
        }
        return later ? new Decision.Pending(Decision.Wait.GAP) : new Decision.Unknown(PARTIAL_BASELINE);
    }

    /**
     * Whether an admissible version may have been compacted away unread. It is compacted away only for a newer one of its
     * key, so only below a version that came after a gap, or that has not been read yet.
     */
    private static boolean hidesVersions(Evidence evidence, Admissible admissible, Window window, Trust trust) {
        if (admissible.baseOffset() + 1 < trust.gapEnd()) {
            return true;
        }
        long before = admissible.baseOffset();
        for (Version version : evidence.versions()) {
            boolean near = version.offset() >= window.lo() && before < window.hi();
            if (near && version.afterGap()) {
                return true;
            }
            before = version.lastOffset();
        }
        return false;
    }

    private static Decision different(Evidence evidence, Admissible admissible, Window window) {
        for (Version version : admissible.versions()) {
            if (version.image().likeness(evidence.observed()) == Likeness.INCOMPARABLE) {
                return new Decision.Unknown(whyIncomparable(version.image(), evidence.observed()));
            }
        }
        return new Decision.Divergent(kind(evidence, admissible, window));
    }

    private static String whyIncomparable(Image expected, Image observed) {
        if (expected.content() instanceof Content.Unknown unknown) {
            return "source-" + unknown.reason();
        }
        return "contract-mismatch: source " + expected.contract() + ", target " + observed.contract();
    }

    /** Names a difference that is certain. */
    private static Kind kind(Evidence evidence, Admissible admissible, Window window) {
        Image observed = evidence.observed();
        if (observed.absent()) {
            return Kind.MISSING;
        }
        boolean known = evidence.knows(observed, window.hi());
        if (admissible.newest().absent()) {
            return known ? Kind.RESURRECTED : Kind.UNEXPECTED;
        }
        return known ? Kind.STALE : Kind.DIFFERENT;
    }

    /**
     * What may have been current between two positions.
     *
     * @param versions oldest first
     * @param hasBase whether the first of them is below the lower bound
     * @param baseKnown whether what was current at the lower bound is known: a version, or that there was none
     * @param reachesLatest whether no version is at or above the upper bound
     */
    private record Admissible(List<Version> versions, boolean hasBase, boolean baseKnown, boolean reachesLatest) {

        static Admissible of(Evidence evidence, Window window) {
            int base = evidence.newestBelow(window.lo());
            int end = evidence.newestBelow(window.hi()) + 1;
            boolean known = base >= 0 || !evidence.truncated();
            return new Admissible(
                    evidence.versions().subList(Math.max(base, 0), Math.max(end, Math.max(base, 0))),
                    base >= 0,
                    known,
                    end == evidence.versions().size());
        }

        /** Absence is admissible where the key had no version at the lower bound. */
        private boolean absenceIsBase() {
            return baseKnown && !hasBase;
        }

        boolean holds(Image image) {
            return (absenceIsBase() && image.absent())
                    || versions.stream().anyMatch(version -> version.image().same(image));
        }

        /** Whether every admissible version holds it, so that the newest surely was there. */
        boolean surely(Image image) {
            return baseKnown
                    && (hasBase || image.absent())
                    && versions.stream().allMatch(version -> version.image().same(image));
        }

        Image newest() {
            return versions.isEmpty()
                    ? Image.ABSENT
                    : versions.get(versions.size() - 1).image();
        }

        /** The base's record nearest to the lower bound: those that repeat it may stand on both sides of what was removed. */
        long unbrokenFrom(Window window) {
            return hasBase && window.lo() <= versions.get(0).lastOffset()
                    ? versions.get(0).offset()
                    : baseOffset();
        }

        /** Of the last record that repeats the base; −1 where there was none. */
        long baseOffset() {
            return hasBase ? versions.get(0).lastOffset() : -1;
        }
    }
}
