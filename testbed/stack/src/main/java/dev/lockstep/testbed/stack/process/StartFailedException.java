/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.process;

/** A part of a stack did not start; the message names it, its log file and the last lines of that log. */
public final class StartFailedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** A message that says which part, where and why. */
    public StartFailedException(String message) {
        super(message);
    }

    /** A message that says which part, where and why, and the failure behind it. */
    public StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
