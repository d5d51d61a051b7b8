/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code report.json} and {@code report.md}. Stateless. */
public final class ReportWriter {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportWriter() {}

    /** Writes both files into {@code folder}, in place of those of an earlier run. */
    public static void write(DemoReport report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.json"), JSON.writeValueAsString(report) + "\n");
        Files.writeString(folder.resolve("report.md"), markdown(report));
    }

    /** The report for people. */
    static String markdown(DemoReport report) {
        StringBuilder text = new StringBuilder("# Lockstep demo\n\n**" + report.outcome() + "**\n");
        section(text, "Versions", report.versions());
        section(text, "Settings", report.settings());
        phases(text, report);
        tables(text, report);
        harms(text, report);
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Map<String, String> entries) {
        text.append("\n## ").append(title).append("\n\n");
        text.append(entries.entrySet().stream()
                .map(entry -> "- " + entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining()));
    }

    private static void phases(StringBuilder text, DemoReport report) {
        text.append("\n## Phases\n\n| phase | seconds |\n| --- | ---: |\n");
        report.seconds().forEach((phase, seconds) -> text.append(format("| %s | %.1f |\n", phase, seconds)));
        DemoReport.Rates rates = report.rates();
        text.append(format(
                "\nSnapshot: %,d rows at %,.0f rows/s. End to end, changes of the writer included: %,d rows verified,"
                        + " %,.0f rows/s.\n",
                rates.snapshotRows(),
                rates.snapshotRowsPerSecond(),
                rates.endToEndRows(),
                rates.endToEndRowsPerSecond()));
        DemoReport.Writer writer = report.writer();
        text.append(format(
                "\nThe writer committed %,d transactions meanwhile: %,d rows inserted, %,d updated, %,d deleted.\n",
                writer.transactions(), writer.inserted(), writer.updated(), writer.deleted()));
    }

    private static void tables(StringBuilder text, DemoReport report) {
        text.append("\n## Tables, before the harm\n\n");
        text.append("| table | rows | verified | fingerprint |\n| --- | ---: | ---: | --- |\n");
        report.tables()
                .forEach(table -> text.append(format(
                        "| %s | %,d | %,d | `%s` |\n",
                        table.table(), table.rows(), table.verified(), table.fingerprint())));
    }

    private static void harms(StringBuilder text, DemoReport report) {
        if (report.harms().isEmpty()) {
            text.append("\n## Harms\n\nNone were planted.\n");
        } else {
            text.append("\n## Harms\n\n| harm | table | key | verdict | columns | found after |\n");
            text.append("| --- | --- | --- | --- | --- | ---: |\n");
            report.harms()
                    .forEach(harm -> text.append(format(
                            "| %s | %s | `%s` | %s | %s | %s |\n",
                            harm.harm(),
                            harm.table(),
                            harm.key(),
                            harm.kind(),
                            String.join(", ", harm.columns()),
                            harm.secondsToDetection() == null
                                    ? "**not found**"
                                    : format("%.1f s", harm.secondsToDetection()))));
        }
        report.falseAlarms()
                .forEach(alarm -> text.append("\nFalse alarm: ").append(alarm).append('\n'));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
