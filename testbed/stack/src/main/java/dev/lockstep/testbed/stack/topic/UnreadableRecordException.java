/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.topic;

/** A record that is not what the documentation says of its topic. The message holds no row value. */
public final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableRecordException(String message) {
        super(message);
    }
}
