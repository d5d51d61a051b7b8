/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Joins the packed rows of two sides by key, whatever their order and number, in bounded memory.
 *
 * <p>Pure but for {@link dev.lockstep.cli.engine.Spill}, through which it puts aside what does not fit. Depends on
 * {@code canonical} only.
 */
package dev.lockstep.cli.engine;
