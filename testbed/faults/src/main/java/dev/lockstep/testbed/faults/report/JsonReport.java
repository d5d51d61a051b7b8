/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** The whole run for programs. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    public static void write(Report report, Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(report));
    }

    static ObjectNode of(Report report) {
        ObjectNode json = JSON.createObjectNode();
        report.context().forEach(json::put);
        json.put("detectable", report.detectable());
        json.put("found", report.found());
        json.put("as_expected", report.allAsExpected());
        number(json, "p50_seconds", report.seconds(0.5));
        number(json, "p99_seconds", report.seconds(0.99));
        number(json, "mover_p50_seconds", report.moverSeconds(0.5));
        number(json, "mover_p99_seconds", report.moverSeconds(0.99));
        ArrayNode faults = json.putArray("faults");
        report.results().forEach(result -> faults.add(of(result)));
        ArrayNode alarms = json.putArray("false_alarms");
        report.alarms().forEach(alarms::add);
        return json;
    }

    private static ObjectNode of(Result result) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", result.fault().name());
        json.put("description", result.fault().description());
        json.put("planted", result.fault().plant().getClass().getSimpleName());
        json.put("outcome", result.outcome().name());
        ArrayNode verdicts = json.putArray("verdicts");
        result.verdicts().forEach(verdicts::add);
        result.seconds().ifPresent(seconds -> json.put("seconds", seconds));
        result.moverSeconds().ifPresent(seconds -> json.put("mover_seconds", seconds));
        result.resolvedSeconds().ifPresent(seconds -> json.put("resolved_seconds", seconds));
        return json;
    }

    private static void number(ObjectNode json, String name, double value) {
        if (!Double.isNaN(value)) {
            json.put(name, value);
        }
    }
}
