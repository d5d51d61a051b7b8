/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

/**
 * How the rows of two sides relate. Every row is counted once: those of the source are equal, different, missing or
 * unknown; those of the target equal, different, unexpected or unknown.
 *
 * @param equal pairs of rows equal under the policy
 * @param masked those of them that are not equal strictly
 * @param different pairs of rows with one key that are not equal
 * @param missing rows at the source only
 * @param unexpected rows at the target only
 * @param sourceUnknown rows of the source that could not be compared
 * @param targetUnknown rows of the target that could not be compared
 * @param collisions keys that several rows of one side have
 */
public record Counts(
        long equal,
        long masked,
        long different,
        long missing,
        long unexpected,
        long sourceUnknown,
        long targetUnknown,
        long collisions) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    public boolean anyDifference() {
        return different + missing + unexpected > 0;
    }

    public boolean anyUnknown() {
        return sourceUnknown + targetUnknown > 0;
    }
}
