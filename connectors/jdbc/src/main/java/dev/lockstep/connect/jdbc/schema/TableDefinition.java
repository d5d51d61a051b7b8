/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A target table: its columns in table order and its primary key in key order. Immutable. */
public final class TableDefinition {
    private final TableId id;
    private final List<ColumnDefinition> columns;
    private final List<ColumnDefinition> keyColumns;
    private final boolean keyDeferrable;
    private final Set<TableTrait> traits;
    private final Map<String, ColumnDefinition> byName;

    /**
     * @param keyNames the primary key, empty when the table has none
     * @param keyDeferrable whether the key is checked at commit only, which rules out upserts
     */
    public TableDefinition(
            TableId id,
            List<ColumnDefinition> columns,
            List<String> keyNames,
            boolean keyDeferrable,
            Set<TableTrait> traits) {
        this.traits = Set.copyOf(traits);
        this.id = id;
        this.columns = List.copyOf(columns);
        this.keyDeferrable = keyDeferrable;
        this.byName =
                columns.stream().collect(Collectors.toUnmodifiableMap(ColumnDefinition::name, Function.identity()));
        this.keyColumns = keyNames.stream().map(byName::get).toList();
    }

    /** A table of no special traits. */
    public TableDefinition(TableId id, List<ColumnDefinition> columns, List<String> keyNames, boolean keyDeferrable) {
        this(id, columns, keyNames, keyDeferrable, Set.of());
    }

    public TableId id() {
        return id;
    }

    public List<ColumnDefinition> columns() {
        return columns;
    }

    public List<ColumnDefinition> keyColumns() {
        return keyColumns;
    }

    public List<String> keyNames() {
        return keyColumns.stream().map(ColumnDefinition::name).toList();
    }

    public Optional<ColumnDefinition> column(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public boolean has(TableTrait trait) {
        return traits.contains(trait);
    }

    /** The same table where rows are not found by a key, whose columns are then columns like any other. */
    public TableDefinition withoutKey() {
        return new TableDefinition(id, columns, List.of(), false, traits);
    }

    /** Why rows cannot be written to this table by key, if they cannot: what, and what to do. */
    public Optional<String> unfitness() {
        if (keyColumns.isEmpty()) {
            return Optional.of("Table " + id + " has no primary key, by which rows are updated and deleted. Add one");
        }
        if (keyDeferrable) {
            return Optional.of("The primary key of table " + id
                    + " is deferrable, which rules out upserts. Make it NOT DEFERRABLE");
        }
        return storageUnfitness();
    }

    /** Why no row can be written to this table with what a sink promises, whether it has a key or not. */
    public Optional<String> storageUnfitness() {
        return has(TableTrait.NOT_TRANSACTIONAL)
                ? Optional.of("The storage engine of table " + id
                        + " knows no transactions, so a refused row could not be taken back. Use InnoDB")
                : Optional.empty();
    }
}
