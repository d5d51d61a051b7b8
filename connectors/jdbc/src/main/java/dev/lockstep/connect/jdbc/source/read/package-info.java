/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads lanes: sessions that cannot write, the threads that own them, what the catalogue says of tables, and the queue of
 * finished chunks. Times, threads and databases are here; how tables are parted is in
 * {@link dev.lockstep.connect.jdbc.source.lane}, what a row becomes in {@link dev.lockstep.connect.jdbc.source.record}.
 */
package dev.lockstep.connect.jdbc.source.read;
