/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.time.Duration;
import java.time.Instant;

/**
 * Numbers of scans: the second since 1970 in which a scan began, at least one more than that of the scan before. Pure.
 *
 * <p>The clock only names a scan; no verdict depends on it.
 */
public final class Epochs {
    private Epochs() {}

    /** @param previous 0 for none */
    public static int next(int previous, Instant now) {
        return Math.max(Math.addExact(previous, 1), Math.toIntExact(now.getEpochSecond()));
    }

    /** When the scan after this one may begin: not in the same second, or numbers would run ahead of the clock. */
    public static Instant due(int previous, Duration interval) {
        return Instant.ofEpochSecond(previous + Math.max(1, interval.toSeconds()));
    }
}
