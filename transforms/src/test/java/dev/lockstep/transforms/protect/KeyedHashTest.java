/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedHashTest {
    private static final byte[] SECRET = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    @Test
    void manyThreadsGetWhatOneGets() {
        Tokens tokens = new Tokens(new KeyedHash(SECRET));
        List<String> alone = IntStream.range(0, 5_000)
                .mapToObj(i -> tokens.text("value " + i, 26) + tokens.number(i, 32))
                .toList();

        List<String> together = IntStream.range(0, 5_000)
                .parallel()
                .mapToObj(i -> tokens.text("value " + i, 26) + tokens.number(i, 32))
                .toList();

        assertThat(together).isEqualTo(alone);
    }

    /** Tokens are in targets for good: they must never come out otherwise. */
    @Test
    void tokensAreWhatTheyHaveAlwaysBeen() {
        Tokens tokens = new Tokens(new KeyedHash(SECRET));
        Digits digits = new Digits(new KeyedHash(SECRET));

        assertThat(tokens.text("ada", 26)).isEqualTo("4hftqv7gz0c471tvsy2shbr6f3");
        assertThat(tokens.uuid("8f14e45f-ceea-4d2a-9a1b-0c1d2e3f4a5b"))
                .isEqualTo("90377a9c-6887-8f20-8850-570da74f56bd");
        assertThat(tokens.number(42, 8)).isEqualTo(70);
        assertThat(tokens.number(42, 16)).isEqualTo(31866);
        assertThat(tokens.number(42, 32)).isEqualTo(26582697);
        assertThat(tokens.number(42, 64)).isEqualTo(8075864728858341916L);
        assertThat(tokens.bytes(new byte[] {1, 2}, 4)).containsExactly(109, -46, -58, -75);
        assertThat(digits.replace("4111 1111 1111 1234 5678 9012")).isEqualTo("8996 1871 5738 9398 4524 3615");
        assertThat(digits.phone("+43 1 234567", true)).isEqualTo("+43 5 447736");
        assertThat(new Emails(tokens).protect("ada@lovelace.org", true))
                .isEqualTo("ckdjk1mny0xv8dx8@q67n3k27scmf.example");
    }

    @Test
    void shortSecretIsRefusedAndNoneIsShown() {
        assertThatThrownBy(() -> new KeyedHash(new byte[15])).hasMessageContaining("16 bytes");
        assertThat(new KeyedHash(SECRET)).hasToString("KeyedHash(secret hidden)");
    }
}
