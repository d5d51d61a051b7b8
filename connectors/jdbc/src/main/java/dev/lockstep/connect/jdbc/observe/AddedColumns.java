/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.schema.TableId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The columns that scans add up. Immutable.
 *
 * @param byTable by the table's full name, or by its name without schema
 */
record AddedColumns(Map<String, List<String>> byTable) {
    static final AddedColumns NONE = new AddedColumns(Map.of());

    AddedColumns {
        byTable = Map.copyOf(byTable);
    }

    /**
     * Reads the settings {@code aggregate.columns.<table>}.
     *
     * @param settings without their prefix
     * @throws ConfigException when one names a column twice, or one without name
     */
    static AddedColumns parse(String prefix, Map<String, ?> settings) {
        return new AddedColumns(settings.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, setting -> columns(prefix + setting.getKey(), setting.getValue()))));
    }

    private static List<String> columns(String key, Object value) {
        List<String> columns = Arrays.stream(String.valueOf(value).split(",", -1))
                .map(String::trim)
                .toList();
        if (columns.contains("") || columns.stream().distinct().count() < columns.size()) {
            throw new ConfigException(
                    key, value, "expected names of numeric columns, separated by commas, each of them once");
        }
        return columns;
    }

    /**
     * Those of a table.
     *
     * @param read the columns that are read
     * @throws ConnectException when one of them is not read, or the policy has rules for it
     */
    List<String> of(TableId table, List<ReadColumn> read, TablePolicy policy) {
        List<String> added = byTable.getOrDefault(table.toString(), byTable.getOrDefault(table.name(), List.of()));
        for (String column : added) {
            if (read.stream().noneMatch(known -> known.name().equals(column))) {
                throw new ConnectException("Column \"" + column + "\" of table " + table
                        + " is to be added up and is not read: it is not there, or left out. Correct "
                        + JdbcObserverConfig.AGGREGATE_COLUMNS + table);
            }
            if (!policy.rules(column).isEmpty()) {
                throw new ConnectException("Column \"" + column + "\" of table " + table
                        + " is to be added up, and the policy has rules for it: the two sides need not come to the same."
                        + " Take it off " + JdbcObserverConfig.AGGREGATE_COLUMNS + table);
            }
        }
        return added;
    }
}
