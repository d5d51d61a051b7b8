/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.demo.harm.Finding;
import dev.lockstep.testbed.demo.harm.Harm;
import dev.lockstep.testbed.demo.harm.HarmPlanter;
import dev.lockstep.testbed.demo.tpch.DemoTable;
import dev.lockstep.testbed.demo.tpch.Scale;
import dev.lockstep.testbed.demo.tpch.TpchLoader;
import dev.lockstep.testbed.demo.writer.PastVersion;
import dev.lockstep.testbed.demo.writer.WorkloadWriter;
import dev.lockstep.testbed.demo.writer.WriterStatistics;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.DatabaseProvider;
import dev.lockstep.testbed.stack.database.DatabaseSpec;
import dev.lockstep.testbed.stack.database.RunningDatabase;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loader, writer and harm against real servers of two majors, without a pipeline between them. */
class DemoDatabaseIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static RunningDatabase runningSource;
    private static RunningDatabase runningTarget;
    private static Map<DemoTable, Long> loaded;
    private static Map<DemoTable, Long> counted;

    @BeforeAll
    static void loadBoth() throws SQLException {
        runningSource = start("source", 14);
        runningTarget = start("target", 17);
        for (RunningDatabase database : List.of(runningSource, runningTarget)) {
            try (Connection connection = database.database().connect()) {
                TpchLoader.createTables(connection);
                loaded = TpchLoader.load(connection, new Scale(0.01));
                counted = TpchLoader.count(connection);
            }
        }
    }

    @AfterAll
    static void stop() {
        runningTarget.close();
        runningSource.close();
    }

    @Test
    void loadsWhatTheSpecificationSays() {
        assertThat(loaded)
                .containsEntry(DemoTable.REGION, 5L)
                .containsEntry(DemoTable.NATION, 25L)
                .containsEntry(DemoTable.CUSTOMER, 1_500L)
                .containsEntry(DemoTable.PARTSUPP, 8_000L)
                .containsEntry(DemoTable.LINEITEM, 60_175L);
        assertThat(counted).isEqualTo(loaded);
    }

    @Test
    void countsExactlyWhatTheWriterHasCommittedAndHarmsExactlyTheRowsItNames()
            throws SQLException, InterruptedException {
        PastVersion older = write();
        try (Connection target = target().connect()) {
            copyAside(target);
            List<Harm> harms = new HarmPlanter(target, 1, Clock.systemUTC()).plant(older);
            assertThat(harms).hasSize(5);
            assertThat(changedRows(target))
                    .isEqualTo(new TreeSet<>(harms.stream()
                            .flatMap(harm -> harm.expected().stream())
                            .map(DemoDatabaseIT::row)
                            .toList()));
        }
    }

    private static PastVersion write() throws SQLException, InterruptedException {
        Instant start = Instant.now();
        try (WorkloadWriter writer = new WorkloadWriter(source().connect(), 7, 2_000);
                Connection source = source().connect()) {
            writer.start();
            Optional<PastVersion> older = Optional.empty();
            while ((older.isEmpty() || writer.statistics().transactions() < 300) && inTime(start)) {
                Thread.sleep(20);
                older = writer.replacedVersionWrittenAfter(start);
            }
            writer.stop();
            assertThat(TpchLoader.count(source)).isEqualTo(expected(writer.statistics()));
            assertThat(writer.statistics().total().inserted()).isPositive();
            assertThat(writer.statistics().total().updated()).isPositive();
            assertThat(writer.statistics().total().deleted()).isPositive();
            return writer.replacedVersionWrittenAfter(start).orElseThrow();
        }
    }

    private static boolean inTime(Instant start) {
        return Instant.now().isBefore(start.plus(PATIENCE));
    }

    private static Map<DemoTable, Long> expected(WriterStatistics written) {
        return loaded.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue() + written.of(entry.getKey()).growth()));
    }

    private static void copyAside(Connection target) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute("CREATE SCHEMA before");
            for (DemoTable table : DemoTable.values()) {
                statement.execute("CREATE TABLE before." + table.tableName() + " AS TABLE " + table.qualifiedName());
            }
        }
    }

    /** The rows that differ from the copy, as text of table and key. */
    private static Set<String> changedRows(Connection target) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = target.createStatement()) {
            for (DemoTable table : DemoTable.values()) {
                String now = table.qualifiedName();
                String before = "before." + table.tableName();
                String sql = "SELECT DISTINCT json_build_array(" + String.join(", ", table.key()) + ")::text FROM ("
                        + "(TABLE " + now + " EXCEPT TABLE " + before + ") UNION ALL "
                        + "(TABLE " + before + " EXCEPT TABLE " + now + ")) changed";
                try (ResultSet row = statement.executeQuery(sql)) {
                    while (row.next()) {
                        rows.add(table.tableName() + " " + row.getString(1).replace(" ", ""));
                    }
                }
            }
        }
        return new TreeSet<>(rows);
    }

    private static String row(Finding finding) {
        return finding.table() + " " + finding.key();
    }

    private static RunningDatabase start(String role, int major) {
        return DatabaseProvider.chosen(Layout.find())
                .start(new DatabaseSpec(role, major, false, folder.resolve(role), folder.resolve("logs")));
    }

    private static Database source() {
        return runningSource.database();
    }

    private static Database target() {
        return runningTarget.database();
    }
}
