/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import dev.lockstep.connect.jdbc.read.CapturedColumn;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.read.UnfitValueException;
import dev.lockstep.connect.jdbc.read.ValueReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Fills a struct from some columns of a row. Immutable, thread-safe; nothing is looked up for a row. */
final class RowReader {
    private final TableName table;
    private final Schema schema;
    private final Field[] fields;
    private final int[] places;
    private final ValueReader[] readers;
    private final List<CapturedColumn> columns;

    /**
     * @param schema whose fields are the columns
     * @param places of the columns in the select list, from 1
     */
    RowReader(TableName table, Schema schema, List<CapturedColumn> columns, int[] places) {
        this.table = table;
        this.schema = schema;
        this.columns = columns;
        this.fields = schema.fields().toArray(Field[]::new);
        this.places = places;
        this.readers = columns.stream().map(CapturedColumn::reader).toArray(ValueReader[]::new);
    }

    Schema schema() {
        return schema;
    }

    /** @throws DataException when a value has no form in the schema; names table and column, never the value */
    Struct read(ResultSet row) throws SQLException {
        Struct struct = new Struct(schema);
        int column = 0;
        try {
            for (; column < readers.length; column++) {
                Object value = readers[column].read(row, places[column]);
                if (value != null) {
                    struct.put(fields[column], value);
                } else if (!fields[column].schema().isOptional()) {
                    throw new UnfitValueException("NULL, though the column was declared NOT NULL when the task started."
                            + " Restart the connector's tasks after a change of the table");
                }
            }
            return struct;
        } catch (UnfitValueException e) {
            throw unfit(column, e.getMessage());
        } catch (DataException | IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            // The message may quote the value.
            throw unfit(column, "a value that is not of the form in which the type is written");
        }
    }

    private DataException unfit(int column, String reason) {
        CapturedColumn found = columns.get(column);
        return new DataException("Column \"" + found.name() + "\" (" + found.declaredType() + ") of table " + table
                + " holds " + reason + ". Change the row, or leave the column out");
    }
}
