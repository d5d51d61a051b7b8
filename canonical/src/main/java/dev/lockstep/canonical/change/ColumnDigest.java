/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import dev.lockstep.canonical.digest.Digest128;

/**
 * What one column adds to the content of its row: what a keeper of "sticky" columns stores, to put it in place when an
 * event does not carry the column.
 *
 * @param digest under the policy; zero for NULL
 * @param strict under no rules; zero for NULL
 */
public record ColumnDigest(Digest128 digest, Digest128 strict) {
    public static final ColumnDigest NULL = new ColumnDigest(Digest128.ZERO, Digest128.ZERO);
}
