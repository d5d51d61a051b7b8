/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.cli.cluster.PluginClass;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.Leftovers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stack on real parts: what it offers, and that nothing of it outlives it. */
class StackIT {
    private static final String DEBEZIUM = "io.debezium.connector.postgresql.PostgresConnector";

    @Test
    void startsRunsAndLeavesNothingBehind() throws SQLException {
        Stack stack = Stack.builder()
                .postgres(14, 17)
                .plugins(List.of(Layout.find().debeziumPostgresPlugin()))
                .fsync(true)
                .start();
        long crashed;
        try (stack) {
            assertThat(stack.connect().plugins())
                    .extracting(PluginClass::className)
                    .contains(DEBEZIUM);
            assertMajorAndLogicalReplication(stack.source(), 14);
            assertMajorAndLogicalReplication(stack.target(), 17);
            assertCommittedRowSurvivesKill(stack);
            crashed = stack.worker().pid();
            stack.worker().kill();
            assertThat(stack.worker().running()).isFalse();
            assertThat(stack.connect().answers()).isFalse();

            stack.worker().start();

            assertThat(stack.worker().pid()).isNotEqualTo(crashed);
            assertThat(stack.connect().workerVersion()).startsWith("4.");
            assertThat(Leftovers.in(stack.folder())).hasSizeGreaterThanOrEqualTo(4);
        }
        assertThat(Leftovers.in(stack.folder())).isEmpty();
        assertThat(stack.logs()).isNotEmptyDirectory();
        assertThat(stack.data()).doesNotExist();
    }

    private static void assertCommittedRowSurvivesKill(Stack stack) throws SQLException {
        try (Connection connection = stack.target().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (id integer)");
            statement.execute("INSERT INTO kept VALUES (1)");
        }
        stack.targetServer().kill();
        assertThatThrownBy(() -> stack.target().connect()).isInstanceOf(SQLException.class);

        stack.targetServer().restart();

        try (Connection connection = stack.target().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM kept")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(1);
        }
    }

    private static void assertMajorAndLogicalReplication(Database database, int major) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version_num')::int / 10000, current_setting('wal_level')")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(major);
            assertThat(row.getString(2)).isEqualTo("logical");
        }
    }
}
