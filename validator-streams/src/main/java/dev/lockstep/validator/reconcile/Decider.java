/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import java.util.List;

/**
 * The decision on one key at one complete round. A pure function; thread-safe.
 *
 * <p>Let b be the round's baseline and w its watermark. The target was looked at when everything below b had reached it
 * and before w. What it then held must be the newest version below b, or any later one. Invariants:
 *
 * <ul>
 *   <li><b>S (soundness)</b> a key is never divergent while the target holds the version at the baseline or a later one,
 *       whatever the lag, the replays or the number of writes. (Settle mode assumes by a fixed wait that everything below
 *       b had arrived, which is why its verdicts are conditional.)
 *   <li><b>C (completeness)</b> a difference that lasts through one whole round is divergent or unknown after it, unless
 *       the key changes faster than rounds complete, which is pending and counted as hot.
 *   <li><b>B (binding)</b> verified means that the <em>latest</em> version was observed; a newer version is pending again.
 *   <li><b>L (liveness)</b> a decision that is not final says what it waits for, and is taken again in the next round.
 *   <li><b>R (restart)</b> the decision depends on its arguments only; a replayed record changes no evidence.
 *   <li><b>U (unknown)</b> what cannot be compared is unknown, never the same and never different.
 * </ul>
 */
public final class Decider {
    private static final String ORDER_LOST = "order-lost";

    private Decider() {}

    public static Decision decide(Evidence evidence, Barrier barrier) {
        if (evidence.orderLost()) {
            return new Decision.Unknown(ORDER_LOST);
        }
        if (evidence.settled()) {
            return new Decision.Verified();
        }
        if (evidence.observation().isPresent() && evidence.observation().get().sequence() >= barrier.watermark()) {
            return new Decision.Pending(Decision.Wait.NEXT_ROUND);
        }
        int base = newestBelow(barrier.baseline(), evidence.versions());
        if (base < 0 && evidence.evicted()) {
            return new Decision.Pending(Decision.Wait.HOT);
        }
        return decideFrom(base, evidence);
    }

    /** The index of the version at the baseline; negative when the key had none. */
    private static int newestBelow(long baseline, List<Version> versions) {
        int index = versions.size() - 1;
        while (index >= 0 && versions.get(index).sequence() >= baseline) {
            index--;
        }
        return index;
    }

    private static Decision decideFrom(int base, Evidence evidence) {
        if (base < 0 && evidence.observed() instanceof Content.Absent) {
            return new Decision.Pending(Decision.Wait.LAGGING);
        }
        if (evidence.observed() instanceof Content.Unknown unknown) {
            return new Decision.Unknown("target-" + unknown.reason());
        }
        List<Version> admissible = evidence.versions()
                .subList(Math.max(base, 0), evidence.versions().size());
        if (holdsOneOf(admissible, evidence)) {
            return new Decision.Pending(Decision.Wait.LAGGING);
        }
        for (Version version : admissible) {
            if (evidence.likeness(version) == Likeness.INCOMPARABLE) {
                return new Decision.Unknown(whyIncomparable(version, evidence));
            }
        }
        return new Decision.Divergent(kind(evidence));
    }

    private static boolean holdsOneOf(List<Version> versions, Evidence evidence) {
        return versions.stream().anyMatch(version -> evidence.likeness(version) == Likeness.SAME);
    }

    private static String whyIncomparable(Version version, Evidence evidence) {
        if (version.content() instanceof Content.Unknown unknown) {
            return "source-" + unknown.reason();
        }
        return "contract-mismatch: source " + version.contract() + ", target "
                + evidence.observation().map(Observation::contract).orElse("none");
    }

    /** Names a difference that is certain. */
    private static Kind kind(Evidence evidence) {
        boolean known = evidence.observed() instanceof Content.Present && holdsOneOf(evidence.versions(), evidence);
        if (evidence.expected() instanceof Content.Absent) {
            return known ? Kind.RESURRECTED : Kind.UNEXPECTED;
        }
        if (evidence.observed() instanceof Content.Absent) {
            return Kind.MISSING;
        }
        return known ? Kind.STALE : Kind.DIFFERENT;
    }
}
