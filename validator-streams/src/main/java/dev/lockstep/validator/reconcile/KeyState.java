/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.observation.Snapshot;
import java.util.Optional;

/**
 * All that is kept of one key. Immutable.
 *
 * @param epoch the round under which the key is listed as undecided; {@link #NOT_LISTED} when it is not
 * @param seenEpoch the last scan epoch that saw the key; 0 when none did
 * @param unsettledSince timestamp of the record that made it unsettled, for people; meaningless while it is verified
 * @param verdict the last verdict given, open or resolved; kept so that a restart can publish it again
 * @param judgedBy the last reading that gave, repeated or resolved the verdict; unordered where there is none
 */
public record KeyState(
        Evidence evidence,
        Standing standing,
        long epoch,
        int seenEpoch,
        long unsettledSince,
        Optional<Verdict> verdict,
        Snapshot judgedBy) {
    private static final Snapshot NEVER = Snapshot.unordered(0);

    public static final long NOT_LISTED = -1;

    /** A key nobody has spoken of: absent on both sides. */
    public static final KeyState NEW =
            new KeyState(Evidence.NONE, Standing.VERIFIED, NOT_LISTED, 0, 0, Optional.empty(), NEVER);

    public boolean listed() {
        return epoch != NOT_LISTED;
    }

    public KeyState listedUnder(long other) {
        return new KeyState(evidence, standing, other, seenEpoch, unsettledSince, verdict, judgedBy);
    }

    KeyState with(Evidence other) {
        return new KeyState(other, standing, epoch, seenEpoch, unsettledSince, verdict, judgedBy);
    }

    KeyState seenIn(int scanEpoch) {
        return new KeyState(
                evidence, standing, epoch, Math.max(seenEpoch, scanEpoch), unsettledSince, verdict, judgedBy);
    }

    KeyState judgedBy(Snapshot snapshot) {
        return new KeyState(evidence, standing, epoch, seenEpoch, unsettledSince, verdict, snapshot);
    }

    public boolean pending() {
        return standing == Standing.PENDING || standing == Standing.HOT;
    }

    public Optional<Verdict> openVerdict() {
        return verdict.filter(Verdict::open);
    }
}
