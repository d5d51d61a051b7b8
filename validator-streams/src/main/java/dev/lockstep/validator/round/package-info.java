/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the leading instance does: rounds, and marks of how far the data topics were read. Uses {@code record},
 * {@code report} and {@code reconcile}; only the main program uses it.
 */
package dev.lockstep.validator.round;
