/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertificateTest {
    @Test
    void partsOfAFingerprintAreItsBuckets() {
        Fingerprint fingerprint = new Fingerprint(DigestAlgorithm.XXH3_128);
        for (byte i = 0; i < 100; i++) {
            fingerprint.add(new byte[] {i}, new Digest128(i, -i));
        }
        List<Fingerprint.Bucket> buckets = IntStream.range(0, Fingerprint.BUCKETS)
                .mapToObj(fingerprint::bucket)
                .toList();

        assertThat(certificate(fingerprint.total(), buckets).total().rows()).isEqualTo(100);
    }

    @Test
    void bucketsThatAreNotThePartsOfTheTotalAreRefused() {
        Fingerprint.Bucket one = new Fingerprint.Bucket(1, new Digest128(1, 2));

        assertThatThrownBy(() -> certificate(one, List.of(one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 buckets");
    }

    private static Certificate certificate(Fingerprint.Bucket total, List<Fingerprint.Bucket> buckets) {
        return new Certificate(
                "public.t",
                "src.public.t",
                total,
                buckets,
                "xxh3-128",
                "exact",
                1,
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                OptionalLong.of(0),
                List.of(),
                Instant.EPOCH);
    }
}
