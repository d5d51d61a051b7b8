/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The marker that rounds write into the target, and its way back through the target's capture. Implements what {@code round}
 * asks for; only the main program uses it.
 */
package dev.lockstep.validator.marker;
