/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The coordinator of rounds, and the offsets and markers it works with. Uses {@code record}, {@code report} and
 * {@code reconcile}; only the main program uses it.
 */
package dev.lockstep.validator.round;
