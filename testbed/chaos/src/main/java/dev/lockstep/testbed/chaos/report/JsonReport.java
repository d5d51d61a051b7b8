/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.chaos.ledger.FalseVerdict;
import dev.lockstep.testbed.chaos.ledger.Planted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A report for programs. Stateless. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    public static void write(ChaosReport report, Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(report));
    }

    static ObjectNode of(ChaosReport report) {
        ObjectNode json = JSON.createObjectNode().put("good", report.good());
        report.context().forEach(json.putObject("context")::put);
        report.kills().forEach(json.putObject("kills")::put);
        json.put("writes", report.writes());
        json.put("expected", report.planted().size());
        json.put("found", report.found());
        ArrayNode planted = json.putArray("planted");
        report.planted().forEach(one -> planted.add(of(one)));
        ArrayNode lies = json.putArray("false");
        report.lies().forEach(lie -> lies.add(of(lie)));
        ArrayNode recoveries = json.putArray("recovery_seconds");
        report.recoveries().forEach(time -> recoveries.add(seconds(time)));
        report.problems().forEach(json.putArray("problems")::add);
        return json;
    }

    private static ObjectNode of(Planted one) {
        ObjectNode json = JSON.createObjectNode()
                .put("harm", one.harm().toString())
                .put("table", one.table())
                .put("row", one.row())
                .put("at", one.at().toString());
        one.detection().ifPresent(time -> json.put("found_after_seconds", seconds(time)));
        one.detectionWhileRunning().ifPresent(time -> json.put("while_running_seconds", seconds(time)));
        return json;
    }

    private static ObjectNode of(FalseVerdict lie) {
        ObjectNode json = JSON.createObjectNode()
                .put("at", lie.at().toString())
                .put("why", lie.why())
                .put("line", lie.line());
        lie.strikes().forEach(json.putArray("strikes")::add);
        return json;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
