/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.source.read.ReaderPool;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.jdbc.source.read.SourceCatalog;
import dev.lockstep.connect.jdbc.source.read.SourceDatabase;
import dev.lockstep.connect.jdbc.source.read.TablePlanner;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.observe.DataTopics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Opens sessions that cannot write, which the server itself sees to, and whose transactions see one state of the database.
 * Immutable and thread-safe.
 */
final class ObserverSessions implements ReaderPool.Opener {
    private static final String POSTGRES =
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    private static final String MYSQL = "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    static final String NOT_AUDITED = "Captures of PostgreSQL and MariaDB can be audited, of no other database";

    private final Connections connections = new Connections();
    private final DatabaseAddress address;
    private final SourceDatabase database;

    ObserverSessions(DatabaseAddress address) {
        this.address = address;
        this.database = SourceDatabase.of(address);
    }

    DatabaseEngine engine() {
        return database.engine();
    }

    TablePlanner planner() {
        return new TablePlanner(database);
    }

    /** In PostgreSQL and SQLite the first statement that reads takes the snapshot; PostgreSQL's driver begins it. */
    Snapshots snapshots() {
        InstantSource clock = InstantSource.system();
        return switch (engine()) {
            case POSTGRES -> new Snapshots(Optional.empty(), "SELECT 1", clock);
            case MYSQL ->
                new Snapshots(Optional.of("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"), "SELECT 1", clock);
            case SQLITE -> new Snapshots(Optional.of("BEGIN"), "SELECT 1 FROM sqlite_master LIMIT 1", clock);
        };
    }

    /** @throws ConfigException for a database whose log no capture reads */
    AuditedLog audited(DataTopics topics) {
        return switch (engine()) {
            case POSTGRES -> new PostgresAudit(snapshots(), topics);
            case MYSQL -> new MariaDbAudit(snapshots(), topics);
            case SQLITE -> throw new ConfigException(JdbcObserverConfig.AUDIT_CONNECTOR, "", NOT_AUDITED);
        };
    }

    /** Whether there is such a table. */
    boolean has(Session session, TableId table) throws SQLException, InterruptedException {
        return SourceCatalog.of(engine())
                .facts(session, new TableName(table.schema(), table.name()))
                .isPresent();
    }

    @Override
    public Session open() throws SQLException {
        return switch (engine()) {
            case POSTGRES -> postgres();
            case MYSQL -> mySql();
            case SQLITE -> database.open();
        };
    }

    private Session postgres() throws SQLException {
        Connection connection = connections.openForLookups(address);
        try {
            connection.setReadOnly(true);
            told(connection, POSTGRES);
            connection.setAutoCommit(false);
            return new Session(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Session mySql() throws SQLException {
        Session session = database.open();
        try {
            told(session.connection(), MYSQL);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private static void told(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting);
        }
    }
}
