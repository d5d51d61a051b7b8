/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import dev.lockstep.testbed.cases.CompareCase.Engine;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.DatabaseProvider;
import dev.lockstep.testbed.stack.database.DatabaseSpec;
import dev.lockstep.testbed.stack.database.MariaDbServer;
import dev.lockstep.testbed.stack.database.RunningDatabase;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One server of each engine, started when the first case asks for it; every case has databases of its own there. */
final class CaseServers implements AutoCloseable {
    private static final int POSTGRES_MAJOR = 17;

    private final Path folder;
    private final Map<Engine, RunningDatabase> running = new EnumMap<>(Engine.class);

    CaseServers(Path folder) {
        this.folder = folder;
    }

    /** Where a loaded database is. */
    record Loaded(Engine engine, String name, String url, Database server) {}

    /** Makes a database and runs a script in it; the caller drops it. */
    Loaded load(Engine engine, String name, String script) throws SQLException {
        Database server = running.computeIfAbsent(engine, this::start).database();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
            statement.execute("CREATE DATABASE " + name + (engine == Engine.MYSQL ? " CHARACTER SET utf8mb4" : ""));
        }
        String base = server.jdbcUrl().substring(0, server.jdbcUrl().lastIndexOf('/') + 1);
        String parameters = engine == Engine.MYSQL ? "?allowMultiQueries=true" : "";
        try (Connection connection =
                        DriverManager.getConnection(base + name + parameters, server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(script);
            if (engine == Engine.POSTGRES) {
                makeTables(statement);
            }
        }
        return new Loaded(engine, name, base + name, server);
    }

    /** Only tables are compared, so a view of a case becomes a table of its rows. */
    private static void makeTables(Statement statement) throws SQLException {
        List<String> views = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT quote_ident(viewname) FROM pg_catalog.pg_views WHERE schemaname = 'public'")) {
            while (rows.next()) {
                views.add(rows.getString(1));
            }
        }
        for (String view : views) {
            statement.execute("ALTER VIEW " + view + " RENAME TO lockstep_view");
            statement.execute("CREATE TABLE " + view + " AS TABLE lockstep_view");
            statement.execute("DROP VIEW lockstep_view");
        }
    }

    void drop(Loaded loaded) throws SQLException {
        try (Connection connection = loaded.server().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "DROP DATABASE " + loaded.name() + (loaded.engine() == Engine.POSTGRES ? " WITH (FORCE)" : ""));
        }
    }

    private RunningDatabase start(Engine engine) {
        Path logs = folder.resolve("logs");
        return switch (engine) {
            case POSTGRES ->
                DatabaseProvider.chosen(Layout.find())
                        .start(new DatabaseSpec("cases", POSTGRES_MAJOR, false, folder.resolve("postgres"), logs));
            case MYSQL -> MariaDbServer.start(folder.resolve("mariadb"), logs);
        };
    }

    @Override
    public void close() {
        running.values().forEach(RunningDatabase::close);
    }
}
