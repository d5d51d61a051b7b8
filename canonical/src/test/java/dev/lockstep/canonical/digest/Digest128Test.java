/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Digest128Test {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

    @Property
    void addsAndSubtractsModulo2To128(@ForAll long aHigh, @ForAll long aLow, @ForAll long bHigh, @ForAll long bLow) {
        Digest128 a = new Digest128(aHigh, aLow);
        Digest128 b = new Digest128(bHigh, bLow);

        assertThat(number(a.plus(b))).isEqualTo(number(a).add(number(b)).mod(MODULUS));
        assertThat(number(a.minus(b))).isEqualTo(number(a).subtract(number(b)).mod(MODULUS));
        assertThat(a.plus(b).minus(b)).isEqualTo(a);
    }

    @Property
    void hexTextIsReadBackUnchanged(@ForAll long high, @ForAll long low) {
        Digest128 digest = new Digest128(high, low);

        assertThat(Digest128.parseHex(digest.toHex())).isEqualTo(digest);
        assertThat(digest.toHex()).hasSize(32);
    }

    @Test
    void refusesHexOfAnotherLength() {
        assertThatThrownBy(() -> Digest128.parseHex("abc")).hasMessageContaining("32 hexadecimal digits");
    }

    private static BigInteger number(Digest128 digest) {
        return new BigInteger(digest.toHex(), 16);
    }
}
