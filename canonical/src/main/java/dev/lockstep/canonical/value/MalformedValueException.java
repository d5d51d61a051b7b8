/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

/** A value is not what its type promises. The message says how and where in the value, never what it holds. */
final class MalformedValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedValueException(String message) {
        super(message);
    }
}
