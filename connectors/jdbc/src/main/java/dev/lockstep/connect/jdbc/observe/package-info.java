/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads a database back and says what it holds, and where the mover was when it was read. Nothing here writes to a database.
 *
 * <p>Uses the pages and sessions of {@link dev.lockstep.connect.jdbc.source}, the values of
 * {@link dev.lockstep.connect.jdbc.read}, and the sink's routing and keys. Nothing depends on it.
 */
package dev.lockstep.connect.jdbc.observe;
