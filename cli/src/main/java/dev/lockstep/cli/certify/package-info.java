/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Holds tables against their certificates: the file, the reading of a table, the answer. Depends on {@code row},
 * {@code engine} and the reading side of the JDBC connectors.
 */
package dev.lockstep.cli.certify;
