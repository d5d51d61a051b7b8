/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.connect.jdbc.read.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the tables that belong together. */
public final class TablePairs {
    private TablePairs() {}

    /**
     * The tables the user named, or else all of both sides: by their full names first, then by the name without
     * schema where it is one table's alone on either side.
     *
     * @throws IllegalArgumentException when a table that is to be left out is on neither side
     */
    public static List<TablePair> of(ReadableDatabase source, ReadableDatabase target, Names names) {
        List<TableName> sources = new ArrayList<>(source.tables());
        List<TableName> targets = new ArrayList<>(target.tables());
        for (String name : names.leftOut()) {
            boolean atSource = sources.removeIf(table -> isCalled(table, name));
            boolean atTarget = targets.removeIf(table -> isCalled(table, name));
            if (!atSource && !atTarget) {
                throw new IllegalArgumentException("Table " + name + ", which is to be left out, is on neither side.");
            }
        }
        List<TablePair> pairs = new ArrayList<>();
        if (!names.tables().isEmpty()) {
            names.tables()
                    .forEach((left, right) -> pairs.add(new TablePair(
                            Optional.of(named(sources, left).orElse(new TableName("", left))),
                            Optional.of(named(targets, right).orElse(new TableName("", right))))));
            return pairs;
        }
        List<TableName> left = new ArrayList<>(targets);
        for (TableName table : sources) {
            Optional<TableName> partner = targets.contains(table)
                    ? Optional.of(table)
                    : named(sources, table.table()).flatMap(only -> named(targets, only.table()));
            partner.ifPresent(left::remove);
            pairs.add(new TablePair(Optional.of(table), partner));
        }
        left.forEach(table -> pairs.add(new TablePair(Optional.empty(), Optional.of(table))));
        return pairs;
    }

    private static boolean isCalled(TableName table, String name) {
        return table.toString().equals(name) || table.table().equals(name);
    }

    /** The table of this full name, else the only one of this name in whatever schema. */
    private static Optional<TableName> named(List<TableName> tables, String name) {
        List<TableName> found =
                tables.stream().filter(table -> table.toString().equals(name)).toList();
        if (found.isEmpty()) {
            found = tables.stream().filter(table -> table.table().equals(name)).toList();
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
