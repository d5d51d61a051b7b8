/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/**
 * What the data topic says of a key from one offset on.
 *
 * @param offset of the first record that says so
 * @param lastOffset of the last record that repeats it; the same where none does
 * @param afterGap whether there may have been other versions between the one before and this
 */
public record Version(long offset, long lastOffset, Image image, boolean afterGap) {
    public static Version at(long offset, Image image) {
        return new Version(offset, offset, image, false);
    }

    /** A later record says the same; of what only the policy makes the same, the later is what is expected. */
    Version repeatedBy(Version later) {
        return new Version(offset, later.offset, image.strictlyAs(later.image), afterGap);
    }
}
