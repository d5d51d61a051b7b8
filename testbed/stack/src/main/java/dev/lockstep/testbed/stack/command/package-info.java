/* SPDX-License-Identifier: Apache-2.0 */
/** The commands of the product, run as their users run them. Depends on the command line and {@code database}. */
package dev.lockstep.testbed.stack.command;
