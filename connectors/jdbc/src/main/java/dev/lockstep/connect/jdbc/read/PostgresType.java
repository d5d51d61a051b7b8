/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.List;

/**
 * A type as the catalogue of PostgreSQL has it, with the types it is made of.
 *
 * @param name without length or precision
 * @param modifier what the column adds to it (length, precision), -1 for nothing
 * @param domain whether it was declared as a domain, which was followed to what it is made of
 * @param builtIn whether it is the server's own, so that the name says what it is
 */
record PostgresType(String name, int modifier, boolean domain, boolean builtIn, Made made) {
    PostgresType asDomain() {
        return new PostgresType(name, modifier, true, builtIn, made);
    }

    /** What a type is made of. */
    sealed interface Made {}

    /** By the server or an extension, in C: only its name tells. */
    record Base() implements Made {}

    /** @param dimensions as the column was declared, at least 1 */
    record Array(PostgresType element, char delimiter, int dimensions) implements Made {}

    record Enumeration(List<String> labels) implements Made {}

    record Composite(List<Attribute> attributes) implements Made {}

    /** Ranges and multiranges. */
    record Range() implements Made {}

    record Attribute(String name, PostgresType type) {}
}
