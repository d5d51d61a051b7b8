/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.canonical.value.Family;
import dev.lockstep.cli.row.SchemaFamily;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.read.ReadTable;
import dev.lockstep.connect.jdbc.read.UnreadableColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which columns of two tables are compared, and by which key. Owned by one table's planning. */
final class TablePlanner {
    private final ReadTable source;
    private final ReadTable target;
    private final Names names;
    private final TablePolicy policy;
    private final List<ColumnPair> columns = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    TablePlanner(ReadTable source, ReadTable target, Names names, Policy policy) {
        this.source = source;
        this.target = target;
        this.names = names;
        this.policy = policy.forTable(source.name().schema(), source.name().table(), DigestAlgorithm.XXH3_128);
    }

    /** @throws NotComparableException when there is no sense in reading the tables */
    TablePlan plan() {
        pairColumns();
        List<Integer> key = key();
        if (columns.stream().noneMatch(ColumnPair::compared)) {
            throw new NotComparableException("no column is on both sides and can be compared");
        }
        boolean strict = columns.stream().anyMatch(pair -> !pair.rules().isEmpty());
        boolean tolerant =
                columns.stream().anyMatch(pair -> pair.rules().tolerance().isPresent());
        if (key.isEmpty() && tolerant) {
            throw new NotComparableException(
                    "rows without key cannot be compared with tolerance. Name key columns with --keys");
        }
        return new TablePlan(source, target, columns, key, strict, gaps, notes);
    }

    private void pairColumns() {
        Set<String> paired = new HashSet<>();
        for (ReadColumn column : source.columns()) {
            String partner = targetName(column.name());
            paired.add(partner);
            target.column(partner).ifPresentOrElse(found -> pair(column, found), () -> {
                if (target.unreadable().stream().noneMatch(it -> it.name().equals(partner))) {
                    notes.add("column " + column.name() + " is at the source only and not compared");
                }
            });
        }
        source.unreadable().forEach(column -> paired.add(targetName(column.name())));
        target.columns().stream()
                .filter(column -> !paired.contains(column.name()))
                .forEach(column -> notes.add("column " + column.name() + " is at the target only and not compared"));
        source.unreadable().forEach(column -> unreadable("source", column, column.name()));
        target.unreadable().forEach(column -> unreadable("target", column, sourceName(column.name())));
    }

    private String targetName(String column) {
        return names.targetColumn(source.name().table(), column);
    }

    private String sourceName(String targetColumn) {
        return source.columns().stream()
                .map(ReadColumn::name)
                .filter(name -> targetName(name).equals(targetColumn))
                .findFirst()
                .orElse(targetColumn);
    }

    private void unreadable(String side, UnreadableColumn column, String name) {
        if (policy.rules(name).isIgnored()) {
            notes.add("column " + name + " is left out by the policy");
        } else {
            gaps.add("column " + column.name() + " of the " + side + " has type " + column.declaredType()
                    + ", which cannot be read (" + column.reason() + "). Give it the rule `ignore` to leave it out");
        }
    }

    private void pair(ReadColumn left, ReadColumn right) {
        ColumnRules rules = policy.rules(left.name());
        if (rules.isIgnored()) {
            notes.add("column " + left.name() + " is left out by the policy");
            columns.add(new ColumnPair(left, right, ColumnRules.NONE, false));
            return;
        }
        try {
            ColumnEncoder.of(left.name(), left.schema());
            ColumnEncoder.of(right.name(), right.schema());
            columns.add(new ColumnPair(left, right, rules, true));
        } catch (UnencodableValueException e) {
            gaps.add("column " + left.name() + " has no canonical form: " + e.getMessage());
        }
    }

    private List<Integer> key() {
        List<String> wanted = names.keys()
                .getOrDefault(
                        source.name().toString(), names.keys().get(source.name().table()));
        List<String> keyNames = wanted == null ? commonKey() : wanted;
        List<ColumnPair> keyPairs = keyNames.stream().map(this::keyColumn).toList();
        columns.removeIf(pair -> !pair.compared() && !keyPairs.contains(pair));
        if (wanted == null && keyNames.isEmpty()) {
            notes.add("neither side has a usable key: rows are counted as a multiset");
        }
        return keyPairs.stream().map(columns::indexOf).toList();
    }

    private List<String> commonKey() {
        List<String> expected =
                source.keyColumns().stream().map(this::targetName).toList();
        if (!expected.equals(target.keyColumns())) {
            throw new NotComparableException("the keys are not the same: source " + shown(source.keyColumns())
                    + ", target " + shown(target.keyColumns()) + ". Name the key columns with --keys");
        }
        return source.keyColumns();
    }

    private static String shown(List<String> key) {
        return key.isEmpty() ? "none" : "(" + String.join(", ", key) + ")";
    }

    private ColumnPair keyColumn(String name) {
        ColumnPair pair = columns.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new NotComparableException("key column " + name + " is not on both sides, or cannot be read"));
        Optional<Family> left = SchemaFamily.of(pair.source().schema());
        Optional<Family> right = SchemaFamily.of(pair.target().schema());
        if (pair.rules().isEmpty() && left.isPresent() && right.isPresent() && !left.equals(right)) {
            throw new NotComparableException("key column " + name + " is "
                    + pair.source().declaredType() + " ("
                    + left.get() + ") at the source and " + pair.target().declaredType() + " (" + right.get()
                    + ") at the target, so no keys would meet. Give it a rule that brings both to one family");
        }
        return pair;
    }
}
