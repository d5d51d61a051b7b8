/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/**
 * How far the versions that were read are all that were written, in one partition of the data topic.
 *
 * @param removedBelow retention had removed records below this offset before they could be read, newest versions of keys
 *     among them; 0 when it had not
 * @param gapEnd versions below this offset may have been compacted away unread, and the newer ones for which they were
 *     removed may not have been read yet; 0 when that is over, or never was
 */
public record Trust(long removedBelow, long gapEnd) {
    /** Everything that was written has been read. */
    public static final Trust FULL = new Trust(0, 0);
}
