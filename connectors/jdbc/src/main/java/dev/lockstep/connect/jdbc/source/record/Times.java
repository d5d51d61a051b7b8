/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import java.time.Instant;

/** An instant as the three counts that an envelope has of it. */
final class Times {
    private static final long PER_SECOND = 1_000_000_000L;
    private static final int NANOS_PER_MICRO = 1_000;

    private Times() {}

    static long millis(Instant instant) {
        return instant.toEpochMilli();
    }

    static long micros(Instant instant) {
        return nanos(instant) / NANOS_PER_MICRO;
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * PER_SECOND + instant.getNano();
    }
}
