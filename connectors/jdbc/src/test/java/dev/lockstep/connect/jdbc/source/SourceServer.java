/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.read.MariaDbServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases to read from; each server is started once for all tests of the module. */
public enum SourceServer {
    POSTGRES("public") {
        @Override
        public Database create() {
            String name = "source" + COUNT.incrementAndGet();
            run(
                    "jdbc:postgresql://localhost:" + Postgres.SERVER.getPort() + "/postgres?user=postgres",
                    "CREATE DATABASE " + name);
            return new Database(
                    this,
                    "jdbc:postgresql://localhost:" + Postgres.SERVER.getPort() + "/" + name,
                    "postgres",
                    schema());
        }
    },
    MARIADB("") {
        @Override
        public Database create() {
            String name = "source" + COUNT.incrementAndGet();
            String types = Maria.SERVER.url();
            run(types, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
            String url = types.replace("/types?user=root", "/" + name);
            return new Database(this, url, "root", name);
        }
    },
    SQLITE("main") {
        @Override
        public Database create() {
            try {
                Path file = Files.createTempDirectory("lockstep-source").resolve("source.db");
                return new Database(this, "jdbc:sqlite:" + file, "", schema());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String schema;

    SourceServer(String schema) {
        this.schema = schema;
    }

    public String schema() {
        return schema;
    }

    /** An empty database. */
    public abstract Database create();

    /** One database of a server. */
    public record Database(SourceServer server, String url, String user, String schema) {
        public Connection connect() throws SQLException {
            return server == SQLITE ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, "");
        }

        /** Runs each statement in a transaction of its own. */
        public void run(String... statements) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** The first column of all rows as text. */
        public List<String> query(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** A statement that makes the numbers from 1 on, in column n. */
        public String numbers(long last) {
            return server.numbers(last);
        }
    }

    /** A statement that makes the numbers from 1 on, in column n. */
    String numbers(long last) {
        return switch (this) {
            case POSTGRES -> "SELECT n FROM generate_series(1, " + last + ") n";
            case MARIADB -> "SELECT seq AS n FROM seq_1_to_" + last;
            case SQLITE ->
                "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < " + last
                        + ") SELECT n FROM s";
        };
    }

    private static void run(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("timezone", "Asia/Kathmandu")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        server.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Maria {
        static final MariaDbServer SERVER = start();

        private static MariaDbServer start() {
            try {
                MariaDbServer server = MariaDbServer.start(Files.createTempDirectory("lockstep-mariadb"));
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server;
            } catch (IOException | SQLException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
