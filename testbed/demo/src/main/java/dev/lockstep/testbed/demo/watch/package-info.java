/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a watcher sees: the validator's topics read as any consumer would, the progress they amount to, and its display.
 * Depends on {@code tpch}, {@code writer} and {@code harm}; it has no access to the validator itself.
 */
package dev.lockstep.testbed.demo.watch;
