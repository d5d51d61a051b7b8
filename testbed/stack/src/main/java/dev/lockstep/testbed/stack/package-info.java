/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A whole stack: broker, Connect worker, databases, optionally the validator; as a Java API and as a command.
 *
 * <p>May depend on every package below it; none of them depends on this one.
 */
package dev.lockstep.testbed.stack;
