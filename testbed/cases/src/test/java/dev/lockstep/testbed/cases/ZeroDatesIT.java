/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.cli.compare.Comparison;
import dev.lockstep.cli.compare.ComparisonSettings;
import dev.lockstep.cli.compare.Names;
import dev.lockstep.cli.compare.Outcome;
import dev.lockstep.cli.report.TextReport;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.testbed.cases.CompareCase.Engine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison with a MariaDB that holds dates of zeros, as many old ones do. */
@Tag("mariadb")
class ZeroDatesIT {
    private static final String MARIADB = """
            SET SESSION sql_mode = '', time_zone = '+00:00';
            CREATE TABLE days (id int PRIMARY KEY, d date, t datetime(3), z timestamp NULL);
            INSERT INTO days VALUES
                (1, '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00'),
                (2, '2024-00-10', '2024-10-00 01:02:03.5', '2024-03-31 02:30:00'),
                (3, '2024-02-29', '2024-02-29 01:02:03.5', '2024-03-31 02:30:00')""";
    private static final String POSTGRES = """
            CREATE TABLE days (id int PRIMARY KEY, d date, t timestamp(3), z timestamptz);
            INSERT INTO days VALUES (1, NULL, NULL, NULL), (2, NULL, NULL, '2024-03-31 02:30:00+00'),
                (3, '2024-02-29', '2024-02-29 01:02:03.5', '2024-03-31 02:30:00+00')""";
    private static final String TEXTS = """
            CREATE TABLE days (id int PRIMARY KEY, d text, t text, z text);
            INSERT INTO days VALUES (1, '0000-00-00', '0000-00-00 00:00:00.000', '0000-00-00 00:00:00'),
                (2, '2024-00-10', '2024-10-00 01:02:03.500', '2024-03-31 02:30:00'),
                (3, '2024-02-29', '2024-02-29 01:02:03.500', '2024-03-31 02:30:00')""";

    @TempDir
    private Path folder;

    @Test
    void countForWhatTheRuleSaysAndAreUnknownWithoutOne() throws SQLException, IOException, InterruptedException {
        try (CaseServers servers = new CaseServers(folder)) {
            CaseServers.Loaded source = servers.load(Engine.MYSQL, "zero_source", MARIADB);
            CaseServers.Loaded copy = servers.load(Engine.MYSQL, "zero_copy", MARIADB);
            CaseServers.Loaded nulls = servers.load(Engine.POSTGRES, "zero_nulls", POSTGRES);
            CaseServers.Loaded texts = servers.load(Engine.POSTGRES, "zero_texts", TEXTS);

            assertThat(compare(Outcome.INCOMPLETE, source, copy, "").lines().filter(line -> line.contains("UNKNOWN [")))
                    .hasSize(2);
            assertThat(compare(Outcome.INCOMPLETE, source, nulls, ""))
                    .contains("equal 1,")
                    .contains("the rule zero-date(null) or");
            assertThat(compare(Outcome.DIFFERENT, source, nulls, "zero-date(null)"))
                    .contains("equal 2 (1 of them only under the policy), different 1")
                    .contains("MASKED [1]")
                    .contains("DIFFERENT [2]  d, t\n");
            assertThat(compare(Outcome.DIFFERENT, source, nulls, "zero-date(text)"))
                    .contains("equal 1, different 2");
            assertThat(compare(Outcome.EQUAL, source, copy, "zero-date(text)")).contains("equal 3, different 0");
            assertThat(compare(Outcome.EQUAL, source, texts, "zero-date(text) as(timestamp)"))
                    .contains("equal 3 (");
        }
    }

    private String compare(Outcome expected, CaseServers.Loaded source, CaseServers.Loaded target, String rules)
            throws IOException, InterruptedException {
        String columns = "  d: " + rules + "\n  t: " + rules + "\n  z: " + rules + "\n";
        Policy policy = rules.isEmpty() ? Policy.EXACT : Policy.parse("table days\n" + columns);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReadableDatabase left = CaseRunner.open(source);
                ReadableDatabase right = CaseRunner.open(target)) {
            Outcome outcome = new Comparison(
                            left,
                            right,
                            new ComparisonSettings(Names.NONE, policy, 1, 1 << 20, folder),
                            new TextReport(new PrintStream(out, true, StandardCharsets.UTF_8), 10),
                            activity -> {})
                    .run();
            String text = out.toString(StandardCharsets.UTF_8);
            assertThat(outcome).as(text).isEqualTo(expected);
            return text;
        }
    }
}
