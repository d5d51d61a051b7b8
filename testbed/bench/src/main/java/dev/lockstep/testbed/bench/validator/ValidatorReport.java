/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.validator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.bench.measure.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link Figures} for people and for programs. */
final class ValidatorReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Figures figures;

    ValidatorReport(Figures figures) {
        this.figures = figures;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| stage | records/s | seconds | validator CPU s | broker CPU s | others' CPU s |");
        lines.add("| --- | ---: | ---: | ---: | ---: | ---: |");
        lines.add(line("versions", figures.versions()));
        lines.add(line("observed rows", figures.observations()));
        lines.add(String.format(
                Locale.ROOT,
                "| both | %,.0f | %.1f | | | |",
                figures.rate(),
                figures.versions().seconds() + figures.observations().seconds()));
        lines.add("");
        Figures.Size size = figures.size();
        lines.add(String.format(
                Locale.ROOT,
                "State of a key: %.0f bytes on disk, of these %.0f the canonical key; %.0f written to its topic",
                size.diskBytes(),
                size.keyBytes(),
                size.changelogBytes()));
        lines.add(String.format(
                Locale.ROOT,
                "Start: %.1f s; with the state of %,d keys kept: %.1f s (sums: %.2f s per million keys and thread);"
                        + " with none kept: %.1f s (restoring: %.1f s per million keys)",
                figures.startSeconds(),
                figures.keys(),
                figures.restarts().keptSeconds(),
                figures.rebuildSecondsPerMillion(),
                figures.restarts().restoredSeconds(),
                figures.restoreSecondsPerMillion()));
        return lines;
    }

    private static String line(String name, Figures.Stage stage) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.1f | %.1f | %.1f | %.1f |",
                name,
                stage.rate(),
                stage.seconds(),
                cpu(stage, "validator"),
                cpu(stage, "broker"),
                stage.reading().otherCpuSeconds());
    }

    private static double cpu(Figures.Stage stage, String process) {
        return stage.reading().byName().getOrDefault(process, new Usage(0, 0)).cpuSeconds();
    }

    void writeJson(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("at", Instant.now().toString());
        root.putObject("machine")
                .put("cores", figures.machine().cores())
                .put("processor", figures.machine().processor())
                .put("memoryBytes", figures.machine().memoryBytes())
                .put("system", figures.machine().system())
                .put("java", figures.machine().java())
                .put("fileSystem", figures.machine().fileSystem());
        root.put("keys", figures.keys());
        root.put("recordsPerSecond", Math.round(figures.rate()));
        add(root.putObject("versions"), figures.versions());
        add(root.putObject("observations"), figures.observations());
        root.putObject("bytesPerKey")
                .put("key", figures.size().keyBytes())
                .put("disk", figures.size().diskBytes())
                .put("changelog", figures.size().changelogBytes());
        root.put("startSeconds", figures.startSeconds());
        root.put("keptSeconds", figures.restarts().keptSeconds());
        root.put("restoredSeconds", figures.restarts().restoredSeconds());
        root.put("restoreSecondsPerMillionKeys", figures.restoreSecondsPerMillion());
        root.put("rebuildSecondsPerMillionKeys", figures.rebuildSecondsPerMillion());
        JSON.writeValue(file.toFile(), root);
    }

    private static void add(ObjectNode node, Figures.Stage stage) {
        node.put("records", stage.records());
        node.put("seconds", stage.seconds());
        node.put("recordsPerSecond", Math.round(stage.rate()));
        node.put("otherCpuSeconds", stage.reading().otherCpuSeconds());
        ObjectNode processes = node.putObject("processes");
        stage.reading()
                .byName()
                .forEach((name, usage) -> processes
                        .putObject(name)
                        .put("cpuSeconds", usage.cpuSeconds())
                        .put("peakBytes", usage.peakBytes()));
    }
}
