/* SPDX-License-Identifier: Apache-2.0 */
/** Where the build puts what a stack runs. Depends on nothing else of the testbed. */
package dev.lockstep.testbed.stack.layout;
