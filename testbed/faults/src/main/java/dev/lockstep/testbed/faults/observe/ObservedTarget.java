/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.observe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.faults.corpus.TestTables;
import dev.lockstep.testbed.faults.corpus.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An observer reads the target; the validator judges exactly.
 *
 * @param scan whether it reads whole tables over and over, or once
 * @param follow whether it reads the rows whose keys come by in the data topics
 * @param mover the settings by which it learns where the mover is
 * @param topics the start of the data topics' names
 * @param observations the topic it writes to
 */
public record ObservedTarget(
        boolean scan, boolean follow, Map<String, String> mover, String topics, String observations)
        implements Observation {
    /** The connector's class. */
    public static final String CONNECTOR = "dev.lockstep.connect.jdbc.observe.JdbcObserverConnector";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCANNING_MS = 2_000;

    /** One scan at the beginning, without which no table is verified. */
    private static final int ONCE_MS = 86_400_000;

    public ObservedTarget {
        mover = Map.copyOf(mover);
        if (!scan && !follow) {
            throw new IllegalArgumentException("An observer scans, follows, or does both");
        }
    }

    @Override
    public View view() {
        return scan ? View.SCANNED : View.FOLLOWED;
    }

    @Override
    public String title() {
        return "read by an observer that "
                + (scan && follow ? "scans and follows" : scan ? "scans" : "scans once and follows");
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
        ObjectNode connector = JSON.createObjectNode().put("name", "lockstep-observer");
        ObjectNode settings = connector.putObject("config");
        settings.put("connector.class", CONNECTOR)
                .put("tasks.max", "1")
                .put("connection.url", "${env:LOCKSTEP_TARGET_URL}")
                .put("connection.user", "${env:LOCKSTEP_TARGET_USER}")
                .put("connection.password", "${env:LOCKSTEP_TARGET_PASSWORD}")
                .put("bootstrap.servers", "${env:LOCKSTEP_BOOTSTRAP_SERVERS}")
                .put("observations.topic", observations)
                .put(
                        "topics",
                        TestTables.names().stream()
                                .map(table -> table.replace(TestTables.SCHEMA + ".", topics))
                                .collect(Collectors.joining(",")))
                .put("mode", follow ? "scan+follow" : "scan")
                .put("scan.interval.ms", String.valueOf(scan ? SCANNING_MS : ONCE_MS))
                .put("follow.from", "earliest")
                .put("key.converter", "org.apache.kafka.connect.storage.StringConverter")
                .put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        mover.forEach(settings::put);
        return connector;
    }

    @Override
    public Map<String, String> validatorSettings(Path config) {
        return Map.of(
                "mode", "exact",
                "observations.topic", observations,
                "source.table.format", "$1.$2",
                "summary.interval.ms", "500");
    }
}
