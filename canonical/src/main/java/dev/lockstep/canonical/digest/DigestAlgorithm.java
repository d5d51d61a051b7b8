/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

/**
 * The hash behind digests. Immutable and thread-safe; the hashers it makes are not.
 *
 * <p>Digests of different algorithms, or of different keys of one, are never compared.
 */
public sealed interface DigestAlgorithm permits Xxh3, HmacSha256 {
    /** Unkeyed and fast: guards against accidents, not against somebody who forges or guesses rows. */
    DigestAlgorithm XXH3_128 = new Xxh3();

    /** The name that travels with every digest. */
    String name();

    /** Tells keys apart without telling the key; empty where there is none. Part of the id of a policy. */
    String keyId();

    /** A hasher for one owner, who may use it again and again. */
    Hasher newHasher();

    /** Hashes; owned by one thread at a time. */
    @FunctionalInterface
    interface Hasher {
        Digest128 hash(byte[] bytes, int offset, int length);
    }
}
