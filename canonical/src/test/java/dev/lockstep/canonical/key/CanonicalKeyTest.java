/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.JsonDocument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalKeyTest {
    @Test
    void valuesOfEveryFamilyAreShown() {
        assertThat(shown(new CanonicalValue.Time(3_723_000_000_000L))).isEqualTo("[\"01:02:03\"]");
        assertThat(shown(new CanonicalValue.Time(86_400_000_000_000L))).isEqualTo("[\"24:00:00\"]");
        assertThat(shown(new CanonicalValue.Time(-3_020_399_500_000_000L))).isEqualTo("[\"-838:59:59.5\"]");
        assertThat(shown(new CanonicalValue.TimeWithZone(0, 0))).isEqualTo("[\"00:00Z\"]");
        assertThat(shown(new CanonicalValue.Interval(14, -3, BigInteger.valueOf(1_500_000_000))))
                .isEqualTo("[\"P14M-3DT1.5S\"]");
        assertThat(shown(new CanonicalValue.InfiniteDate(false))).isEqualTo("[\"-infinity\"]");
        assertThat(shown(new CanonicalValue.Bits(BigInteger.valueOf(5)))).isEqualTo("[\"101\"]");
        assertThat(shown(JsonDocument.parse("{\"b\": 1.0, \"a\": true}")))
                .isEqualTo("[\"{\\\"a\\\":true,\\\"b\\\":1}\"]");
        assertThat(shown(new CanonicalValue.Members(
                        List.of(new CanonicalValue.Member("a", new CanonicalValue.Text("x"))))))
                .isEqualTo("[{\"a\":\"x\"}]");
        assertThat(shown(new CanonicalValue.Geometry(4326, ByteBuffer.wrap(new byte[] {1, 2}))))
                .isEqualTo("[\"SRID=4326;0102\"]");
        assertThat(shown(new CanonicalValue.Vector(List.of(1f, 2.5f)))).isEqualTo("[\"[1.0, 2.5]\"]");
        assertThat(shown(CanonicalValue.NotFinite.NAN)).isEqualTo("[\"NaN\"]");
    }

    @Test
    void enormousNumberIsShownWithItsExponent() {
        assertThat(shown(new CanonicalValue.Numeric(new BigDecimal("1E+2000000000"))))
                .isEqualTo("[1E+2000000000]");
        assertThat(shown(new CanonicalValue.Numeric(new BigDecimal("1E+3")))).isEqualTo("[1000]");
    }

    private static String shown(CanonicalValue value) {
        CanonicalWriter out = new CanonicalWriter();
        out.writeLength(1);
        value.writeTo(out);
        return CanonicalKey.ofBytes(out.toByteArray()).toJson();
    }
}
