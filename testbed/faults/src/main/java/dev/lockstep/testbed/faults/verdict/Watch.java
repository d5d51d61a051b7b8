/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.verdict;

import dev.lockstep.testbed.faults.corpus.Expected;
import dev.lockstep.testbed.faults.corpus.Kind;
import dev.lockstep.testbed.faults.corpus.RowNumbers;
import dev.lockstep.testbed.faults.corpus.TestTables;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The verdicts of one fault: those that have to come, and whether they are the right ones. Immutable, over a book that grows.
 *
 * @param wanted the verdicts that have to come, by row; with a canary's where none may come
 * @param others rows of which none may come
 */
public record Watch(VerdictBook book, Map<RowName, Expected.Verdict> wanted, Set<RowName> others) {

    /** Of a fault of which this has to come. */
    public static Watch of(VerdictBook book, Expected expected, RowNumbers rows) {
        Map<RowName, Expected.Verdict> wanted = verdicts(expected, rows).stream()
                .collect(Collectors.toMap(verdict -> row(verdict, rows), verdict -> verdict));
        Set<RowName> others = new HashSet<>();
        for (String key : List.of("[{1}]", "[{2}]", "[{n}]")) {
            others.add(new RowName(TestTables.ITEM, rows.in(key)));
        }
        others.removeAll(wanted.keySet());
        return new Watch(book, wanted, others);
    }

    private static List<Expected.Verdict> verdicts(Expected expected, RowNumbers rows) {
        return expected instanceof Expected.Divergent divergent
                ? divergent.verdicts()
                : List.of(new Expected.Verdict(
                        TestTables.ITEM, "[" + rows.canary() + "]", Set.of(Kind.STALE), List.of()));
    }

    private static RowName row(Expected.Verdict verdict, RowNumbers rows) {
        return new RowName(verdict.table(), rows.in(verdict.key()));
    }

    public Set<RowName> rows() {
        Set<RowName> all = new HashSet<>(others);
        all.addAll(wanted.keySet());
        return all;
    }

    /** Whether some verdict is open for each row of which one has to come. */
    public boolean complete() {
        return wanted.keySet().stream().allMatch(row -> line(row).isPresent());
    }

    /** When the last of them came. */
    public Instant completedAt() {
        return wanted.keySet().stream()
                .map(row -> line(row).orElseThrow().seen())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Whether each of them is of the right kind, names the right columns if it names any, and no other came. */
    public boolean right() {
        return wanted.entrySet().stream()
                        .allMatch(row -> line(row.getKey())
                                .filter(line -> matches(line, row.getValue()))
                                .isPresent())
                && others.stream().noneMatch(row -> line(row).isPresent());
    }

    private static boolean matches(VerdictLine line, Expected.Verdict verdict) {
        return verdict.kinds().contains(line.kind()) && columnsMatch(line, verdict);
    }

    private static boolean columnsMatch(VerdictLine line, Expected.Verdict verdict) {
        if (line.kind() != Kind.DIFFERENT || line.columns().isEmpty()) {
            return true;
        }
        return Set.copyOf(line.columns().get()).equals(Set.copyOf(verdict.columns()));
    }

    /** Whether no verdict is open any more. */
    public boolean resolved() {
        return rows().stream().noneMatch(row -> line(row).isPresent());
    }

    /** When the last one ended; empty when none was open. */
    public Optional<Instant> resolvedAt() {
        return rows().stream()
                .map(row -> book.latest(row).map(VerdictLine::seen).orElse(null))
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
    }

    /** What is open, without keys, each once. */
    public List<String> shown() {
        Set<String> shown = new TreeSet<>();
        for (RowName row : rows()) {
            line(row)
                    .ifPresent(line -> shown.add(line.kind()
                            + line.columns()
                                    .filter(names -> !names.isEmpty())
                                    .map(names -> " " + names)
                                    .orElse("")
                            + (line.more() ? " and more" : "")));
        }
        return List.copyOf(shown);
    }

    private Optional<VerdictLine> line(RowName row) {
        return book.latest(row).filter(VerdictLine::open);
    }
}
