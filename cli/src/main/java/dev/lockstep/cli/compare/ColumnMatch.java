/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.read.ReadTable;
import java.util.List;

/** Two columns of one name, or of names that the user says belong together. */
public record ColumnMatch(ReadColumn source, ReadColumn target) {

    /** All of two tables, in the order of the source. */
    public static List<ColumnMatch> of(ReadTable source, ReadTable target, Names names) {
        return source.columns().stream()
                .flatMap(column -> target
                        .column(names.targetColumn(source.name().table(), column.name()))
                        .map(partner -> new ColumnMatch(column, partner))
                        .stream())
                .toList();
    }
}
