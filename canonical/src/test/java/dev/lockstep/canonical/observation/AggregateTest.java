/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AggregateTest {
    private static Aggregate of(String... numbers) {
        Aggregate all = Aggregate.none("total");
        for (String number : numbers) {
            all = all.with(number == null ? Optional.empty() : Optional.of(new BigDecimal(number)));
        }
        return all;
    }

    @Test
    void numbersAreAddedUpExactlyAndNullsDoNotCount() {
        Aggregate all = of("0.1", null, "0.2", "-7", "100000000000000000000000000000000000000");
        assertThat(all.numbers()).isEqualTo(4);
        assertThat(all.sum()).isEqualByComparingTo("99999999999999999999999999999999999993.3");
        assertThat(all.least()).contains(new BigDecimal("-7"));
        assertThat(all.greatest().orElseThrow()).isEqualByComparingTo("1e38");
        assertThat(of((String) null)).isEqualTo(Aggregate.none("total"));
    }

    @Test
    void lanesTogetherComeToWhatTheirRowsComeTo() {
        assertThat(of("1.50", "2").plus(of("-3", null)).withUnreadable())
                .isEqualTo(of("2", "-3", "1.5").withUnreadable());
        assertThat(of("4").plus(of())).isEqualTo(of().plus(of("4"))).isEqualTo(of("4.0"));
    }

    @Test
    void aTextThatIsNoneIsRefused() {
        assertThat(Aggregate.parse(of("1", "-2.5").text())).isEqualTo(of("1", "-2.5"));
        assertThatThrownBy(() -> Aggregate.parse("1 2 3")).hasMessageContaining("found 3");
        assertThatThrownBy(() -> Aggregate.parse("1 0 x - - total")).isInstanceOf(IllegalArgumentException.class);
    }
}
