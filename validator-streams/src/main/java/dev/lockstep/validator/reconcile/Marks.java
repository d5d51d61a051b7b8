/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Optional;

/**
 * The round markers that one partition has seen so far. Immutable.
 *
 * <p>The markers of the two topics arrive in any order; a round is complete here once its three markers were seen. A
 * marker of an older round, or one seen before, changes nothing (R).
 *
 * @param base the round whose baseline was seen last; it is also the open epoch
 * @param due the newest complete round whose listed keys have not all been judged
 * @param swept the newest round whose listed keys have all been judged: no key is listed under an older epoch
 */
public record Marks(
        long base,
        long baseline,
        long water,
        long watermark,
        long close,
        long closedAt,
        Optional<Barrier> due,
        long swept) {
    public static final Marks NONE = new Marks(0, 0, 0, 0, 0, 0, Optional.empty(), 0);

    public Marks base(long round, long sequence) {
        return round <= base
                ? this
                : new Marks(round, sequence, water, watermark, close, closedAt, due, swept).completed();
    }

    public Marks water(long round, long sequence) {
        return round <= water
                ? this
                : new Marks(base, baseline, round, sequence, close, closedAt, due, swept).completed();
    }

    public Marks close(long round, long timestamp) {
        return round <= close
                ? this
                : new Marks(base, baseline, water, watermark, round, timestamp, due, swept).completed();
    }

    /** All keys listed before the due round have been judged. */
    public Marks afterSweep() {
        long round = due.map(Barrier::round).orElse(swept);
        return new Marks(base, baseline, water, watermark, close, closedAt, Optional.empty(), round);
    }

    private Marks completed() {
        if (base != water || base != close) {
            return this;
        }
        Barrier barrier = new Barrier(base, baseline, watermark, closedAt);
        return new Marks(base, baseline, water, watermark, close, closedAt, Optional.of(barrier), swept);
    }
}
