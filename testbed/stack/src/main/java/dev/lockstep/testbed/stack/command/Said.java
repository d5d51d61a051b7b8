/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.command;

/**
 * How a command has ended.
 *
 * @param code its exit code; 0 where all is as it should be
 * @param text what it has printed
 */
public record Said(int code, String text) {}
