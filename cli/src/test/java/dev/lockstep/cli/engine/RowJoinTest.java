/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.cli.engine.Finding.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowJoinTest {
    private static final int COLUMNS = 3;

    /** A row of three small numbers; the policy looks at the tens of the last one only. */
    private record Row(int key, int a, int b, int c) {
        Digest128 strict() {
            return new Digest128(a * 1_000_003L + b * 1_009L, c);
        }

        Digest128 ruled() {
            return new Digest128(a * 1_000_003L + b * 1_009L, c / 10);
        }
    }

    private final MemorySpill spill = new MemorySpill();
    private final List<Finding> findings = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 20_000, 1_000_000, 1L << 30})
    void findsWhatComparingOneByOneFindsWhateverTheBudget(long budget) throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Row> sources = rows(random, 1 + random.nextInt(600), false);
            List<Row> targets = changed(sources, random);
            findings.clear();
            Counts counts = join(new RowLayout(true, true, COLUMNS, List.of()), budget, sources, targets, random);
            assertThat(described()).as("seed %d", seed).isEqualTo(naive(sources, targets));
            assertThat(counts.equal() + counts.different() + counts.missing()).isEqualTo(sources.size());
            assertThat(counts.equal() + counts.different() + counts.unexpected())
                    .isEqualTo(targets.size());
            assertThat(spill.held).as("places left behind").isZero();
        }
        assertThat(spill.appends > 0).isEqualTo(budget <= 20_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 20_000, 1L << 30})
    void countsRowsWithoutKeyAsMultisets(long budget) throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Row> sources = rows(random, random.nextInt(500), true);
            List<Row> targets = rows(random, random.nextInt(500), true);
            findings.clear();
            Counts counts = join(new RowLayout(false, false, 0, List.of()), budget, sources, targets, random);
            Map<Row, Long> left =
                    sources.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            long equal = targets.stream()
                    .filter(row -> left.merge(row, -1L, Long::sum) >= 0)
                    .count();
            assertThat(counts)
                    .as("seed %d", seed)
                    .isEqualTo(new Counts(equal, 0, 0, sources.size() - equal, targets.size() - equal, 0, 0, 0));
        }
    }

    @Test
    void joinsManyEqualRowsThatNoPartingCanSeparate() throws IOException {
        List<Row> same = Collections.nCopies(20_000, new Row(7, 1, 2, 3));
        Counts counts =
                join(new RowLayout(false, false, 0, List.of()), 1_000, same, same.subList(1, 20_000), new Random(1));
        assertThat(counts).isEqualTo(new Counts(19_999, 0, 0, 1, 0, 0, 0, 0));
        assertThat(findings)
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(Kind.MISSING));
    }

    @Test
    void reportsSeveralRowsOfOneKeyAsCollisionAndPairsWhatIsEqual() throws IOException {
        List<Row> sources = List.of(new Row(1, 1, 1, 1), new Row(1, 2, 2, 2), new Row(2, 0, 0, 0));
        List<Row> targets = List.of(new Row(1, 2, 2, 2), new Row(1, 3, 3, 3), new Row(1, 4, 4, 4), new Row(2, 0, 0, 0));
        Counts counts = join(new RowLayout(true, false, COLUMNS, List.of()), 1 << 20, sources, targets, new Random(1));
        assertThat(counts).isEqualTo(new Counts(2, 0, 1, 0, 1, 0, 0, 1));
        assertThat(findings).extracting(Finding::kind).containsExactlyInAnyOrder(Kind.KEY_COLLISION, Kind.DIFFERENT);
    }

    @Test
    void neverCallsARowEqualThatCouldNotBeRead() throws IOException {
        RowLayout layout = new RowLayout(true, false, COLUMNS, List.of());
        RowJoin join = new RowJoin(layout, spill, 1 << 20);
        for (Side side : Side.values()) {
            PackedRow packed = new PackedRow(layout);
            packed.begin(key(1), Integer.BYTES);
            packed.unknown();
            join.add(side, packed);
        }
        assertThat(join.finish(findings::add)).isEqualTo(new Counts(0, 0, 0, 0, 0, 1, 1, 0));
        assertThat(findings)
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(Kind.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({"1,9,1,8,MASKED", "1,9,2,9,MASKED", "1,9,2,8,DIFFERENT"})
    void passesValuesThatShareACellOfEitherGrid(long s1, long s2, long t1, long t2, Kind expected) throws IOException {
        RowLayout layout = new RowLayout(true, true, COLUMNS, List.of(2));
        RowJoin join = new RowJoin(layout, spill, 1 << 20);
        addTolerant(join, layout, Side.SOURCE, new GridDigest(s1, s2));
        addTolerant(join, layout, Side.TARGET, new GridDigest(t1, t2));
        join.finish(findings::add);
        assertThat(findings).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(expected);
            assertThat(found.columns()).isEqualTo(expected == Kind.DIFFERENT ? List.of(2) : List.of());
        });
    }

    private static void addTolerant(RowJoin join, RowLayout layout, Side side, GridDigest grid) throws IOException {
        PackedRow packed = new PackedRow(layout);
        packed.begin(key(1), Integer.BYTES);
        packed.strict(new Digest128(0, side == Side.SOURCE ? 1 : 2));
        packed.grid(0, grid);
        join.add(side, packed);
    }

    private Counts join(RowLayout layout, long budget, List<Row> sources, List<Row> targets, Random random)
            throws IOException {
        RowJoin join = new RowJoin(layout, spill, budget);
        addAll(join, layout, Side.SOURCE, sources, random);
        addAll(join, layout, Side.TARGET, targets, random);
        return join.finish(findings::add);
    }

    private static void addAll(RowJoin join, RowLayout layout, Side side, List<Row> rows, Random random)
            throws IOException {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        PackedRow packed = new PackedRow(layout);
        for (Row row : shuffled) {
            if (layout.keyed()) {
                packed.begin(key(row.key()), Integer.BYTES);
            } else {
                ByteBuffer digest = ByteBuffer.allocate(Digest128.BYTES);
                digest.putLong(row.strict().high() * 31 + row.key())
                        .putLong(row.strict().low());
                packed.begin(digest.array(), Digest128.BYTES);
            }
            packed.digest(layout.strict() ? row.ruled() : row.strict());
            if (layout.strict()) {
                packed.strict(row.strict());
            }
            if (layout.columns() > 0) {
                packed.fragment(0, new Digest128((long) row.a() + 1, 0));
                packed.fragment(1, new Digest128((long) row.b() + 1, 0));
                packed.fragment(2, new Digest128((long) row.c() / 10 + 1, 0));
            }
            join.add(side, packed);
        }
    }

    private static List<Row> rows(Random random, int count, boolean duplicates) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int key = duplicates ? random.nextInt(20) : i;
            int values = duplicates ? 2 : 100;
            rows.add(new Row(key, random.nextInt(values), random.nextInt(values), random.nextInt(values)));
        }
        return rows;
    }

    private static List<Row> changed(List<Row> rows, Random random) {
        List<Row> changed = new ArrayList<>();
        for (Row row : rows) {
            switch (random.nextInt(8)) {
                case 0 -> changed.add(new Row(row.key() + 1_000_000, row.a(), row.b(), row.c()));
                case 1 -> changed.add(new Row(row.key(), row.a() + random.nextInt(2), row.b() + 1, row.c()));
                case 2 -> changed.add(new Row(row.key(), row.a(), row.b(), row.c() + random.nextInt(15)));
                case 3 -> {
                    // Gone.
                }
                default -> changed.add(row);
            }
        }
        return changed;
    }

    private Map<String, String> described() {
        Map<String, String> described = new TreeMap<>();
        for (Finding found : findings) {
            String key = Integer.toString(found.key().getInt());
            assertThat(described.put(key, found.kind() + " " + found.columns())).isNull();
        }
        return described;
    }

    private static Map<String, String> naive(List<Row> sources, List<Row> targets) {
        Map<Integer, Row> byKey = new HashMap<>();
        targets.forEach(row -> byKey.put(row.key(), row));
        Map<String, String> described = new TreeMap<>();
        for (Row row : sources) {
            Row other = byKey.remove(row.key());
            String found = other == null ? Kind.MISSING + " []" : difference(row, other);
            if (found != null) {
                described.put(Integer.toString(row.key()), found);
            }
        }
        byKey.keySet().forEach(key -> described.put(Integer.toString(key), Kind.UNEXPECTED + " []"));
        return described;
    }

    private static String difference(Row a, Row b) {
        List<Integer> columns = new ArrayList<>();
        if (a.a() != b.a()) {
            columns.add(0);
        }
        if (a.b() != b.b()) {
            columns.add(1);
        }
        if (a.c() / 10 != b.c() / 10) {
            columns.add(2);
        }
        if (!columns.isEmpty()) {
            return Kind.DIFFERENT + " " + columns;
        }
        return a.equals(b) ? null : Kind.MASKED + " []";
    }

    private static byte[] key(int key) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(key).array();
    }
}
