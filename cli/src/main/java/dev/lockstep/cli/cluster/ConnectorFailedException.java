/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.cluster;

/** A connector or one of its tasks failed, or did not come to run in time; the message has the first trace line. */
public final class ConnectorFailedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ConnectorFailedException(String message) {
        super(message);
    }
}
