/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical;

import org.apache.kafka.connect.errors.DataException;

/**
 * A value has no canonical form: its type is not known here, or its content is outside what the type allows.
 *
 * <p>The message names the field, the schema and the reason, never the value.
 */
public final class UnencodableValueException extends DataException {
    private static final long serialVersionUID = 1L;

    public UnencodableValueException(String message) {
        super(message);
    }
}
