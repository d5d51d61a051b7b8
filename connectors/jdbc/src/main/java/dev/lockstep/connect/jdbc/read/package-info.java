/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads tables for comparison: what a catalogue says of a table becomes one object per column (schema, expression,
 * reader), and rows become Connect values with the schemas that change capture gives them. Sessions cannot write.
 *
 * <p>Depends on dialect (quotes, connections, what failures mean) and on canonical's numbers; knows no connector, no
 * Connect runtime and no command line. Engines stay package-private behind
 * {@link dev.lockstep.connect.jdbc.read.ReadableDatabase}.
 */
package dev.lockstep.connect.jdbc.read;
