/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.quality.Quality.Dimension;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {
    @Test
    void aTablesOwnComeBeforeThoseOfAll() {
        Thresholds thresholds =
                Thresholds.parse(List.of("public.users.completeness:0.99", "*.completeness:0.5", "*.accuracy:1"));
        assertThat(thresholds.of("public.users"))
                .isEqualTo(Map.of(
                        Dimension.COMPLETENESS, new BigDecimal("0.99"), Dimension.ACCURACY, new BigDecimal("1")));
        assertThat(thresholds.of("orders"))
                .isEqualTo(
                        Map.of(Dimension.COMPLETENESS, new BigDecimal("0.5"), Dimension.ACCURACY, new BigDecimal("1")));
        assertThat(Thresholds.NONE.of("orders")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users | expected <table>.<dimension>:<number>, such as public.users.completeness:0.99",
                "completeness:0.9 | expected <table>.<dimension>:<number>",
                ".completeness:0.9 | expected <table>.<dimension>:<number>",
                "users.speed:0.9 | there is no dimension speed, expected completeness, accuracy, consistency",
                "users.accuracy:1.01 | expected a number from 0 to 1, found 1.01",
                "users.accuracy:-0.1 | expected a number from 0 to 1, found -0.1",
                "users.accuracy:much | expected a number from 0 to 1, found much"
            })
    void refusesWhatItCannotRead(String entry, String message) {
        assertThatThrownBy(() -> Thresholds.parse(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesTwoOfOneTable() {
        assertThatThrownBy(() -> Thresholds.parse(List.of("a.b.accuracy:1", "a.b.accuracy:0.5")))
                .hasMessageContaining("a.b.accuracy is there twice");
    }
}
