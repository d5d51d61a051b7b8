/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a target's catalogue says of a table, as plain values, and the reader of that catalogue.
 *
 * <p>Depends on nothing of ours. Dialect, mapping and connectors depend on it.
 */
package dev.lockstep.connect.jdbc.schema;
