/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One verdict that a complete round has given on a key, with the evidence it was given on; later also how it ended.
 *
 * <p>It holds all that is published, and nothing of when it was computed: giving it again gives the same line (R).
 *
 * @param kind empty when the key is unknown
 * @param reason why it is unknown; empty when it is divergent
 * @param source the latest version the verdict is bound to (B); empty when there never was one
 * @param target the observation the verdict is bound to; empty when the target never said anything
 * @param round the round that gave the verdict
 * @param firstSeen when the key first left the good state, milliseconds since the epoch
 * @param resolved timestamp of the record that made both sides the same again
 */
public record Verdict(
        Optional<Kind> kind,
        Optional<String> reason,
        Optional<Version> source,
        Optional<Observation> target,
        long round,
        long firstSeen,
        OptionalLong resolved) {

    public boolean open() {
        return resolved.isEmpty();
    }

    /** Whether the other verdict says the same on the same evidence. */
    boolean repeats(Verdict other) {
        return kind.equals(other.kind)
                && reason.equals(other.reason)
                && source.equals(other.source)
                && target.equals(other.target)
                && resolved.equals(other.resolved);
    }

    Verdict resolvedBy(Evidence evidence, long timestamp) {
        return new Verdict(
                kind, reason, evidence.latest(), evidence.observation(), round, firstSeen, OptionalLong.of(timestamp));
    }
}
