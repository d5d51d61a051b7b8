/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.faults.corpus.TestTables;
import dev.lockstep.testbed.faults.corpus.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An observer reads the source; the validator judges the capture.
 *
 * @param observations the topic it writes to
 * @param offsets the topic in which the worker keeps the offsets of the capture
 */
public record AuditedSource(String observations, String offsets) implements Observation {
    @Override
    public View view() {
        return View.AUDITED;
    }

    @Override
    public String title() {
        return "not looked at: an observer reads the source, and the capture is judged";
    }

    @Override
    public boolean startsFirst() {
        return false;
    }

    @Override
    public List<String> target() {
        return List.of();
    }

    @Override
    public ObjectNode connector(Path config) {
        ObjectNode connector = ConnectRest.read(config.resolve("observer-source-postgres.json"));
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", "src\\." + TestTables.SCHEMA + "\\..*")
                .put("observations.topic", observations)
                .put("audit.offsets.topic", offsets)
                .put("scan.interval.ms", "1000");
        return connector;
    }

    @Override
    public Map<String, String> validatorSettings(Path config) {
        return Map.of(
                "mode", "exact",
                "hop", "capture",
                "observations.topic", observations,
                "source.table.format", "$1.$2",
                "summary.interval.ms", "500");
    }
}
