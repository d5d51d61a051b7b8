/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Reconciler;

/** Takes what a key has become. */
@FunctionalInterface
interface Outcome {
    /** @param timestamp of what brought it about, milliseconds since the epoch */
    void take(byte[] key, KeyState before, Reconciler.Step step, long timestamp);
}
