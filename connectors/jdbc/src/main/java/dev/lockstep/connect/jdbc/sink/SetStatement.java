/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.PostgresDialect;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.sink.WriteMode;
import java.util.List;

/** A statement that writes a set of rows of one table: the shape of a change. Equal only to itself. */
final class SetStatement {
    private final String table;
    private final boolean delete;
    private final int columns;
    private final String sql;

    private SetStatement(TableDefinition table, boolean delete, int columns, String sql) {
        this.table = table.id().toString();
        this.delete = delete;
        this.columns = columns;
        this.sql = sql;
    }

    static SetStatement delete(TableDefinition table, PostgresDialect dialect) {
        return new SetStatement(table, true, table.keyColumns().size(), dialect.delete(table));
    }

    static SetStatement write(
            TableDefinition table, List<ColumnDefinition> columns, WriteMode mode, PostgresDialect dialect) {
        return new SetStatement(table, false, columns.size(), dialect.write(table, columns, mode));
    }

    String table() {
        return table;
    }

    boolean isDelete() {
        return delete;
    }

    /** How many {@code text[]} parameters there are, one per column. */
    int columns() {
        return columns;
    }

    String sql() {
        return sql;
    }
}
