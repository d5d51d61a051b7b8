/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The harm done to the target behind the pipeline's back, the verdicts it must lead to, and the comparison of those
 * with the verdicts that came. Depends on {@code tpch} and {@code writer}.
 */
package dev.lockstep.testbed.demo.harm;
