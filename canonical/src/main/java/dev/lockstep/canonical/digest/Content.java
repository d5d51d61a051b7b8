/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

/** What one record or one observation says a row holds. */
public sealed interface Content {

    /** The row is there, with these column values. */
    record Present(Digest128 digest) implements Content {}

    /** The row is not there. */
    record Absent() implements Content {}

    /**
     * What the row holds could not be told: never equal to anything, never different from anything.
     *
     * @param reason a short code such as {@code unavailable-column}; never a value
     */
    record Unknown(String reason) implements Content {}
}
