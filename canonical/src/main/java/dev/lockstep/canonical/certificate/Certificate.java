/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.certificate;

import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Fingerprint;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a table held when it was verified as a whole. Immutable; {@code docs/certificate.md} has its JSON.
 *
 * <p>Invariants: <b>P</b> the buckets, where there are any, add up to the total; <b>F</b> a fingerprint is a sum of row
 * digests by {@link dev.lockstep.canonical.digest.Hash128}, whatever the algorithm of the columns' digests.
 *
 * @param table as in verdicts
 * @param topic the data topic whose versions were expected
 * @param total all rows and the sum of their digests
 * @param buckets {@value Fingerprint#BUCKETS} parts of the total by key; empty when they are not told
 * @param algorithm of the digests of columns
 * @param policy id of the policy they were made under
 * @param encoding version of the canonical encoding
 * @param key the key columns in key order; empty when they are not told
 * @param columns the compared columns; empty when they are not told
 * @param positions by partition of the topic, the offset below which every record is in this state
 * @param masked rows equal by policy only; empty when they were not counted
 * @param exceptions what is not covered, in words
 */
public record Certificate(
        String table,
        String topic,
        Fingerprint.Bucket total,
        List<Fingerprint.Bucket> buckets,
        String algorithm,
        String policy,
        int encoding,
        Optional<List<String>> key,
        Optional<List<String>> columns,
        SortedMap<Integer, Long> positions,
        OptionalLong masked,
        List<String> exceptions,
        Instant issuedAt) {
    /** The version of the format that is written and read here. */
    public static final int FORMAT = 1;

    /** @throws IllegalArgumentException when the parts do not go together */
    public Certificate {
        buckets = List.copyOf(buckets);
        key = key.map(List::copyOf);
        columns = columns.map(List::copyOf);
        positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
        exceptions = List.copyOf(exceptions);
        if (total.rows() < 0 || masked.orElse(0) < 0) {
            throw new IllegalArgumentException("Expected numbers of rows from 0, found " + total.rows() + " rows, "
                    + masked.orElse(0) + " of them masked, in the certificate of " + table);
        }
        if (!buckets.isEmpty()
                && !(buckets.size() == Fingerprint.BUCKETS && sum(buckets).equals(total))) {
            throw new IllegalArgumentException("Expected " + Fingerprint.BUCKETS + " buckets that add up to the whole,"
                    + " found " + buckets.size() + " that do not, in the certificate of " + table);
        }
    }

    private static Fingerprint.Bucket sum(List<Fingerprint.Bucket> buckets) {
        long rows = 0;
        Digest128 sum = Digest128.ZERO;
        for (Fingerprint.Bucket bucket : buckets) {
            rows += bucket.rows();
            sum = sum.plus(bucket.sum());
        }
        return new Fingerprint.Bucket(rows, sum);
    }
}
