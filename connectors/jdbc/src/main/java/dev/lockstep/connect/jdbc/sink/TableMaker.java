/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.connect.jdbc.dialect.FailureKind;
import dev.lockstep.connect.jdbc.dialect.PostgresTableSql;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.sink.TargetUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the table that a record needs, or the columns it lacks, when the settings allow it. Each in a transaction of its
 * own, under a lock that every task takes; what is there already is left as it is. Owned by the task's thread.
 */
final class TableMaker {
    private static final Logger log = LoggerFactory.getLogger(TableMaker.class);
    private static final int SECONDS = 10;
    private static final String QUERY_CANCELED = "57014";

    private final JdbcSession session;
    private final TableUse use;
    private final PostgresTableSql sql = new PostgresTableSql();

    TableMaker(JdbcSession session, TableUse use) {
        this.session = session;
        this.use = use;
    }

    /** @return false when tables are not to be made */
    boolean create(TableId table, SinkRecord record) {
        if (!use.create()) {
            return false;
        }
        Map<String, Schema> key = use.keyed() ? key(table, record) : Map.of();
        Map<String, Schema> fields = new LinkedHashMap<>(key);
        fields.putAll(fields(row(table, record)));
        String statement = sql.create(table, fields, List.copyOf(key.keySet()));
        run("Creating table " + table, statement);
        log.info("Created table {} for records of topic {}: {}", table, record.topic(), statement);
        return true;
    }

    /** @return false when columns are not to be added, or the record lacks none */
    boolean addColumns(TableDefinition table, SinkRecord record) {
        if (!use.evolve()
                || !(RowChange.read(record.valueSchema(), record.value()) instanceof RowChange.Upsert upsert)
                || upsert.schema() == null) {
            return false;
        }
        Map<String, Schema> missing = fields(upsert.schema());
        table.columns().forEach(column -> missing.remove(column.name()));
        if (missing.isEmpty()) {
            return false;
        }
        run("Adding columns " + missing.keySet() + " to table " + table.id(), sql.addColumns(table.id(), missing));
        log.info("Added columns {} to table {}", missing.keySet(), table.id());
        return true;
    }

    private static Map<String, Schema> key(TableId table, SinkRecord record) {
        Schema schema = record.keySchema();
        if (schema == null || schema.type() != Schema.Type.STRUCT) {
            throw new DataException(
                    "Table " + table + " is not there and cannot be made from this record: its key is no"
                            + " struct with a schema, so the primary key has no columns. Create the table yourself");
        }
        Map<String, Schema> fields = new LinkedHashMap<>();
        schema.fields().forEach(field -> fields.put(field.name(), field.schema()));
        return fields;
    }

    private static Schema row(TableId table, SinkRecord record) {
        Schema row = RowChange.read(record.valueSchema(), record.value()) instanceof RowChange.Upsert upsert
                ? upsert.schema()
                : null;
        if (row == null) {
            throw new DataException("Table " + table + " is not there and cannot be made from this record, which has no"
                    + " row with a schema. Create the table yourself, or use a converter with schemas");
        }
        return row;
    }

    private static Map<String, Schema> fields(Schema row) {
        Map<String, Schema> fields = new LinkedHashMap<>();
        for (Field field : row.fields()) {
            if (!field.name().equals(RowChange.DELETED_FIELD)) {
                fields.put(field.name(), field.schema());
            }
        }
        return fields;
    }

    private void run(String action, String definition) {
        Connection connection = session.connection();
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(SECONDS);
                statement.execute(sql.lock());
                statement.execute(definition);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            String description = SqlFailures.describe(action, e);
            if (QUERY_CANCELED.equals(e.getSQLState()) || SqlFailures.kind(e) == FailureKind.RETRIABLE) {
                throw new TargetUnavailableException(description);
            }
            throw new ConnectException(description + ". Have someone who may run: " + definition);
        }
    }
}
