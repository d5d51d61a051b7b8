/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The course of a comparison: which tables and columns belong together, reading both sides by lanes, judging tables.
 *
 * <p>Depends on {@code engine}, {@code row}, {@code spill} and the reading side of the JDBC connectors; knows neither
 * the command line nor the form of a report.
 */
package dev.lockstep.cli.compare;
