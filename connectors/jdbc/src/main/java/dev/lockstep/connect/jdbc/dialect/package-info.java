/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How each engine is spoken to: its SQL, its connections, its way to take a set of rows, and what its failures mean.
 *
 * <p>Depends on the schema and mapping packages and, for what an outage is, on the sink interface's exceptions. Types of the driver
 * stay in here.
 */
package dev.lockstep.connect.jdbc.dialect;
