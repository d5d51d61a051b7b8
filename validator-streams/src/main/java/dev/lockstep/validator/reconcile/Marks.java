/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The round markers that one partition has seen so far. Immutable.
 *
 * <p>The markers of the two topics arrive in any order; a round is complete here once its three markers were seen. A
 * marker of an older round, or one seen before, changes nothing (R).
 *
 * @param base the round that was opened last; it is also the open epoch
 * @param due the newest complete round whose listed keys have not all been judged
 * @param closed what the last closing marker said; its watermark is not known before the round is complete
 * @param swept the newest round whose listed keys have all been judged: no key is listed under an older epoch
 */
public record Marks(long base, long water, long watermark, Optional<Round> closed, Optional<Round> due, long swept) {
    public static final Marks NONE = new Marks(0, 0, 0, Optional.empty(), Optional.empty(), 0);

    public Marks base(long round) {
        return round <= base ? this : new Marks(round, water, watermark, closed, due, swept).completed();
    }

    public Marks water(long round, long sequence) {
        return round <= water ? this : new Marks(base, round, sequence, closed, due, swept).completed();
    }

    public Marks close(long round, Map<String, List<Long>> lo, Map<String, List<Long>> hi, long timestamp) {
        return round <= closed.map(Round::id).orElse(0L)
                ? this
                : new Marks(base, water, watermark, Optional.of(new Round(round, 0, lo, hi, timestamp)), due, swept)
                        .completed();
    }

    /** All keys listed before the due round have been judged. */
    public Marks afterSweep() {
        return new Marks(
                base,
                water,
                watermark,
                closed,
                Optional.empty(),
                due.map(Round::id).orElse(swept));
    }

    private Marks completed() {
        if (base != water || closed.isEmpty() || closed.get().id() != base) {
            return this;
        }
        Round last = closed.get();
        Round complete = new Round(base, watermark, last.lo(), last.hi(), last.completedAt());
        return new Marks(base, water, watermark, closed, Optional.of(complete), swept);
    }
}
