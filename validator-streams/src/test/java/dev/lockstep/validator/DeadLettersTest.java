/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that the sink has put aside, in a queue as Connect writes it. */
class DeadLettersTest {
    private static final String QUEUE = "sink.dead-letters";

    @TempDir
    private Path stateDirectory;

    private ExactPipeline pipeline;

    @BeforeEach
    void start() {
        pipeline = new ExactPipeline(stateDirectory, Map.of("dead.letter.topics", "other.letters," + QUEUE));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private void deadLetter(Headers record, String offset) {
        add(record, "__connect.errors.topic", ExactPipeline.TOPIC);
        add(record, "__connect.errors.partition", "0");
        add(record, "__connect.errors.offset", offset);
        pipeline.send(QUEUE, null, null, record);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String said(JsonNode line) {
        return line.get("key") + " " + line.get("verdict").asText() + " "
                + line.get("kind").asText() + " " + line.get("cause").asText();
    }

    private List<String> lines() {
        pipeline.readAll();
        return pipeline.verdicts().stream().map(DeadLettersTest::said).toList();
    }

    @Test
    void aVerdictOnAVersionThatWasPutAsideSaysSo() {
        pipeline.write(1, "ann", "oslo");
        pipeline.write(2, "bob", "rome");
        pipeline.write(2, "bob", "bonn");
        deadLetter(pipeline.headers(1, "ann", "oslo"), "0");
        deadLetter(pipeline.headers(2, "bob", "bonn"), "2");
        pipeline.scan(3, pipeline.seen(2, "bob", "rome"));
        assertThat(lines())
                .containsExactlyInAnyOrder("[1] DIVERGENT MISSING dead-lettered", "[2] DIVERGENT STALE dead-lettered");
    }

    @Test
    void aLetterThatComesAfterItsVerdictIsAddedToItOnce() {
        pipeline.write(1, "ann", "oslo");
        pipeline.scan(1);
        assertThat(lines()).containsExactly("[1] DIVERGENT MISSING null");
        deadLetter(pipeline.headers(1, "ann", "oslo"), "0");
        assertThat(lines()).containsExactly("[1] DIVERGENT MISSING dead-lettered");
        pipeline.scan(1);
        assertThat(lines()).isEmpty();

        pipeline.write(1, "ann", "bonn");
        pipeline.scan(2, pipeline.seen(1, "ann", "bonn"));
        assertThat(lines()).containsExactly("[1] VERIFIED MISSING null");
    }

    @Test
    void theLetterOfAnotherVersionExplainsNothing() {
        pipeline.write(1, "ann", "oslo");
        pipeline.write(1, "ann", "rome");
        deadLetter(pipeline.headers(1, "ann", "oslo"), "0");
        pipeline.scan(2);
        assertThat(lines()).containsExactly("[1] DIVERGENT MISSING null");
    }

    @Test
    void aLetterThatDoesNotSayWhereItCameFromChangesNothing() {
        pipeline.write(1, "ann", "oslo");
        pipeline.send(QUEUE, null, null, pipeline.headers(1, "ann", "oslo"));
        deadLetter(new RecordHeaders(), "0");
        deadLetter(pipeline.headers(1, "ann", "oslo"), "soon");
        pipeline.scan(1);
        assertThat(lines()).containsExactly("[1] DIVERGENT MISSING null");
        assertThat(pipeline.summary().get("tainted").asInt()).isZero();
    }
}
