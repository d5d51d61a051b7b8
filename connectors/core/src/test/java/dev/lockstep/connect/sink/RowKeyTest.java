/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowKeyTest {
    /** Invariant A. */
    @Test
    void isEqualForEqualNumbersHoweverTheyWereWritten() {
        assertThat(key("100")).isEqualTo(key("1E+2")).hasSameHashCodeAs(key("100.00"));
        assertThat(key("0.10")).isEqualTo(key("0.1")).isNotEqualTo(key("0.11"));
        assertThat(key("0.000")).isEqualTo(RowKey.of(0L));
        assertThat(key("9223372036854775807")).isEqualTo(RowKey.of(Long.MAX_VALUE));
        assertThat(key("9223372036854775808")).isNotEqualTo(RowKey.of(Long.MIN_VALUE));
        assertThat(RowKey.of(1L)).isNotEqualTo(RowKey.of("1")).isNotEqualTo(RowKey.of(1L, 1L));
    }

    /** Invariant B. */
    @Test
    void ordersNumbersByValueAndBeforeTexts() {
        List<RowKey> ordered = List.of(
                key("-1E+40"),
                key("-2"),
                key("-1.5"),
                key("9"),
                key("10"),
                key("10.5"),
                key("1E+30"),
                RowKey.of("10"),
                RowKey.of("9"),
                RowKey.of("9", 1L));
        List<RowKey> sorted = new ArrayList<>(ordered);
        Collections.reverse(sorted);
        Collections.sort(sorted);
        assertThat(sorted).isEqualTo(ordered);
    }

    @Test
    void expandsNoHostileScaleAndShowsNoValue() {
        // Written out it would be a gigabyte of zeros.
        assertThat(key("1E+1000000000")).isEqualTo(key("10E+999999999"));
        assertThat(RowKey.of("secret")).asString().doesNotContain("secret");
    }

    private static RowKey key(String number) {
        return RowKey.of(RowKey.number(new BigDecimal(number)));
    }
}
