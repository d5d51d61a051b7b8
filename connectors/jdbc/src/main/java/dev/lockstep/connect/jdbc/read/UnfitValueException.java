/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import org.apache.kafka.connect.errors.DataException;

/** Why a value is none of its column's schema, without the value and without the column, which the cursor adds. */
public final class UnfitValueException extends DataException {
    private static final long serialVersionUID = 1L;

    public UnfitValueException(String reason) {
        super(reason);
    }
}
