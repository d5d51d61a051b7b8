/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.level;

import dev.lockstep.canonical.digest.Hash128;

/** How much of a table is compared. */
public sealed interface Level {
    /** Every row, by its digest. */
    record Checksum() implements Level {
        @Override
        public boolean covers(byte[] canonicalKey) {
            return true;
        }

        @Override
        public String text() {
            return "checksum";
        }
    }

    /**
     * The number of rows, and nothing of any row.
     *
     * @param rows how many may be too many or too few
     * @param percent how many more, of those expected
     */
    record Count(long rows, double percent) implements Level {
        public Count {
            if (rows < 0 || !(percent >= 0 && percent <= 100)) {
                throw new IllegalArgumentException("a tolerance is a number of rows, or a percentage up to 100%");
            }
        }

        @Override
        public boolean covers(byte[] canonicalKey) {
            return false;
        }

        @Override
        public String text() {
            return "count";
        }

        /** Whether a number of rows is explained, where at least and at most so many were expected. */
        public boolean explains(long seen, long atLeast, long atMost) {
            return seen >= atLeast - slack(atLeast) && seen <= atMost + slack(atMost);
        }

        private long slack(long expected) {
            return rows + (long) Math.floor(expected * percent / 100);
        }
    }

    /**
     * The rows of a part of all possible keys, by their digests; always the same part.
     *
     * @param fraction above 0, at most 1
     */
    record Sample(double fraction) implements Level {
        private static final double HASHES = 0x1p53;

        public Sample {
            if (!(fraction > 0 && fraction <= 1)) {
                throw new IllegalArgumentException("a sample is a fraction above 0 and up to 1");
            }
        }

        /** By other bits of the hash than those that choose the bucket of a fingerprint. */
        @Override
        public boolean covers(byte[] canonicalKey) {
            long hash = Hash128.of(canonicalKey, 0, canonicalKey.length).low();
            return (hash >>> 11) < fraction * HASHES;
        }

        @Override
        public String text() {
            return "sample:" + fraction;
        }
    }

    /** Whether the row of this key is judged. */
    boolean covers(byte[] canonicalKey);

    /** As people read it in summaries. */
    String text();
}
