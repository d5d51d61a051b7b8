/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The TPC-H tables: their definition in PostgreSQL and the loading of generated rows. Depends on no other package of
 * the demo; every other one may depend on it.
 */
package dev.lockstep.testbed.demo.tpch;
