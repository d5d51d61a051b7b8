/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a user sees on the verdict and summary topics of one validator. Not thread-safe. */
final class Results implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String verdictTopic;
    private final KafkaConsumer<String, String> consumer;
    private final Map<String, JsonNode> summaries = new HashMap<>();
    private final List<JsonNode> verdicts = new ArrayList<>();

    Results(String bootstrapServers, String validatorId) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "results-" + validatorId);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "1000");
        // Else asking for the topics before the validator made them would make them, with too few partitions.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        verdictTopic = "lockstep." + validatorId + ".verdicts";
        consumer.subscribe(List.of(verdictTopic, "lockstep." + validatorId + ".summary"));
    }

    /** Reads what has come since. */
    Results poll() {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(300))) {
            JsonNode line = parse(record.value());
            if (record.topic().equals(verdictTopic)) {
                verdicts.add(line);
            } else {
                summaries.put(line.path("table").asText(), line);
            }
        }
        return this;
    }

    /** The newest summary of the table; an empty object before the first. */
    JsonNode summary(String table) {
        return summaries.getOrDefault(table, JSON.createObjectNode());
    }

    /** Every verdict line so far that says a key is divergent or unknown, as {@code table key kind}. */
    List<String> findings() {
        return verdicts.stream()
                .filter(line -> !line.path("verdict").asText().equals("VERIFIED"))
                .map(line -> line.path("table").asText() + " " + line.path("key") + " "
                        + line.path("kind").asText(line.path("verdict").asText()))
                .toList();
    }

    /** What the verdict lines of a table say was judged. */
    List<String> hops(String table) {
        return verdicts.stream()
                .filter(line -> line.path("table").asText().equals(table))
                .map(line -> line.path("hop").asText())
                .toList();
    }

    void assertVerified(String table, long rows) {
        JsonNode summary = summary(table);
        assertThat(summary.path("status").asText()).as("%s", summary).isEqualTo("VERIFIED");
        assertThat(summary.path("verified").asLong()).as("%s", summary).isEqualTo(rows);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("A result is not JSON", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
