/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import java.util.Optional;

/**
 * A row of the target that tells how far its capture is: what the target had committed before the row was written is in the
 * target's topics once {@link #behind} says so. Every method throws {@link RoundTroubleException} when somebody does not
 * answer, or answers something that proves nothing; the round is then void. Calls may block for seconds.
 */
public interface TargetMarker {
    /** Writes the marker of a round; it is committed when this returns. Ids of rounds grow. */
    void write(long round);

    /** What has not come back since the marker of this round was written, in words; empty when all has. */
    Optional<String> behind(long round);
}
