/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.awaitility.Awaitility.await;

import dev.lockstep.testbed.integration.FaultyMigration.Phase;
import dev.lockstep.testbed.stack.Stack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** What can break under migrations. When a fault has struck, whatever it hit is running again or about to. */
enum Fault {
    KILL_WORKER(Phase.LANES, Phase.STREAMING) {
        @Override
        void strike(Stack stack, List<FaultyMigration> migrations) {
            stack.worker().kill();
            stack.worker().start();
        }

        /** What it leaves open keeps the next worker from reading offsets until it has timed out. */
        @Override
        Duration transactionTimeout() {
            return Duration.ofSeconds(30);
        }
    },
    RESTART_TASKS(Phase.PLANNING, Phase.WRITING) {
        @Override
        void strike(Stack stack, List<FaultyMigration> migrations) {
            migrations.forEach(FaultyMigration::restart);
        }
    },
    CUT_CONNECTIONS(Phase.LANES, Phase.WRITING) {
        @Override
        void strike(Stack stack, List<FaultyMigration> migrations) throws SQLException {
            for (FaultyMigration migration : migrations) {
                for (Sql database : List.of(migration.source(), migration.target())) {
                    database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                            + database.name() + "' AND application_name <> '" + ConstantWriter.NAME
                            + "' AND pid <> pg_backend_pid()");
                }
            }
        }
    },
    KILL_BROKER(Phase.PLANNING, Phase.STREAMING) {
        @Override
        void strike(Stack stack, List<FaultyMigration> migrations) {
            stack.broker().kill();
            stack.broker().start();
        }
    },
    /** The death of one of its processes makes PostgreSQL end all others and recover from its log. */
    CRASH_TARGET(Phase.WRITING, Phase.STREAMING) {
        @Override
        void strike(Stack stack, List<FaultyMigration> migrations) throws SQLException {
            Sql target = migrations.get(0).target();
            try (Connection connection = target.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                ProcessHandle process = ProcessHandle.of(row.getLong(1)).orElseThrow();
                process.destroyForcibly();
                process.onExit().join();
            }
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> target.count("shop.item") >= 0);
        }
    },
    RESCALE_TASKS(Phase.PLANNING, Phase.LANES) {
        @Override
        void strike(Stack stack, List<FaultyMigration> migrations) {
            migrations.forEach(FaultyMigration::rescale);
        }
    };

    private final Phase first;
    private final Phase second;

    Fault(Phase first, Phase second) {
        this.first = first;
        this.second = second;
    }

    /** Where it strikes in every build; elsewhere it does on demand. */
    EnumSet<Phase> usualPhases() {
        return EnumSet.of(first, second);
    }

    /** For the transactions of sources; Kafka's default, which a broker that comes back after a while needs. */
    Duration transactionTimeout() {
        return Duration.ofMinutes(1);
    }

    abstract void strike(Stack stack, List<FaultyMigration> migrations) throws SQLException;
}
