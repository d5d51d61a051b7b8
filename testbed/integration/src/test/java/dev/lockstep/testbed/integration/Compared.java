/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.cli.compare.Comparison;
import dev.lockstep.cli.compare.ComparisonSettings;
import dev.lockstep.cli.compare.Names;
import dev.lockstep.cli.compare.Outcome;
import dev.lockstep.cli.compare.Report;
import dev.lockstep.cli.compare.TableResult;
import dev.lockstep.cli.engine.Finding;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code lockstep compare} says of two databases.
 *
 * @param findings kind, table and key of each
 */
record Compared(Outcome outcome, int tables, List<String> findings) {
    private static final long MEMORY = 32L << 20;

    static Compared equal(int tables) {
        return new Compared(Outcome.EQUAL, tables, List.of());
    }

    /**
     * @param names of the tables, the same on both sides, as the catalogue spells them
     * @param folder for what does not fit into memory
     */
    static Compared of(Sql source, Sql target, List<String> names, Path folder)
            throws IOException, InterruptedException {
        Map<String, String> same = new LinkedHashMap<>();
        names.forEach(name -> same.put(name, name));
        return of(source, target, same, folder);
    }

    /** @param names of the tables at the source, with those at the target */
    static Compared of(Sql source, Sql target, Map<String, String> names, Path folder)
            throws IOException, InterruptedException {
        Collector collector = new Collector();
        ComparisonSettings settings =
                new ComparisonSettings(new Names(names, Map.of(), Map.of()), Policy.EXACT, 1, MEMORY, folder);
        try (ReadableDatabase left = open(source);
                ReadableDatabase right = open(target)) {
            Outcome outcome = new Comparison(left, right, settings, collector, activity -> {}).run();
            return new Compared(outcome, collector.tables, collector.findings);
        }
    }

    private static ReadableDatabase open(Sql database) {
        return ReadableDatabase.open(
                database.url(),
                Optional.of(database.server().user()),
                Optional.of(database.server().password()));
    }

    private static final class Collector implements Report {
        private final List<String> findings = new ArrayList<>();
        private String table;
        private int tables;

        @Override
        public void begin(String sourceProduct, String targetProduct, String policyId) {}

        @Override
        public void beginTable(String source, String target) {
            table = source;
        }

        @Override
        public void finding(Finding.Kind kind, String key, long sourceRows, long targetRows, List<String> columns) {
            findings.add(kind + " " + table + " " + key);
        }

        @Override
        public void endTable(TableResult result) {
            tables++;
        }

        @Override
        public void end(Outcome outcome) {}
    }
}
