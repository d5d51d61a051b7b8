/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.layout;

/** Something a stack needs is not there; the message names it and the command that makes it. */
public final class NotBuiltException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** A message that says what is missing, where, and what to run. */
    public NotBuiltException(String message) {
        super(message);
    }
}
