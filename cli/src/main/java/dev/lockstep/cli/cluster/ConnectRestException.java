/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.cluster;

/** The Connect REST API refused a request; the message says which and why. */
public final class ConnectRestException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final int statusCode;

    ConnectRestException(int statusCode, String message) {
        super(message);
        this.statusCode = statusCode;
    }

    /** The HTTP status code. */
    public int statusCode() {
        return statusCode;
    }
}
