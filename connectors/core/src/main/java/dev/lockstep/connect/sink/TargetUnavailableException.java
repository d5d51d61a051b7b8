/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import org.apache.kafka.connect.errors.ConnectException;

/** The target cannot be written for now and nothing of the open transaction holds; later the same write may succeed. */
public final class TargetUnavailableException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public TargetUnavailableException(String message) {
        super(message);
    }
}
