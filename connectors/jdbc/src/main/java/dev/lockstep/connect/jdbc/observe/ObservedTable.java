/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.change.RowDigester;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.connect.jdbc.read.RowReading;
import dev.lockstep.connect.jdbc.read.UnreadableValue;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.source.lane.PageQuery;
import dev.lockstep.connect.jdbc.source.lane.PositionColumn;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.lane.SourceDialect;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A table with all that reading it back takes. Immutable and thread-safe.
 *
 * @param topic the data topic whose table it is
 * @param key in key order
 * @param positions of the key's columns, by which the table is paged
 * @param definition as whoever writes it sees it
 * @param added names of the columns that scans add up
 * @param catalogued all columns it had when it was opened, see {@link #columnsNow}
 */
record ObservedTable(
        String topic,
        TableFacts facts,
        RowReading reading,
        List<KeyColumn> key,
        List<PositionColumn> positions,
        SourceDialect dialect,
        RecordDigester.Settings settings,
        TableDefinition definition,
        List<String> added,
        List<String> catalogued) {
    /** Makes rows of what a statement gives. Owned by one thread. */
    final class Rows {
        private final RowDigester digester = digester();
        private final ColumnSums sums;

        private Rows(ColumnSums sums) {
            this.sums = sums;
        }

        Row row(ResultSet row) throws SQLException {
            Object[] values = new Object[reading.columns().size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = reading.value(row, column);
            }
            sums.add(column -> readable(values[column]));
            try {
                RowVersion version = digester.digest(column -> readable(values[column]));
                return new Row(version.key(), version.content(), version.evidence());
            } catch (UnencodableValueException e) {
                throw new ConnectException("A row of table " + facts.name() + " has a key that cannot be told: "
                        + e.getMessage() + ". Change the row, or leave its topic out");
            }
        }
    }

    /**
     * Whether the table has the columns it was opened with. Asked in the transaction that reads rows, which keeps them as they
     * are to its end: a column that came since would be missing in every digest.
     */
    boolean isCurrent(Session session) throws SQLException, InterruptedException {
        return columnsNow(session, dialect, facts).equals(catalogued);
    }

    /** Names and types of all columns, in the order of the table. */
    static List<String> columnsNow(Session session, SourceDialect dialect, TableFacts facts)
            throws SQLException, InterruptedException {
        String sql = "SELECT * FROM " + dialect.from(facts) + " WHERE 1 = 0";
        return session.query(new PreparedSql(sql, List.of()), 0, none -> {
            ResultSetMetaData columns = none.getMetaData();
            List<String> found = new ArrayList<>();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                found.add(columns.getColumnName(column) + " " + columns.getColumnTypeName(column));
            }
            return found;
        });
    }

    private static Object readable(Object value) {
        if (value instanceof UnreadableValue unreadable) {
            throw new UnencodableValueException(
                    "Column " + unreadable.column() + " holds a value that cannot be read: " + unreadable.reason());
        }
        return value;
    }

    /** For single rows. */
    Rows rows() {
        return rows(new ColumnSums(List.of(), List.of()));
    }

    /** For rows that are added up. */
    Rows rows(ColumnSums sums) {
        return new Rows(sums);
    }

    ColumnSums sums() {
        return new ColumnSums(reading.columns(), added);
    }

    private RowDigester digester() {
        List<RowDigester.Column> columns = reading.columns().stream()
                .map(column -> new RowDigester.Column(column.name(), column.schema()))
                .toList();
        return new RowDigester(
                settings,
                columns,
                key.stream().map(column -> column.place() - 1).toList());
    }

    /** Names of the columns that are compared. */
    List<String> compared() {
        return digester().compared();
    }

    PageQuery pages() {
        return new PageQuery(dialect, dialect.from(facts), reading.expressions(), positions, Optional.empty());
    }

    /** The position of a row of those pages. */
    List<String> position(ResultSet row) throws SQLException {
        List<String> position = new ArrayList<>();
        for (int place : PageQuery.places(reading.expressions(), positions)) {
            position.add(row.getString(place));
        }
        return position;
    }
}
