/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How PostgreSQL is spoken to: its SQL, its connections, and what its failures mean.
 *
 * <p>Depends on the schema package and, for what an outage is, on the sink interface's exceptions. Types of the driver
 * stay in here.
 */
package dev.lockstep.connect.jdbc.dialect;
