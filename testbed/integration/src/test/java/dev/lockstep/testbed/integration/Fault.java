/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.awaitility.Awaitility.await;

import dev.lockstep.testbed.stack.Stack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What can break under a migration. When a fault has struck, whatever it hit is running again or about to. */
enum Fault {
    KILL_WORKER {
        @Override
        void strike(FaultyMigration migration) {
            Stack stack = migration.stack();
            stack.worker().kill();
            stack.worker().start();
        }
    },
    RESTART_TASKS {
        @Override
        void strike(FaultyMigration migration) {
            migration.connectors().forEach(migration.stack().connect()::restart);
        }
    },
    CUT_CONNECTIONS {
        @Override
        void strike(FaultyMigration migration) throws SQLException {
            for (Sql database : List.of(migration.source(), migration.target())) {
                database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                        + database.name() + "' AND application_name <> '" + ConstantWriter.NAME
                        + "' AND pid <> pg_backend_pid()");
            }
        }
    },
    KILL_BROKER {
        @Override
        void strike(FaultyMigration migration) {
            Stack stack = migration.stack();
            stack.broker().kill();
            stack.broker().start();
        }
    },
    /** The death of one of its processes makes PostgreSQL end all others and recover from its log. */
    CRASH_TARGET {
        @Override
        void strike(FaultyMigration migration) throws SQLException {
            try (Connection connection = migration.target().connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
            }
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> migration.target().count("shop.item") >= 0);
        }
    },
    RESCALE_TASKS {
        @Override
        void strike(FaultyMigration migration) {
            migration.rescale(4);
        }
    };

    abstract void strike(FaultyMigration migration) throws SQLException;
}
