/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.observation.Snapshot;

/**
 * What an observer says at one instant, or the end of a lane, with what was true at that instant beside it.
 *
 * @param epoch the scan; 0 where keys were looked up
 * @param lane −1 unless this is the end of a lane
 * @param foreign whether the digests were made under another contract than the source's
 * @param keys of the rows; of a scan only such as the target has
 * @param seen contents, 0 for absence
 * @param truth what the target would have held without harm
 * @param wrongSince since when the target was wrong, −1 where it was right
 * @param begun when the lower bounds were read
 * @param read when the rows were
 * @param snapshot its place among all readings of the observer, and a clock that lies
 */
@SuppressWarnings("ArrayRecordComponent")
record SeenPage(
        int epoch,
        int lane,
        boolean foreign,
        int[] keys,
        int[] seen,
        int[] truth,
        long[] wrongSince,
        long begun,
        long read,
        int[] lo,
        int[] hi,
        Snapshot snapshot) {

    static SeenPage end(int epoch, int lane, int[] lo, int[] hi, long at) {
        Snapshot snapshot = Snapshot.unordered(at);
        return new SeenPage(
                epoch, lane, false, new int[0], new int[0], new int[0], new long[0], 0, 0, lo, hi, snapshot);
    }

    long at() {
        return snapshot.at();
    }

    boolean endsLane() {
        return lane >= 0;
    }

    SeenPage upTo(int[] bounds) {
        return new SeenPage(epoch, lane, foreign, keys, seen, truth, wrongSince, begun, read, lo, bounds, snapshot);
    }
}
