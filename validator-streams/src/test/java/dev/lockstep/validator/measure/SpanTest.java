/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.validator.reconcile.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a scan must come to, held against scans that met what they met. */
class SpanTest {
    private static final int UNREADABLE = 99;

    /** 0 is NULL. */
    private static Measure measure(int value) {
        return value == 0
                ? new Measure.None()
                : value == UNREADABLE ? new Measure.Unknown() : new Measure.Amount(BigDecimal.valueOf(value));
    }

    private static Span row(Integer... choices) {
        return Span.of(Arrays.stream(choices).map(SpanTest::measure).toList());
    }

    private static Aggregate seen(int... values) {
        Aggregate all = Aggregate.none("total");
        for (int value : values) {
            all = all.with(value == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(value)));
        }
        return all;
    }

    @Test
    void rowsAtRestComeToOneValue() {
        Span span = row(5).plus(row(-3)).plus(row(0));
        assertThat(span.admits(seen(5, -3, 0))).isTrue();
        assertThat(span.admits(seen(5, -3, 0, 0))).isTrue();
        assertThat(span.admits(seen(5, -3, 1))).isFalse();
        assertThat(span.admits(seen(4, -2))).isFalse();
        assertThat(span.admits(seen(2))).isFalse();
        assertThat(span.admits(seen())).isFalse();
    }

    @Test
    void theMinimumAndTheMaximumMustBeThoseOfSomeRow() {
        Span span = row(5).plus(row(1));
        assertThat(span.admits(seen(4, 2))).isFalse();
        assertThat(span.admits(seen(6, 0))).isFalse();
    }

    @Test
    void aRowThatCameOrWentMayHaveBeenMetOrNot() {
        Span span = row(5).plus(row(0, 7)).plus(row(-2, 0));
        assertThat(span.admits(seen(5))).isTrue();
        assertThat(span.admits(seen(5, 7, -2))).isTrue();
        assertThat(span.admits(seen(-2))).isFalse();
        assertThat(span.admits(seen(5, 8))).isFalse();
    }

    @Test
    void aRowThatNobodyCanTellOfMakesTheSpanUnknown() {
        assertThat(row(5).plus(row(1, UNREADABLE)).unknown()).isEqualTo(1);
        assertThat(row(5).plus(Span.ofUnknownRow()).unknown()).isEqualTo(1);
    }

    @Test
    void aSpanComesBackFromItsText() {
        Span span = row(5, 1).plus(row(0, 7)).plus(Span.ofUnknownRow());
        assertThat(Span.parse(span.text())).isEqualTo(span);
        assertThat(Span.parse(Span.NONE.text())).isEqualTo(Span.NONE);
    }

    /**
     * S: rows change while a scan goes by; the scan meets each at a position of its own. Whatever it meets is admitted, however
     * many scans there were before and were forgotten.
     */
    @Test
    void soundnessWhatAScanMayHaveMetIsAlwaysAdmitted() {
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(5);
            int end = 40;
            int lo = random.nextInt(end);
            int hi = lo + random.nextInt(end - lo);
            Span span = Span.NONE;
            Aggregate met = Aggregate.none("total");
            for (int row = 0; row < rows; row++) {
                History history = History.NONE;
                int[] valueAt = new int[end + 1];
                int passed = random.nextInt(lo + 1);
                for (int offset = 0; offset < end; offset++) {
                    valueAt[offset + 1] = valueAt[offset];
                    if (random.nextInt(6) == 0) {
                        valueAt[offset + 1] = random.nextInt(9) - 4;
                        history = history.with(offset, 0, List.of(measure(valueAt[offset + 1])));
                        history = random.nextBoolean() ? history.passed(passed) : history;
                    }
                }
                int at = lo + random.nextInt(hi - lo + 1);
                met = met.with(valueAt[at] == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(valueAt[at])));
                List<Measure> choices = new ArrayList<>();
                history.between(new Window(lo, hi))
                        .orElseThrow()
                        .forEach(entry -> choices.add(
                                entry.map(known -> known.values().get(0)).orElse(new Measure.None())));
                span = span.plus(Span.of(choices));
            }
            assertThat(span.admits(met))
                    .as("seed %d, met %s, span %s", seed, met, span)
                    .isTrue();
            if (lo == hi) {
                assertThat(span.leastSum()).as("seed %d", seed).isEqualByComparingTo(met.sum());
                assertThat(span.greatestSum()).isEqualByComparingTo(met.sum());
                assertThat(span.surely()).isEqualTo(span.possibly()).isEqualTo(met.numbers());
            }
        }
    }
}
