/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.testbed.stack.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One database of one test, inside a server of the stack. */
record Sql(Database server, String name) {

    /** Creates the database; the statements set it up. */
    static Sql create(Database server, String name, String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        Sql database = new Sql(server, name);
        database.run(statements);
        return database;
    }

    String url() {
        String engine = switch (server.kind()) {
            case POSTGRES -> "postgresql";
            case MARIADB -> "mariadb";
        };
        return "jdbc:" + engine + "://" + server.host() + ":" + server.port() + "/" + name;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), server.user(), server.password());
    }

    /** Runs the statements, each in a transaction of its own. */
    void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Every row of the query as text; PostgreSQL only. */
    List<String> rows(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT r::text FROM (" + query + ") r")) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    long count(String table) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
