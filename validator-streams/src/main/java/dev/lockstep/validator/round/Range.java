/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

/** Offsets of one partition, from the first to the one behind the last. */
public record Range(long from, long to) {
    boolean empty() {
        return from >= to;
    }
}
