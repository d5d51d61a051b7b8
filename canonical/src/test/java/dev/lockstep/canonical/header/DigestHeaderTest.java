/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.key.CanonicalKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestHeaderTest {
    private static final CanonicalKey KEY = CanonicalKey.ofBytes(new byte[] {1, 1, 1, 0, 1, (byte) 0xFF});

    @Test
    void everyStateIsReadBackUnchanged() {
        for (Content content : new Content[] {
            new Content.Present(new Digest128(-1, 42)), new Content.Absent(), new Content.Unknown("unavailable-column")
        }) {
            DigestHeader header = new DigestHeader("xxh3-128", "exact", Optional.of(KEY), content);

            assertThat(DigestHeader.parse(header.format())).isEqualTo(header);
        }
    }

    @Test
    void recordWithoutKeyIsReadBackWithoutKey() {
        DigestHeader header = new DigestHeader("xxh3-128", "exact", Optional.empty(), new Content.Unknown("no-key"));

        assertThat(DigestHeader.parse(header.format())).isEqualTo(header);
    }

    @Test
    void textIsPrintableAndBeginsWithTheVersion() {
        DigestHeader header =
                new DigestHeader("xxh3-128", "exact", Optional.of(KEY), new Content.Present(new Digest128(1, 2)));

        assertThat(header.format()).isEqualTo("v1;xxh3-128;exact;P;AQEBAAH_;00000000000000010000000000000002");
    }

    @Test
    void evidenceIsReadBackFromVersion2() {
        Evidence evidence = new Evidence(
                Optional.of(new Digest128(3, 4)),
                Optional.of(new Locator(1, 2, 3, 4)),
                List.of(new GridDigest(5, 6), GridDigest.NULL));
        DigestHeader header = new DigestHeader(
                "xxh3-128", "exact", Optional.of(KEY), new Content.Present(new Digest128(1, 2)), evidence);

        assertThat(header.format())
                .startsWith("v2;xxh3-128;exact;P;AQEBAAH_;00000000000000010000000000000002;s=")
                .matches("[!-~]*");
        assertThat(DigestHeader.parse(header.format())).isEqualTo(header);
        assertThat(DigestHeader.parse(header.format() + ";z=later")).isEqualTo(header);
    }

    @Test
    void damagedEvidenceIsRefused() {
        String plain = "v2;xxh3-128;exact;A;;";

        for (String damaged : List.of(";s=00", ";l=AA", ";t=AA")) {
            assertThatThrownBy(() -> DigestHeader.parse(plain + damaged)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v2;a;b;P;;00", "v1;a;b;X;;", "v1;a;b;P;;00", "v1;a;b;P;!;00", "42"})
    void refusesWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> DigestHeader.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
