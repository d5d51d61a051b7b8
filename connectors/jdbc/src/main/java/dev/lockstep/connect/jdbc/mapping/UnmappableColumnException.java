/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import org.apache.kafka.connect.errors.DataException;

/** A record's field and the target's column do not fit each other, or this very value does not fit. No value in it. */
public final class UnmappableColumnException extends DataException {
    private static final long serialVersionUID = 1L;

    UnmappableColumnException(String message) {
        super(message);
    }
}
