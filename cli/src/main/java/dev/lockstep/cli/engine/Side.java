/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

/** The two sides of a comparison. */
public enum Side {
    SOURCE,
    TARGET
}
