/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

/** XXH3-128 with seed 0. */
final class Xxh3 implements DigestAlgorithm {
    @Override
    public String name() {
        return Hash128.ALGORITHM;
    }

    @Override
    public String keyId() {
        return "";
    }

    @Override
    public Hasher newHasher() {
        return Hash128::of;
    }
}
