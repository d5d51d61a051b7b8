/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import java.time.Duration;

/** Waits between two looks at something that others change. */
final class Pause {
    private Pause() {}

    /** @throws HandoverException when the thread is interrupted; the interrupt stays set */
    static void of(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new HandoverException("Interrupted. Run the same command again to go on");
        }
    }
}
