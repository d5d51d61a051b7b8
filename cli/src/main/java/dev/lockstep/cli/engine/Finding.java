/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What was found about one key; for tables without key, about one digest.
 *
 * @param key canonical key bytes, or the 16 bytes of the digest
 * @param sourceRows the rows at the source this is about
 * @param targetRows the rows at the target this is about
 * @param columns which compared columns differ, by index, ascending; only where one row stands against one
 */
public record Finding(Kind kind, ByteBuffer key, long sourceRows, long targetRows, List<Integer> columns) {

    /** What can be found. */
    public enum Kind {
        /** At the source only. */
        MISSING,
        /** At the target only. */
        UNEXPECTED,
        /** On both sides, and not the same. */
        DIFFERENT,
        /** The same under the policy, not strictly. */
        MASKED,
        /** On both sides, but what one of them holds cannot be told. */
        UNKNOWN,
        /** Several rows of one side have one key. */
        KEY_COLLISION
    }

    /** Takes findings as they are made, in no order. */
    @FunctionalInterface
    public interface Sink {
        void accept(Finding finding);
    }
}
