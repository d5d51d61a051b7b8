/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;

/**
 * Whether the target had the row of a key, at one instant between two positions.
 *
 * <p>Invariant S: whatever that instant was, the row was there if {@code surely}, and only if {@code possibly}.
 *
 * @param surely every version that may have been current is a row
 * @param possibly some version that may have been current may be a row
 */
public record Presence(boolean surely, boolean possibly) {
    /** Nobody can say. */
    public static final Presence UNKNOWN = new Presence(false, true);

    /** All versions below the upper bound have been read. */
    public static Presence of(Evidence evidence, Window window) {
        int base = evidence.newestBelow(window.lo());
        int newest = evidence.newestBelow(window.hi());
        if (evidence.orderLost() || (base < 0 && evidence.truncated()) || hidden(evidence, window)) {
            return UNKNOWN;
        }
        boolean surely = base >= 0;
        boolean possibly = false;
        for (Version version : evidence.versions().subList(Math.max(base, 0), newest + 1)) {
            // Of an unknown content it is not known either whether there is a row.
            surely = surely && version.image().content() instanceof Content.Present;
            possibly = possibly || !version.image().absent();
        }
        return new Presence(surely, possibly);
    }

    /** Whether a version may have been current that was compacted away unread. */
    private static boolean hidden(Evidence evidence, Window window) {
        long before = -1;
        for (Version version : evidence.versions()) {
            if (version.afterGap() && version.offset() >= window.lo() && before < window.hi()) {
                return true;
            }
            before = version.lastOffset();
        }
        return false;
    }
}
