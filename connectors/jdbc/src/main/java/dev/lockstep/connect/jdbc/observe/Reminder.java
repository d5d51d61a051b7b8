/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import java.time.Duration;

/** When it is time to say again what is waited for. Owned by one thread. */
final class Reminder {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private long due = System.nanoTime() + INTERVAL.toNanos();

    boolean isDue() {
        long now = System.nanoTime();
        if (now - due < 0) {
            return false;
        }
        due = now + INTERVAL.toNanos();
        return true;
    }
}
