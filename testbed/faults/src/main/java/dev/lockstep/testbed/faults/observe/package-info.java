/* SPDX-License-Identifier: Apache-2.0 */
/** The ways in which the target is looked at while faults are planted. Depends on {@code corpus} and the stack. */
package dev.lockstep.testbed.faults.observe;
