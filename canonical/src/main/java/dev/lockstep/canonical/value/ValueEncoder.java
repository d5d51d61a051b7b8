/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.nio.charset.CharacterCodingException;

/**
 * Writes the values of one column, none of them null, in canonical form. Stateless and thread-safe.
 *
 * <p>One encoder is resolved per column and schema, not per value.
 */
@FunctionalInterface
interface ValueEncoder {
    /**
     * @throws CharacterCodingException for text that is not Unicode
     * @throws ArithmeticException for a number outside what its type allows
     * @throws java.time.DateTimeException for a date or time that cannot be read
     * @throws MalformedValueException for a value that is not what its type promises
     * @throws ClassCastException for a value of another Java type than its schema's
     */
    void encode(Object value, CanonicalWriter out) throws CharacterCodingException;
}
