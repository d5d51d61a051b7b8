/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "5.684341886080802E-14, 5.684341886080802E-14",
        "2.0E-3, 0.002",
        "9007199254740993, 9007199254740992",
        "4.9E-324, 5E-324",
        "1.7976931348623157E308, 1.7976931348623157E308",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "1E23, 1E23"
    })
    void numberHasTheFewestDigitsThatReadBack(double value, String expected) {
        assertThat(Decimals.shortest(value)).isEqualByComparingTo(expected);
        assertThat(Decimals.shortest(-value)).isEqualByComparingTo("-" + expected);
    }

    @Property(tries = 200)
    void zerosAreStrippedFromLongNumbersToo(@ForAll long number, @ForAll @IntRange(max = 1_500) int zeros) {
        BigDecimal value = new BigDecimal(BigInteger.valueOf(number).multiply(BigInteger.TEN.pow(zeros)), zeros / 2);
        assertThat(Decimals.strip(value)).isEqualTo(value.stripTrailingZeros());
    }

    @Test
    void zerosOfAVeryLongNumberAreStrippedInReasonableTime() {
        // Four times as many as PostgreSQL has, so that the bound is far from both ways on any machine.
        BigDecimal longest = new BigDecimal(BigInteger.TEN.pow(500_000));
        assertThat(assertTimeout(Duration.ofSeconds(30), () -> Decimals.strip(longest)))
                .isEqualTo(new BigDecimal("1e500000"));
    }

    @Property
    void everyFiniteNumberReadsBack(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(Decimals.shortest(value).doubleValue()).isEqualTo(value == 0 ? 0.0 : value);
            assertThat(Decimals.shortest(value).precision()).isLessThanOrEqualTo(17);
        }
    }
}
