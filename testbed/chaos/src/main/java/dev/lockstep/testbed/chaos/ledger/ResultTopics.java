/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testbed.faults.verdict.Summaries;
import dev.lockstep.testbed.faults.verdict.VerdictLine;
import dev.lockstep.testbed.stack.topic.TopicFeed;
import dev.lockstep.testbed.stack.topic.UnreadableRecordException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Takes what the validator's topics say: verdicts into the ledger, the newest summary and certificate of each table. Thread-safe. */
public final class ResultTopics implements TopicFeed.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String verdicts;
    private final String summaries;
    private final String certificates;
    private final Ledger ledger;
    private final Summaries tables;
    private final Map<String, String> certified = new ConcurrentHashMap<>();

    public ResultTopics(String validatorId, Ledger ledger, Summaries tables) {
        this.verdicts = "lockstep." + validatorId + ".verdicts";
        this.summaries = "lockstep." + validatorId + ".summary";
        this.certificates = "lockstep." + validatorId + ".certificates";
        this.ledger = ledger;
        this.tables = tables;
    }

    /** The topics to read. */
    public List<String> names() {
        return List.of(verdicts, summaries, certificates);
    }

    /** The newest certificate of a table, if it was issued since then. */
    public Optional<String> certificate(String table, Instant since) {
        return Optional.ofNullable(certified.get(table))
                .filter(text -> issuedAt(text).isAfter(since));
    }

    @Override
    public void record(String topic, String key, String value, Instant seen) throws UnreadableRecordException {
        if (value == null) {
            return;
        }
        try {
            if (topic.equals(verdicts)) {
                ledger.add(VerdictLine.parse(value, seen), field(value, "id").orElse(value), value);
            } else if (topic.equals(summaries)) {
                tables.add(value);
            } else {
                certified.put(field(value, "table").orElseThrow(IllegalArgumentException::new), value);
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("a record of " + topic + ": " + e.getMessage());
        }
    }

    private static Instant issuedAt(String certificate) {
        return Instant.parse(field(certificate, "issuedAt").orElseThrow());
    }

    private static Optional<String> field(String text, String name) {
        try {
            JsonNode field = JSON.readTree(text).path(name);
            return field.isTextual() ? Optional.of(field.textValue()) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
