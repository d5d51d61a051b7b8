/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.PostgresDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * PostgreSQL 13 or newer. All cursors read the one snapshot that the first connection exports.
 *
 * <p>Large ordinary tables are parted by ranges of blocks, which from version 14 on the server reads without looking at
 * the others; older ones and partitioned tables by values of an integer key.
 */
final class PostgresEngine implements Engine {
    private static final int FIRST_WITH_BLOCK_RANGES = 140_000;
    private static final long BLOCKS_PER_LANE = 256;
    private static final long FETCH_BYTES = 4 << 20;
    private static final int MIN_FETCH_ROWS = 20;
    private static final int MAX_FETCH_ROWS = 10_000;

    private final Connections connections = new Connections();
    private final PostgresDialect dialect = new PostgresDialect();
    private final PostgresCatalog catalog = new PostgresCatalog();
    private final DatabaseAddress address;

    PostgresEngine(DatabaseAddress address) {
        this.address = address;
    }

    @Override
    public Connection connect(Optional<Connection> first) throws SQLException {
        Connection connection = connections.openForReading(address);
        try {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            if (first.isPresent()) {
                String snapshot = export(first.get());
                try (Statement statement = connection.createStatement()) {
                    // The name is the server's own.
                    statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
                }
            }
            return connection;
        } catch (SQLException e) {
            Sessions.closeQuietly(connection);
            throw e;
        }
    }

    private static String export(Connection first) throws SQLException {
        synchronized (first) {
            return one(first, "SELECT pg_catalog.pg_export_snapshot()");
        }
    }

    @Override
    public String product(Connection connection) throws SQLException {
        // Debian appends its own version behind a blank.
        return "PostgreSQL " + one(connection, "SHOW server_version").split(" ", 2)[0];
    }

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        return catalog.tables(connection);
    }

    @Override
    public Optional<TableReading> describe(Connection connection, TableName table) throws SQLException {
        return catalog.describe(connection, table);
    }

    @Override
    public List<Lane> lanes(Connection connection, TableReading table, int wanted) throws SQLException {
        if (table.blocks() > 0 && version(connection) >= FIRST_WITH_BLOCK_RANGES) {
            long lanes = Math.min(wanted, table.blocks() / BLOCKS_PER_LANE);
            return Strides.between(0, table.blocks(), lanes, Lane.Blocks::new);
        }
        return table.integerKey()
                ? Strides.ofKey(connection, table, dialect::quote, wanted)
                : List.of(new Lane.Whole());
    }

    private static int version(Connection connection) throws SQLException {
        return Integer.parseInt(one(connection, "SHOW server_version_num"));
    }

    @Override
    public String select(TableReading table, List<ColumnReading> columns, Lane lane) {
        return table.select(columns) + where(lane);
    }

    private String where(Lane lane) {
        if (lane instanceof Lane.Blocks blocks) {
            return Strides.where("ctid", tid(blocks.from()), tid(blocks.to()));
        }
        return Strides.where(lane, dialect::quote);
    }

    private static Optional<String> tid(OptionalLong block) {
        return block.isPresent() ? Optional.of("'(" + block.getAsLong() + ",0)'::pg_catalog.tid") : Optional.empty();
    }

    @Override
    public int fetchSize(TableReading table) {
        return (int) Math.max(MIN_FETCH_ROWS, Math.min(MAX_FETCH_ROWS, FETCH_BYTES / table.bytesPerRow()));
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
