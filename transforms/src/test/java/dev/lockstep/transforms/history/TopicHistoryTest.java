/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicHistoryTest {
    private static final HistoryEntry ENTRY = new HistoryEntry(
            "shop \"eu\"",
            "1",
            "3",
            List.of("1 → 2: add status = 'new'", "2 → 3: remove\tage"),
            List.of(new HistoryEntry.Field("id", "int64")),
            "abc",
            "def",
            "EvolveSchema$Value",
            Instant.parse("2026-03-29T01:30:00Z"));

    @Test
    void lineIsJsonWithTheTimeInUtc() throws IOException {
        JsonNode value = new ObjectMapper().readTree(ENTRY.value());

        assertThat(value.get("topic").asText()).isEqualTo("shop \"eu\"");
        assertThat(value.get("steps").get(1).asText()).isEqualTo("2 → 3: remove\tage");
        assertThat(value.get("fields").get(0).get("name").asText()).isEqualTo("id");
        assertThat(value.get("time").asText()).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(value.fieldNames())
                .toIterable()
                .containsExactly("topic", "from", "to", "steps", "fields", "schema", "definition", "transform", "time");
        assertThat(new ObjectMapper().readTree(ENTRY.key()).size()).isEqualTo(3);
    }

    @Test
    void rowsNeverWaitForABrokerThatIsNotThere() {
        TopicHistory history = new TopicHistory(
                "history",
                Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 50L, "reconnect.backoff.ms", 10L));
        Instant start = Instant.now();

        for (int i = 0; i < 3_000; i++) {
            history.migrated(ENTRY);
        }

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
        history.close();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void brokerThatHasNoAddressIsNoErrorOfTheRows() {
        TopicHistory history = new TopicHistory("history", Map.of("bootstrap.servers", "nowhere.invalid:9092"));

        history.migrated(ENTRY);
        history.close();
        history.migrated(ENTRY);
    }
}
