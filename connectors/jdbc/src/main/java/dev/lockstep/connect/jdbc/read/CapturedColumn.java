/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import org.apache.kafka.connect.data.Schema;

/**
 * A column as change capture shows it.
 *
 * @param schema with its default, where change capture gives it one
 * @param declaredType as the catalogue shows it to people, and as SQL casts to it
 * @param integer whether it is an integer of at most 64 bits
 * @param expression SQL whose result the reader reads
 */
public record CapturedColumn(
        String name,
        Schema schema,
        String declaredType,
        boolean integer,
        boolean nullable,
        String expression,
        ValueReader reader) {}
