/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Any engine: one connection that holds the snapshot and reads the catalogue, and one for every cursor. */
final class JdbcReadableDatabase implements ReadableDatabase {
    /** A question to the catalogue. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private final Engine engine;
    private final Connection first;
    private final String product;
    private final Map<TableName, TableReading> described = new ConcurrentHashMap<>();

    private JdbcReadableDatabase(Engine engine, Connection first, String product) {
        this.engine = engine;
        this.first = first;
        this.product = product;
    }

    static ReadableDatabase open(Engine engine) {
        Connection first = connect(engine, Optional.empty());
        try {
            return new JdbcReadableDatabase(engine, first, engine.product(first));
        } catch (SQLException e) {
            Sessions.closeQuietly(first);
            throw Sessions.failure("Asking the database for its version", e);
        }
    }

    private static Connection connect(Engine engine, Optional<Connection> first) {
        try {
            return engine.connect(first);
        } catch (SQLException e) {
            throw Sessions.failure("Connecting to the database", e);
        }
    }

    @Override
    public String product() {
        return product;
    }

    @Override
    public List<TableName> tables() {
        return ask("Listing the tables", engine::tables);
    }

    @Override
    public ReadTable describe(TableName table) {
        return reading(table).table();
    }

    @Override
    public RowCursor rows(ReadTable table, List<String> columns, Lane lane) {
        TableReading reading = reading(table.name());
        List<ColumnReading> wanted = reading.of(columns);
        return JdbcRowCursor.open(
                table.name(),
                connect(engine, Optional.of(first)),
                engine.select(reading, wanted, lane),
                engine.fetchSize(reading),
                wanted);
    }

    @Override
    public List<Lane> lanes(ReadTable table, int wanted) {
        TableReading reading = reading(table.name());
        return ask("Parting table " + table.name(), connection -> engine.lanes(connection, reading, wanted));
    }

    @Override
    public void close() {
        Sessions.closeQuietly(first);
    }

    private TableReading reading(TableName table) {
        TableReading known = described.get(table);
        if (known != null) {
            return known;
        }
        TableReading reading = ask("Describing table " + table, connection -> engine.describe(connection, table))
                .orElseThrow(() -> new DatabaseReadException("There is no table " + table
                        + " that can be read. Check schema and spelling: names are those of the catalogue"));
        described.put(table, reading);
        return reading;
    }

    private <T> T ask(String what, Question<T> question) {
        synchronized (first) {
            try {
                return question.ask(first);
            } catch (SQLException e) {
                throw Sessions.failure(what, e);
            }
        }
    }
}
