/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

/** A record of the validator's topics that is not what their documentation says. The message holds no row value. */
public final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableRecordException(String message) {
        super(message);
    }
}
