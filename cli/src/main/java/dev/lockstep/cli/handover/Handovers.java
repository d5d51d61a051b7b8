/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.TableFilter;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.jdbc.source.read.SourceCatalog;
import dev.lockstep.connect.jdbc.source.read.SourceDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** From two connector files and a database to a hand-over. */
public final class Handovers {
    private static final String BULK_LOAD = "dev.lockstep.connect.jdbc.source.ChunkedJdbcSourceConnector";
    private static final String POSTGRES_CAPTURE = "io.debezium.connector.postgresql.PostgresConnector";
    private static final String MARIADB_CAPTURE = "io.debezium.connector.mariadb.MariaDbConnector";

    private Handovers() {}

    /**
     * Hands over, or goes on with a hand-over.
     *
     * @param source where and as whom the log's position is fixed
     * @param worker any worker of the Connect cluster
     * @param bulk file of the bulk load's connector
     * @param stream file of the change capture's connector
     * @param writersTimeout how long to wait for older transactions
     * @param report takes lines for people
     * @throws HandoverException when something is in the way
     */
    public static void run(
            DatabaseAddress source,
            URI worker,
            Path bulk,
            Path stream,
            Duration writersTimeout,
            Consumer<String> report) {
        ConnectorFile load = ConnectorFile.read(bulk);
        ConnectorFile capture = ConnectorFile.read(stream);
        String prefix = capture.setting("topic.prefix");
        load.require("topic.prefix", prefix, "both connectors write to the same topics, named after the capture's");
        requireSnapshot(load);
        requireKnown(capture);
        new Handover(
                        new ConnectRest(worker),
                        () -> log(source, capture, prefix),
                        () -> tables(source, load),
                        load,
                        capture,
                        report)
                .run(writersTimeout);
    }

    private static void requireSnapshot(ConnectorFile load) {
        load.require("connector.class", BULK_LOAD, "only its offsets tell when a load is complete");
        if (!load.setting("mode").isEmpty()) {
            load.require("mode", "snapshot", "what comes after the load is the stream's");
        }
    }

    private static void requireKnown(ConnectorFile capture) {
        switch (capture.setting("connector.class")) {
            case POSTGRES_CAPTURE -> {
                capture.require("snapshot.mode", "no_data", "the bulk load has read the rows already");
                capture.require(
                        "publication.autocreate.mode", "disabled", "the publication is made here, before the slot");
                capture.require("slot.drop.on.stop", "false", "otherwise a stop loses the position");
                required(capture, "publication.name");
                required(capture, "slot.name");
            }
            case MARIADB_CAPTURE -> {
                capture.require(
                        "snapshot.mode",
                        "recovery",
                        "only this mode begins at a given position and reads the tables' structure anew");
                capture.require("snapshot.locking.mode", "none", "otherwise it locks the whole server when it starts");
            }
            default ->
                throw new HandoverException("Connector " + capture.name() + " is of class \""
                        + capture.setting("connector.class") + "\". A hand-over is known to " + POSTGRES_CAPTURE
                        + " and " + MARIADB_CAPTURE);
        }
    }

    private static ChangeLog log(DatabaseAddress source, ConnectorFile capture, String prefix) {
        return capture.setting("connector.class").equals(POSTGRES_CAPTURE)
                ? new PostgresChangeLog(
                        connectPostgres(source), required(capture, "publication.name"), required(capture, "slot.name"))
                : new MariaDbChangeLog(connectMariaDb(source), prefix);
    }

    private static String required(ConnectorFile capture, String key) {
        String value = capture.setting(key);
        if (value.isEmpty()) {
            throw new HandoverException("Connector " + capture.name() + " has no " + key + ". Set it in its file");
        }
        return value;
    }

    // As the bulk load's connector finds them, and called as in its offsets.
    private static List<TableName> tables(DatabaseAddress source, ConnectorFile load) {
        TableFilter filter = new TableFilter(
                patterns(load.setting("table.include.list")), patterns(load.setting("table.exclude.list")));
        SourceDatabase database = SourceDatabase.of(source);
        try (Session session = database.open()) {
            List<TableName> tables = SourceCatalog.of(database.engine()).tables(session).stream()
                    .filter(filter::takes)
                    .toList();
            if (tables.isEmpty()) {
                throw new HandoverException("table.include.list of connector " + load.name()
                        + " matches no table of the source. Its expressions match the whole of schema.table (MariaDB:"
                        + " database.table)");
            }
            return tables;
        } catch (SQLException e) {
            throw new HandoverException(SqlFailures.describe("Listing the tables of the source", e)
                    + ". Check --source, its user and password");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoverException("Interrupted. Run the same command again to go on");
        }
    }

    private static List<Pattern> patterns(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(expression -> !expression.isEmpty())
                .map(Pattern::compile)
                .toList();
    }

    private static Connection connectPostgres(DatabaseAddress source) {
        try {
            return new Connections().open(source);
        } catch (SQLException e) {
            throw new HandoverException(SqlFailures.describe("Connecting to the source", e));
        }
    }

    private static Connection connectMariaDb(DatabaseAddress source) {
        Properties properties = new Properties();
        present(source.user()).ifPresent(user -> properties.setProperty("user", user));
        present(source.password().value()).ifPresent(password -> properties.setProperty("password", password));
        try {
            return DriverManager.getConnection(source.url(), properties);
        } catch (SQLException e) {
            throw new HandoverException("Connecting to the source failed: SQLSTATE " + e.getSQLState() + ", error "
                    + e.getErrorCode() + ". Check --source, its user and password");
        }
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
