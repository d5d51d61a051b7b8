/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table with the readers of its columns.
 *
 * @param from the table in SQL
 * @param blocks how many blocks of the file the lanes may part; 0 where they cannot
 * @param integerKey whether the first key column is an integer whose values lanes may part
 * @param bytesPerRow an estimate
 */
record TableReading(
        ReadTable table,
        Map<String, ColumnReading> readings,
        String from,
        long blocks,
        boolean integerKey,
        long bytesPerRow) {
    static Map<String, ColumnReading> byName(List<ColumnReading> readings) {
        return readings.stream()
                .collect(
                        Collectors.toUnmodifiableMap(reading -> reading.column().name(), Function.identity()));
    }

    /** @throws DatabaseReadException when one of them has no reader or does not exist */
    List<ColumnReading> of(List<String> columns) {
        return columns.stream().map(this::of).toList();
    }

    /** The statement that reads these columns of every row; a lane adds its {@code WHERE}. */
    String select(List<ColumnReading> columns) {
        return "SELECT " + columns.stream().map(ColumnReading::expression).collect(Collectors.joining(", ")) + " FROM "
                + from;
    }

    private ColumnReading of(String column) {
        ColumnReading reading = readings.get(column);
        if (reading != null) {
            return reading;
        }
        throw table.unreadable().stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .<DatabaseReadException>map(unreadable -> new UnreadableColumnException(table.name(), unreadable))
                .orElseGet(() -> new DatabaseReadException(
                        "Table " + table.name() + " has no column \"" + column + "\". Check the spelling"));
    }
}
