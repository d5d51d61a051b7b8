/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.table;

import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.cli.compare.Comparison;
import dev.lockstep.cli.compare.ComparisonSettings;
import dev.lockstep.cli.compare.Names;
import dev.lockstep.cli.compare.Outcome;
import dev.lockstep.cli.compare.Report;
import dev.lockstep.cli.compare.TableResult;
import dev.lockstep.cli.engine.Finding;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.testbed.stack.database.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whether both tables hold the same rows, found by the code of {@code ./lockstep compare} under the strictest policy.
 *
 * @param outcome how the comparison ended
 * @param rows compared rows of the source
 * @param note what was found, for people; empty when all is equal
 */
public record Equality(Outcome outcome, long rows, String note) {
    private static final int LANES = 2;

    /** Reads both tables in full. */
    public static Equality of(Database source, Database target, Path temporary)
            throws IOException, InterruptedException {
        Summary summary = new Summary();
        ComparisonSettings settings = new ComparisonSettings(
                new Names(Map.of(MovedTable.NAME, MovedTable.NAME), Map.of(), Map.of()),
                Policy.EXACT,
                LANES,
                ComparisonSettings.defaultMemoryBytes(),
                temporary);
        try (ReadableDatabase left = open(source);
                ReadableDatabase right = open(target)) {
            Outcome outcome = new Comparison(left, right, settings, summary, activity -> {}).run();
            return new Equality(outcome, summary.rows, summary.note());
        }
    }

    private static ReadableDatabase open(Database database) {
        return ReadableDatabase.open(
                database.jdbcUrl(), Optional.of(database.user()), Optional.of(database.password()));
    }

    /** Counts findings by kind and collects the columns that differ; no keys. */
    private static final class Summary implements Report {
        private final Map<Finding.Kind, Long> findings = new EnumMap<>(Finding.Kind.class);
        private final TreeSet<String> columns = new TreeSet<>();
        private final List<String> gaps = new ArrayList<>();
        private long rows;

        @Override
        public void begin(String sourceProduct, String targetProduct, String policyId) {
            // The report of the benchmark says who is compared.
        }

        @Override
        public void beginTable(String source, String target) {
            // There is one.
        }

        @Override
        public void finding(Finding.Kind kind, String key, long sourceRows, long targetRows, List<String> differing) {
            findings.merge(kind, 1L, Long::sum);
            columns.addAll(differing);
        }

        @Override
        public void endTable(TableResult result) {
            rows += result.sourceRows();
            gaps.addAll(result.gaps());
        }

        @Override
        public void end(Outcome outcome) {
            // Handed back by run().
        }

        private String note() {
            List<String> words = new ArrayList<>(gaps);
            findings.forEach((kind, count) -> words.add(count + " " + kind));
            if (!columns.isEmpty()) {
                words.add("columns " + String.join(", ", columns));
            }
            return String.join("; ", words);
        }
    }
}
