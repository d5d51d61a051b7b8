/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Arrays;

/** What was true of each key at the instant when a scan came by. */
final class EpochTruth {
    final long begun;
    final int[] seen;
    final int[] truth;
    final long[] wrongSince;
    final long[] read;

    EpochTruth(long begun, int keys) {
        this.begun = begun;
        seen = new int[keys];
        truth = new int[keys];
        wrongSince = new long[keys];
        read = new long[keys];
        Arrays.fill(wrongSince, -1);
    }
}
