/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import org.apache.kafka.connect.data.Schema;

/**
 * A column that can be read.
 *
 * @param schema of the values that {@link RowCursor#value} gives, optional when the column is nullable
 * @param declaredType as the catalogue shows it to people, with length or precision
 */
public record ReadColumn(String name, Schema schema, String declaredType, boolean nullable) {}
