/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

/** Two tables cannot be compared at all; the message says why, and what to do. */
final class NotComparableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotComparableException(String reason) {
        super(reason);
    }
}
