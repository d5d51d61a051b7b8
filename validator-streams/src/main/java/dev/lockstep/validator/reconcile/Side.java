/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/** The two sides of a flow. */
public enum Side {
    /** The data topics, which say what the target ought to hold. */
    SOURCE,
    /** The topics that say what the target holds. */
    TARGET
}
