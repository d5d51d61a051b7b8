/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelsTest {
    private static byte[] key(int key) {
        return ByteBuffer.allocate(4).putInt(key).array();
    }

    @Test
    void theFirstPatternThatMatchesTheWholeNameHolds() {
        Levels levels = Levels.parse(
                List.of("public\\.log_.*=count:0.5%", "public\\.log_errors=checksum", "public\\..*=sample:0.25"));
        assertThat(levels.of("public.log_errors")).isEqualTo(new Level.Count(0, 0.5));
        assertThat(levels.of("public.orders")).isEqualTo(new Level.Sample(0.25));
        assertThat(levels.of("shop.public.orders")).isEqualTo(new Level.Checksum());
        assertThat(Levels.CHECKSUM.of("any")).isEqualTo(new Level.Checksum());
    }

    @Test
    void aPatternMayHoldAnEqualsSign() {
        assertThat(Levels.parse(List.of("a=b=count:7")).of("a=b")).isEqualTo(new Level.Count(7, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "=count",
                "orders=",
                "orders=some",
                "orders=checksum:1",
                "orders=count:",
                "orders=count:-1",
                "orders=count:101%",
                "orders=count:x%",
                "orders=sample",
                "orders=sample:0",
                "orders=sample:1.1",
                "orders=sample:NaN",
                "(=count"
            })
    void anEntryThatIsNoneIsRefusedAndQuoted(String entry) {
        assertThatThrownBy(() -> Levels.parse(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(entry);
    }

    @Test
    void aCountIsExplainedByWhatMayHaveBeenThereAndByItsToleranceOnly() {
        Level.Count exact = new Level.Count(0, 0);
        assertThat(exact.explains(9, 10, 12)).isFalse();
        assertThat(exact.explains(10, 10, 12)).isTrue();
        assertThat(exact.explains(12, 10, 12)).isTrue();
        assertThat(exact.explains(13, 10, 12)).isFalse();
        assertThat(new Level.Count(2, 0).explains(14, 10, 12)).isTrue();
        assertThat(new Level.Count(2, 0).explains(15, 10, 12)).isFalse();
        assertThat(new Level.Count(0, 1).explains(990, 1_000, 1_000)).isTrue();
        assertThat(new Level.Count(0, 1).explains(989, 1_000, 1_000)).isFalse();
    }

    @Test
    void aSampleCoversItsFractionOfTheKeysAndAlwaysTheSame() {
        Level sample = new Level.Sample(0.1);
        long covered = IntStream.range(0, 100_000)
                .filter(key -> sample.covers(key(key)))
                .count();
        assertThat(covered).isBetween(9_500L, 10_500L);
        assertThat(IntStream.range(0, 1_000).filter(key -> new Level.Sample(0.1).covers(key(key))))
                .containsExactlyElementsOf(IntStream.range(0, 1_000)
                        .filter(key -> sample.covers(key(key)))
                        .boxed()
                        .toList());
        assertThat(IntStream.range(0, 1_000)).allMatch(key -> new Level.Sample(1).covers(key(key)));
    }
}
