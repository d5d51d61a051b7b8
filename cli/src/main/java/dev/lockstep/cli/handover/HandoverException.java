/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

/** The hand-over cannot go on; the message says why and what to do. What was done so far stays and is found again. */
public final class HandoverException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    HandoverException(String message) {
        super(message);
    }
}
