/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.RuleParser;
import dev.lockstep.cli.compare.ColumnMatch;
import dev.lockstep.cli.compare.Comparison;
import dev.lockstep.cli.compare.ComparisonSettings;
import dev.lockstep.cli.compare.Names;
import dev.lockstep.cli.compare.TablePair;
import dev.lockstep.cli.compare.TablePairs;
import dev.lockstep.connect.jdbc.read.ReadTable;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads the databases of one case after the other and compares them as its rules say. */
final class CaseRunner {
    private static final long MEMORY = 16L << 20;

    private final CaseServers servers;
    private final Path folder;
    private int count;

    CaseRunner(CaseServers servers, Path folder) {
        this.servers = servers;
        this.folder = folder;
    }

    FoundTables run(CompareCase wanted) throws SQLException, IOException, InterruptedException {
        count++;
        CaseServers.Loaded left = servers.load(wanted.source(), "c" + count + "_source", wanted.sourceSql());
        CaseServers.Loaded right = servers.load(wanted.target(), "c" + count + "_target", wanted.targetSql());
        try (ReadableDatabase source = open(left);
                ReadableDatabase target = open(right)) {
            FoundTables found = new FoundTables();
            new Comparison(source, target, settings(wanted, source, target), found, activity -> {}).run();
            return found;
        } finally {
            servers.drop(left);
            servers.drop(right);
        }
    }

    static ReadableDatabase open(CaseServers.Loaded loaded) {
        return ReadableDatabase.open(
                loaded.url(),
                Optional.of(loaded.server().user()),
                Optional.of(loaded.server().password()));
    }

    private ComparisonSettings settings(CompareCase wanted, ReadableDatabase source, ReadableDatabase target) {
        Map<String, String> tables = new LinkedHashMap<>();
        Map<String, String> columns = new LinkedHashMap<>();
        wanted.tables().forEach(table -> {
            tables.put(table.source(), table.target());
            table.rename().forEach((from, to) -> columns.put(table.source() + "." + from, to));
        });
        Map<String, List<String>> keys = new HashMap<>();
        Map<String, Map<String, ColumnRules>> rules = new HashMap<>();
        Names names = new Names(tables, columns, Map.of());
        List<TablePair> pairs = TablePairs.of(source, target, names);
        for (int i = 0; i < pairs.size(); i++) {
            CompareCase.Table table = wanted.tables().get(i);
            ReadTable left = source.describe(pairs.get(i).source().orElseThrow());
            ReadTable right = target.describe(pairs.get(i).target().orElseThrow());
            rules.put(table.source(), rules(table, left, right, names, source.product(), target.product()));
            boolean keyless = left.keyColumns().isEmpty() || right.keyColumns().isEmpty();
            if (keyless && !table.key().isEmpty()) {
                keys.put(table.source(), table.key());
            }
        }
        boolean all =
                !wanted.missingTables().isEmpty() || !wanted.extraneousTables().isEmpty();
        return new ComparisonSettings(
                new Names(all ? Map.of() : tables, columns, keys), new Policy(rules), 1, MEMORY, folder);
    }

    private static Map<String, ColumnRules> rules(
            CompareCase.Table table, ReadTable left, ReadTable right, Names names, String source, String target) {
        Map<String, ColumnRules> rules = new HashMap<>();
        for (ColumnMatch match : ColumnMatch.of(left, right, names)) {
            String column = match.source().name();
            boolean key = left.keyColumns().contains(column);
            ColumnRules found = key ? ColumnRules.NONE : CaseRules.of(table.rule(), match, source, target);
            if (table.ignored().contains(column)) {
                rules.put(column, RuleParser.parse("ignore"));
            } else if (!found.isEmpty()) {
                rules.put(column, found);
            }
        }
        return rules;
    }
}
