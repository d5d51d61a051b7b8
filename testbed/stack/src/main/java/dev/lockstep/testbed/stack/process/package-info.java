/* SPDX-License-Identifier: Apache-2.0 */
/** Child processes: started, watched, stopped in order, never orphaned. Depends on nothing else of the testbed. */
package dev.lockstep.testbed.stack.process;
