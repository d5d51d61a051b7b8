/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What both sides have said of one key. Immutable.
 *
 * @param versions the latest contents of the source, oldest first, at most {@value #KEPT_VERSIONS}
 * @param evicted whether older versions were dropped to keep to that bound
 * @param observation the latest content of the target; empty when the target never said anything, which is absence
 * @param orderLost whether the key was seen in two partitions of one side, so that its records have no order
 */
public record Evidence(List<Version> versions, boolean evicted, Optional<Observation> observation, boolean orderLost) {
    /** Versions kept per key: enough to name a stale content, and to decide all but the hottest keys. */
    public static final int KEPT_VERSIONS = 8;

    public static final Evidence NONE = new Evidence(List.of(), false, Optional.empty(), false);

    static final Content ABSENT = new Content.Absent();
    private static final String NO_CONTRACT = "";

    public Evidence {
        versions = List.copyOf(versions);
    }

    public Optional<Version> latest() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** What the target ought to hold once everything has arrived: absence where no version is known. */
    public Content expected() {
        return latest().map(Version::content).orElse(ABSENT);
    }

    /** What the target was last seen to hold. */
    public Content observed() {
        return observation.map(Observation::content).orElse(ABSENT);
    }

    /** Whether the latest version and the latest observation say the same. */
    public boolean settled() {
        return !orderLost
                && likeness(expected(), latest().map(Version::contract).orElse(NO_CONTRACT)) == Likeness.SAME;
    }

    /** Compares a version with what the target was last seen to hold. */
    Likeness likeness(Version version) {
        return likeness(version.content(), version.contract());
    }

    private Likeness likeness(Content content, String contract) {
        return Likeness.of(
                content,
                contract,
                observed(),
                observation.map(Observation::contract).orElse(NO_CONTRACT));
    }

    boolean replayed(Version version) {
        return latest().map(last -> version.position().replays(last.position())).orElse(false);
    }

    boolean replayed(Observation seen) {
        return observation.map(last -> seen.position().replays(last.position())).orElse(false);
    }

    /** With one more version. One that repeats the latest content only moves its position. */
    Evidence with(Version version) {
        Optional<Version> last = latest();
        if (last.isEmpty()) {
            return new Evidence(List.of(version), evicted, observation, orderLost);
        }
        boolean lost = orderLost || !version.position().samePartition(last.get().position());
        List<Version> kept = new ArrayList<>(versions);
        boolean dropped = false;
        if (same(last.get().content(), last.get().contract(), version.content(), version.contract())) {
            kept.set(
                    kept.size() - 1,
                    new Version(last.get().sequence(), version.position(), version.content(), version.contract()));
        } else {
            kept.add(version);
            dropped = kept.size() > KEPT_VERSIONS;
        }
        return new Evidence(dropped ? kept.subList(1, kept.size()) : kept, evicted || dropped, observation, lost);
    }

    /** With the latest observation. One that repeats the content only moves its position. */
    Evidence with(Observation seen) {
        Observation now = seen;
        boolean lost = orderLost;
        if (observation.isPresent()) {
            Observation last = observation.get();
            lost = lost || !seen.position().samePartition(last.position());
            if (same(last.content(), last.contract(), seen.content(), seen.contract())) {
                now = new Observation(last.sequence(), seen.position(), seen.content(), seen.contract());
            }
        }
        return new Evidence(versions, evicted, Optional.of(now), lost);
    }

    private static boolean same(Content left, String leftContract, Content right, String rightContract) {
        return Likeness.of(left, leftContract, right, rightContract) == Likeness.SAME;
    }
}
