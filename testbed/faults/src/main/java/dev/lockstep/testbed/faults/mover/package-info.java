/* SPDX-License-Identifier: Apache-2.0 */
/** The sinks that write the target while faults are planted. Depends on {@code corpus} and the stack. */
package dev.lockstep.testbed.faults.mover;
