/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What people read: verdict lines, summary lines, and the state of rounds as JSON with a stable field order. Uses
 * {@code canonical}, {@code measure} and {@code reconcile}; {@code stream} and {@code round} use it.
 */
package dev.lockstep.validator.report;
