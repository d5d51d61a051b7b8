/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends of a data topic below which every record can be seen in the source. Pure bookkeeping; thread-safe.
 *
 * <p>A commit is in the database's log before others see it, so a record may be in the topic and its row not yet visible. Ends are
 * asked for, then who is writing: once all of those have ended, whatever is below the ends is visible to who reads now.
 *
 * <p><b>V (visible)</b> ends settle when none of the transactions is open that were open when they had been asked for.
 *
 * <p>Where a transaction stays open for long, the ends before it are of use: a lower bound that is too low makes a verdict
 * later, never wrong.
 */
public final class SettledEnds {
    private Optional<List<Long>> settled = Optional.empty();
    private Optional<Sample> oldest = Optional.empty();

    /**
     * Ends and who wrote.
     *
     * @param writers the transactions that were open when the ends had been asked for
     */
    public record Sample(List<Long> ends, Set<String> writers) {
        public Sample {
            ends = List.copyOf(ends);
            writers = Set.copyOf(writers);
        }

        private boolean settles(Set<String> open) {
            return Collections.disjoint(writers, open);
        }
    }

    /** Takes note of a sample and of the transactions that are open now; the ends that have settled, if any have. */
    public synchronized Optional<List<Long>> settle(Sample newest, Set<String> open) {
        if (newest.settles(open)) {
            settled = Optional.of(newest.ends());
            oldest = Optional.empty();
            return settled;
        }
        if (oldest.isEmpty()) {
            oldest = Optional.of(newest);
        } else if (oldest.get().settles(open)) {
            settled = oldest.map(Sample::ends);
            oldest = Optional.of(newest);
        }
        return settled;
    }
}
