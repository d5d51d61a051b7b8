/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import org.apache.kafka.connect.errors.ConnectException;

/** A source partition or offset is not of a form that this connector writes. Holds no key value. */
public final class OffsetFormatException extends ConnectException {
    private static final long serialVersionUID = 1L;

    OffsetFormatException(String message) {
        super(message);
    }
}
