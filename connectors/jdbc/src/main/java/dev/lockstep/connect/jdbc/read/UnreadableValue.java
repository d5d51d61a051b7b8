/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

/**
 * Stands for a value that the column holds and its schema cannot, such as an infinite interval of PostgreSQL or text in
 * an integer column of SQLite. Neither equal to nor different from anything, itself included: a comparison counts it as unknown.
 *
 * @param reason what is wrong, without the value
 */
public record UnreadableValue(String column, String reason) {}
