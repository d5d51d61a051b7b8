/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.bench.measure.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Everything that was measured, every run of it, with the facts of the machine. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    /** Writes the file. */
    public static void write(Path file, Context context, List<Result> results) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("at", Instant.now().toString());
        Machine machine = context.machine();
        root.putObject("machine")
                .put("cores", machine.cores())
                .put("processor", machine.processor())
                .put("memoryBytes", machine.memoryBytes())
                .put("system", machine.system())
                .put("java", machine.java())
                .put("fileSystem", machine.fileSystem());
        ObjectNode versions = root.putObject("versions");
        context.versions().forEach(versions::put);
        root.putObject("table").put("rows", context.rows()).put("bytesPerRow", context.bytesPerRow());
        ObjectNode options = root.putObject("options");
        context.options().forEach(options::put);
        ArrayNode list = root.putArray("results");
        results.forEach(result -> add(list.addObject(), result));
        JSON.writeValue(file.toFile(), root);
    }

    private static void add(ObjectNode node, Result result) {
        node.put("name", result.entry().name());
        node.put("title", result.entry().title());
        node.put("rowsPerSecond", Math.round(result.median().rate()));
        node.put("good", result.good());
        ArrayNode runs = node.putArray("runs");
        result.runs().forEach(run -> add(runs.addObject(), run));
    }

    private static void add(ObjectNode node, Run run) {
        run.failure().ifPresent(why -> node.put("failure", why));
        run.format().ifPresent(format -> node.put("format", format));
        node.put("rows", run.rows());
        node.put("seconds", run.seconds());
        node.put("rowsPerSecond", Math.round(run.rate()));
        node.put("cpuSecondsPerMillionRows", run.cpuSecondsPerMillionRows());
        run.verifiedSeconds().ifPresent(seconds -> node.put("verifiedSeconds", seconds));
        node.put("loadBefore", run.loadBefore());
        node.put("otherCpuSeconds", run.otherCpuSeconds());
        node.put("topicBytes", run.topicBytes());
        run.equality()
                .ifPresent(equality -> node.putObject("tables")
                        .put("outcome", equality.outcome().toString())
                        .put("rows", equality.rows())
                        .put("note", equality.note()));
        ObjectNode processes = node.putObject("processes");
        new TreeMap<>(run.processes())
                .forEach((name, usage) -> processes
                        .putObject(name)
                        .put("cpuSeconds", usage.cpuSeconds())
                        .put("peakBytes", usage.peakBytes()));
    }
}
