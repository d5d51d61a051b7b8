/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Hash128;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The declared equivalences of a flow: rules by table and column. Immutable and thread-safe.
 *
 * <p>Its id travels with every digest; digests made under different policies are never compared.
 */
public final class Policy {
    /** The id of the policy without rules. */
    public static final String EXACT_ID = "exact";

    /** Nothing is equated that is not equated always. */
    public static final Policy EXACT = new Policy(Map.of());

    /** The name under which rules for the tables that have none of their own stand. */
    public static final String EVERY_TABLE = "*";

    private final SortedMap<String, SortedMap<String, ColumnRules>> tables;

    /** @param tables rules by column by table; {@value #EVERY_TABLE} stands for every table */
    public Policy(Map<String, Map<String, ColumnRules>> tables) {
        SortedMap<String, SortedMap<String, ColumnRules>> sorted = new TreeMap<>();
        tables.forEach(
                (table, columns) -> sorted.put(table, Collections.unmodifiableSortedMap(new TreeMap<>(columns))));
        this.tables = Collections.unmodifiableSortedMap(sorted);
    }

    /**
     * Reads a policy file.
     *
     * @throws IllegalArgumentException when it is not one; the message names the line and what is expected there
     */
    public static Policy parse(String text) {
        return new PolicyParser().parse(text);
    }

    /** The rules of one table: its own, and those for every table where it has none for a column. */
    public TablePolicy forTable(String table, DigestAlgorithm algorithm) {
        Map<String, ColumnRules> columns = new TreeMap<>(tables.getOrDefault(EVERY_TABLE, new TreeMap<>()));
        columns.putAll(tables.getOrDefault(table, new TreeMap<>()));
        return new TablePolicy(id(algorithm), columns);
    }

    /**
     * The rules of a table in a schema: those under its full name, {@code schema.table}, else those under its name alone.
     *
     * @param schema empty where there is none
     */
    public TablePolicy forTable(String schema, String table, DigestAlgorithm algorithm) {
        String full = schema.isEmpty() ? table : schema + "." + table;
        return forTable(tables.containsKey(full) ? full : table, algorithm);
    }

    /** {@value #EXACT_ID} where there is neither rule nor key, else the hash of the canonical JSON in 32 digits. */
    public String id(DigestAlgorithm algorithm) {
        if (tables.values().stream().allMatch(Map::isEmpty) && algorithm.keyId().isEmpty()) {
            return EXACT_ID;
        }
        byte[] json = canonicalJson(algorithm).getBytes(StandardCharsets.UTF_8);
        return Hash128.of(json, 0, json.length).toHex();
    }

    /** {@code {"key":…,"rules":{table:{column:[rule,…]}}}}, without blanks, names in order. */
    public String canonicalJson(DigestAlgorithm algorithm) {
        List<CanonicalValue.Member> byTable = new ArrayList<>();
        tables.forEach((table, columns) -> {
            List<CanonicalValue.Member> byColumn = new ArrayList<>();
            columns.forEach((column, rules) -> byColumn.add(new CanonicalValue.Member(column, texts(rules))));
            byTable.add(new CanonicalValue.Member(table, new CanonicalValue.Members(byColumn)));
        });
        String json = JsonDocument.text(new CanonicalValue.Json(new CanonicalValue.Members(List.of(
                new CanonicalValue.Member("key", new CanonicalValue.Text(algorithm.keyId())),
                new CanonicalValue.Member("rules", new CanonicalValue.Members(byTable))))));
        // Read again, because the maps are in the order of chars and canonical JSON is in the order of bytes.
        return JsonDocument.text(JsonDocument.parse(json));
    }

    private static CanonicalValue texts(ColumnRules rules) {
        List<CanonicalValue> texts = new ArrayList<>();
        rules.rules().forEach(rule -> texts.add(new CanonicalValue.Text(rule.text())));
        return new CanonicalValue.Sequence(texts);
    }

    /** The policy as a file; {@link #parse} reads it back. */
    public String text() {
        StringBuilder text = new StringBuilder();
        tables.forEach((table, columns) -> {
            text.append("table ").append(PolicyParser.quote(table)).append('\n');
            columns.forEach((column, rules) -> text.append("  ")
                    .append(PolicyParser.quote(column))
                    .append(": ")
                    .append(rules.text())
                    .append('\n'));
        });
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Policy policy && tables.equals(policy.tables);
    }

    @Override
    public int hashCode() {
        return tables.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
