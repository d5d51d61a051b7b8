/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocatorTest {
    private static final List<String> COLUMNS =
            IntStream.range(0, 60).mapToObj(i -> "column_" + i).toList();

    private final Random random = new Random(42);

    @Test
    void oneAndTwoColumnsAreNamedAndMoreAreSaidToBeMore() {
        for (int round = 0; round < 300; round++) {
            for (int different = 0; different <= 4; different++) {
                Set<String> changed = new HashSet<>();
                while (changed.size() < different) {
                    changed.add(COLUMNS.get(random.nextInt(COLUMNS.size())));
                }
                Locator source = Locator.ZERO;
                Locator target = Locator.ZERO;
                for (String column : COLUMNS) {
                    Digest128 digest = random();
                    source = source.plus(Locator.alpha(column), digest);
                    target = target.plus(Locator.alpha(column), changed.contains(column) ? random() : digest);
                }

                Locator.Difference difference = source.difference(target, COLUMNS);

                assertThat(difference.more()).isEqualTo(different > 2);
                assertThat(Set.copyOf(difference.columns())).isEqualTo(different > 2 ? Set.of() : changed);
            }
        }
    }

    @Test
    void columnThatBecameNullIsNamed() {
        Locator row = Locator.ZERO.plus(Locator.alpha("column_1"), random());

        Locator changed = row.plus(Locator.alpha("column_2"), random());

        assertThat(row.difference(changed, COLUMNS).columns()).containsExactly("column_2");
    }

    @Test
    void locatorIsThatOfAnIndependentImplementation() {
        // Columns id = 1 and größe = -25.
        byte[] id = HexFormat.of().parseHex("0102696401010001" + "01");
        byte[] size = HexFormat.of().parseHex("01076772c3b6c39f6501020001" + "19");

        Locator locator = Locator.ZERO
                .plus(Locator.alpha("id"), Hash128.of(id, 0, id.length))
                .plus(Locator.alpha("größe"), Hash128.of(size, 0, size.length));

        assertThat(HexFormat.of().formatHex(locator.toBytes()))
                .isEqualTo("1445d4f69cd4f59e10b2bbcc37478efc0dac43754c1b469208181b3b361c2521");
    }

    @Test
    void bytesAreReadBack() {
        Locator locator = Locator.ZERO.plus(Locator.alpha("a"), random());

        assertThat(Locator.ofBytes(locator.toBytes())).isEqualTo(locator);
        assertThat(locator.toBytes()).hasSize(32);
    }

    private Digest128 random() {
        return new Digest128(random.nextLong(), random.nextLong());
    }
}
