/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a table as 256 sums, chosen by the hash of the key. Mutable; owned by one thread.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li><b>O (order)</b> it does not depend on the order in which rows are added, removed and merged.
 *   <li><b>K (keys)</b> the key is part of what is summed: two rows that swap their contents change it.
 *   <li><b>S (sums)</b> removing what was added leaves no trace; equal changes of two rows do not cancel.
 * </ul>
 */
public final class Fingerprint {
    public static final int BUCKETS = 256;

    /** The rows of one bucket and the sum of their digests. */
    public record Bucket(long rows, Digest128 sum) {
        static final Bucket EMPTY = new Bucket(0, Digest128.ZERO);

        Bucket plus(Bucket other) {
            return new Bucket(rows + other.rows, sum.plus(other.sum));
        }
    }

    private final DigestAlgorithm.Hasher hasher;
    private final Bucket[] buckets = new Bucket[BUCKETS];

    public Fingerprint(DigestAlgorithm algorithm) {
        this.hasher = algorithm.newHasher();
        Arrays.fill(buckets, Bucket.EMPTY);
    }

    public void add(byte[] canonicalKey, Digest128 content) {
        int bucket = bucketOf(canonicalKey);
        buckets[bucket] = buckets[bucket].plus(new Bucket(1, rowDigest(canonicalKey, content)));
    }

    public void remove(byte[] canonicalKey, Digest128 content) {
        int bucket = bucketOf(canonicalKey);
        Digest128 removed = Digest128.ZERO.minus(rowDigest(canonicalKey, content));
        buckets[bucket] = buckets[bucket].plus(new Bucket(-1, removed));
    }

    /** Adds the rows of another part of the table. */
    public void merge(Fingerprint other) {
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = buckets[i].plus(other.buckets[i]);
        }
    }

    public Bucket bucket(int index) {
        return buckets[index];
    }

    /** All rows as one. */
    public Bucket total() {
        return Arrays.stream(buckets).reduce(Bucket.EMPTY, Bucket::plus);
    }

    /** The buckets in which two tables differ, ascending. */
    public List<Integer> differences(Fingerprint other) {
        List<Integer> differences = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            if (!buckets[i].equals(other.buckets[i])) {
                differences.add(i);
            }
        }
        return differences;
    }

    /** Always by the unkeyed hash, so that a key's bucket does not depend on the policy. */
    public static int bucketOf(byte[] canonicalKey) {
        return (int) (Hash128.of(canonicalKey, 0, canonicalKey.length).high() >>> 56);
    }

    private Digest128 rowDigest(byte[] canonicalKey, Digest128 content) {
        byte[] input = ByteBuffer.allocate(canonicalKey.length + Digest128.BYTES)
                .put(canonicalKey)
                .putLong(content.high())
                .putLong(content.low())
                .array();
        return hasher.hash(input, 0, input.length);
    }
}
