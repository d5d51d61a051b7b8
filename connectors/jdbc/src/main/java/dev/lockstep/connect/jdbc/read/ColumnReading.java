/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

/**
 * All that reading one column takes, in one object, so that no two places can disagree about it.
 *
 * @param expression SQL whose result the reader reads
 */
record ColumnReading(ReadColumn column, String expression, ValueReader reader) {}
