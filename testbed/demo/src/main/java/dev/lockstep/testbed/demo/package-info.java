/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The demonstration: migrates TPC-H between two PostgreSQL servers while the source is written to, proves every row
 * moved, then harms the target and shows each harm found. This package holds the flow and the command line; the
 * packages below hold its parts, and none of them may depend on this one.
 */
package dev.lockstep.testbed.demo;
