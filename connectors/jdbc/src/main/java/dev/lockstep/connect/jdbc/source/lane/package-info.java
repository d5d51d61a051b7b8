/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How tables are parted, which task reads which part, where it is, and the SQL of its pages. Pure: no database, clock,
 * randomness or log; what the database found comes in as texts that nothing here compares.
 */
package dev.lockstep.connect.jdbc.source.lane;
