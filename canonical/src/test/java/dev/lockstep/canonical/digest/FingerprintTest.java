/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final String HMAC = "a0828ba00d8973539fc8266ed63a3bd7";
    private static final byte[] A = {1, 1, 1, 0, 1, 7};
    private static final byte[] B = {1, 1, 1, 0, 1, 8};
    private static final Digest128 X = new Digest128(1, 2);
    private static final Digest128 Y = new Digest128(3, 4);

    @Test
    void orderAndPartsDoNotMatter() {
        Fingerprint whole = of(A, X, B, Y);
        Fingerprint parts = of(B, Y);
        parts.merge(of(A, X));

        assertThat(whole.differences(parts)).isEmpty();
        assertThat(whole.total()).isEqualTo(parts.total());
        assertThat(whole.total().rows()).isEqualTo(2);
    }

    @Test
    void swappedContentsAreSeen() {
        assertThat(of(A, X, B, Y).total()).isNotEqualTo(of(A, Y, B, X).total());
        assertThat(of(A, X, B, Y).differences(of(A, Y, B, X)))
                .containsExactlyInAnyOrderElementsOf(List.of(Fingerprint.bucketOf(A), Fingerprint.bucketOf(B)));
    }

    @Test
    void removingWhatWasAddedLeavesNoTrace() {
        Fingerprint fingerprint = of(A, X, B, Y);

        fingerprint.remove(B, Y);

        assertThat(fingerprint.differences(of(A, X))).isEmpty();
    }

    @Test
    void differenceIsFoundInTheBucketOfItsKey() {
        assertThat(of(A, X, B, Y).differences(of(A, X, B, X))).containsExactly(Fingerprint.bucketOf(B));
    }

    @Test
    void rowDigestIsThatOfAnIndependentImplementation() {
        byte[] key = {1, 1, 1, 0, 1, 1};
        Fingerprint fingerprint = of(key, Digest128.parseHex("fe68f61487887b60f445d4f69cd4f59d"));

        assertThat(Fingerprint.bucketOf(key)).isEqualTo(249);
        assertThat(fingerprint.bucket(249).sum().toHex()).isEqualTo("d776654a32937f5a1fd0341ea655e881");
    }

    @Test
    void keyedDigestIsTheHmacCutTo128Bits() {
        byte[] key = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        byte[] data = "lockstep".getBytes(StandardCharsets.US_ASCII);
        DigestAlgorithm.Hasher hasher = new HmacSha256(key, "test").newHasher();

        // printf lockstep | openssl dgst -sha256 -hmac 0123456789abcdef | cut to 32 digits
        assertThat(hasher.hash(data, 0, data.length).toHex()).isEqualTo(HMAC);
        assertThat(hasher.hash(data, 0, data.length).toHex()).isEqualTo(HMAC);
    }

    @Test
    void shortKeyIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> new HmacSha256(new byte[] {42}, "test"))
                .hasMessageContaining("at least 16 bytes")
                .hasMessageNotContaining("42");
    }

    private static Fingerprint of(Object... rows) {
        Fingerprint fingerprint = new Fingerprint(DigestAlgorithm.XXH3_128);
        for (int i = 0; i < rows.length; i += 2) {
            fingerprint.add((byte[]) rows[i], (Digest128) rows[i + 1]);
        }
        return fingerprint;
    }
}
