/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import org.apache.kafka.connect.errors.DataException;

/**
 * A record that is no row of its target, as the dead letter queue shows it. The message has the record's coordinates
 * and no row value; there is no cause, since a database's own message quotes values.
 */
public final class RefusedRecordException extends DataException {
    private static final long serialVersionUID = 1L;

    public RefusedRecordException(String message) {
        super(message);
    }
}
