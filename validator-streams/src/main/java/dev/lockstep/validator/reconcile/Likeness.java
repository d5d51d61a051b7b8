/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;

/** Whether two contents are the same. */
enum Likeness {
    SAME,
    DIFFERENT,
    /** One of them is unknown, or their digests were made under different contracts. */
    INCOMPARABLE;

    static Likeness of(Content left, String leftContract, Content right, String rightContract) {
        if (left instanceof Content.Unknown || right instanceof Content.Unknown) {
            return INCOMPARABLE;
        }
        if (left instanceof Content.Absent || right instanceof Content.Absent) {
            return left.equals(right) ? SAME : DIFFERENT;
        }
        if (!leftContract.equals(rightContract)) {
            return INCOMPARABLE;
        }
        return left.equals(right) ? SAME : DIFFERENT;
    }
}
