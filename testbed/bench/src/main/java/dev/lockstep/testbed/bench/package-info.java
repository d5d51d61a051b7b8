/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code ./lockstep bench}: moves one table by several means, one after the other on one machine, and says what each cost.
 *
 * <p>May depend on every package below it; none of them depends on this one.
 */
package dev.lockstep.testbed.bench;
