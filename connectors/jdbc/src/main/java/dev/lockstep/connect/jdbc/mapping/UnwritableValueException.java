/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import org.apache.kafka.connect.errors.DataException;

/** Why a value cannot be written, without the column, which {@link ColumnMapping} adds, and without the value. */
final class UnwritableValueException extends DataException {
    private static final long serialVersionUID = 1L;

    UnwritableValueException(String reason) {
        super(reason);
    }
}
