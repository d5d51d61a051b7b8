/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.util.List;

/**
 * Where the mover is in a data topic, asked from outside the store: one offset for each partition. Thread-safe.
 *
 * <p><b>B (bounds)</b> whatever is below {@link #before}, asked before the store is read, had reached the store; nothing at
 * or above {@link #after}, asked when it has been read, was in what was read.
 */
public interface MoverPositions {
    /** Asked before the store is read. */
    List<Long> before(String topic) throws InterruptedException;

    /** Asked after the store was read. */
    List<Long> after(String topic) throws InterruptedException;
}
