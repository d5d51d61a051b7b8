/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * The unkeyed hash of digests, XXH3-128 with seed 0. Thread-safe.
 *
 * <p>It guards against accidents, not against somebody who forges rows: a digest of a column with few possible values
 * can be guessed.
 */
public final class Hash128 {
    /** The name that travels in digest headers; digests of different algorithms are never compared. */
    public static final String ALGORITHM = "xxh3-128";

    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    private Hash128() {}

    public static Digest128 of(byte[] bytes, int offset, int length) {
        HashValue128 hash = XXH3.hashBytesTo128Bits(bytes, offset, length);
        return new Digest128(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }
}
