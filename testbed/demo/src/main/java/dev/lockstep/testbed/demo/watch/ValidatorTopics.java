/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testbed.demo.harm.Divergence;
import dev.lockstep.testbed.demo.harm.Finding;
import dev.lockstep.testbed.demo.harm.Findings;
import dev.lockstep.testbed.demo.tpch.DemoTable;
import dev.lockstep.testbed.stack.topic.TopicFeed;
import dev.lockstep.testbed.stack.topic.UnreadableRecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Understands the summary and the verdict topic and passes on what they say: summaries to the progress, verdicts
 * against a row to the findings. Strict: a record that lacks a field it needs is an error, never skipped.
 */
public final class ValidatorTopics implements TopicFeed.Listener {
    /** One line per table and interval. */
    public static final String SUMMARY = "lockstep.demo.summary";
    /** One line when a row becomes divergent, one when it no longer is. */
    public static final String VERDICTS = "lockstep.demo.verdicts";
    /** One line when a table is verified as a whole. */
    public static final String CERTIFICATES = "lockstep.demo.certificates";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MILLIS = 1_000;

    private final ProgressModel progress;
    private final Findings findings;

    public ValidatorTopics(ProgressModel progress, Findings findings) {
        this.progress = progress;
        this.findings = findings;
    }

    /** The topics to read. */
    public static List<String> names() {
        return List.of(SUMMARY, VERDICTS, CERTIFICATES);
    }

    @Override
    public void record(String topic, String key, String value, Instant seen) throws UnreadableRecordException {
        if (value == null) {
            return;
        }
        JsonNode line = parse(topic, value);
        if (topic.equals(SUMMARY)) {
            progress.summary(table(line), summary(line));
        } else if (topic.equals(CERTIFICATES)) {
            progress.certificate(table(line), new ProgressModel.Certified(number(line, "rows"), value));
        } else {
            verdict(line, seen);
        }
    }

    private void verdict(JsonNode line, Instant seen) throws UnreadableRecordException {
        String word = text(line, "verdict");
        switch (word) {
            case "DIVERGENT" -> findings.reported(finding(line, text(line, "kind")), seen, columns(line));
            case "UNKNOWN" -> findings.reported(finding(line, word), seen, List.of());
            case "VERIFIED" -> {
                // The row is as it should be again; that it was reported before still counts.
            }
            default -> throw new UnreadableRecordException("a verdict says neither DIVERGENT, UNKNOWN nor VERIFIED");
        }
    }

    private static List<String> columns(JsonNode line) throws UnreadableRecordException {
        List<String> columns = new ArrayList<>();
        field(line, "columns").forEach(column -> columns.add(column.textValue()));
        return columns;
    }

    private static Finding finding(JsonNode line, String kind) throws UnreadableRecordException {
        try {
            return new Finding(table(line).tableName(), field(line, "key").toString(), Divergence.valueOf(kind));
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("a verdict of a kind the demo does not know: " + kind);
        }
    }

    private static TableSummary summary(JsonNode line) throws UnreadableRecordException {
        JsonNode source = field(line, "source");
        JsonNode target = field(line, "target");
        return new TableSummary(
                text(line, "status"),
                number(line, "scan") * MILLIS,
                number(source, "rows"),
                number(target, "rows"),
                text(source, "fingerprint"),
                text(target, "fingerprint"),
                number(line, "verified"),
                number(line, "pending"),
                number(line, "divergent"),
                number(line, "unknown") + number(line, "tainted"));
    }

    private static DemoTable table(JsonNode line) throws UnreadableRecordException {
        String name = text(line, "table");
        return DemoTable.named(name.substring(name.lastIndexOf('.') + 1))
                .orElseThrow(() -> new UnreadableRecordException("a line about a table that is not TPC-H's: " + name));
    }

    private static String text(JsonNode line, String name) throws UnreadableRecordException {
        JsonNode value = field(line, name);
        if (!value.isTextual()) {
            throw new UnreadableRecordException("field " + name + " is " + value.getNodeType() + ", expected text");
        }
        return value.textValue();
    }

    private static long number(JsonNode line, String name) throws UnreadableRecordException {
        JsonNode value = field(line, name);
        if (!value.isIntegralNumber()) {
            throw new UnreadableRecordException("field " + name + " is " + value.getNodeType() + ", expected a number");
        }
        return value.longValue();
    }

    private static JsonNode field(JsonNode line, String name) throws UnreadableRecordException {
        JsonNode value = line.get(name);
        if (value == null) {
            throw new UnreadableRecordException("field " + name + " is missing from a line of the validator");
        }
        return value;
    }

    private static JsonNode parse(String topic, String value) throws UnreadableRecordException {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("a record of " + topic + " is not JSON");
        }
    }
}
