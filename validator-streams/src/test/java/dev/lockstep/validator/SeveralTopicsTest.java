/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table whose rows come from two data topics: a position in the one says nothing of the rows of the other. */
class SeveralTopicsTest {
    private static final String WEST = "source.public.orders_west";
    private static final String EAST = "source.public.orders_east";

    @TempDir
    private Path stateDirectory;

    private ExactPipeline pipeline;

    @BeforeEach
    void start() {
        pipeline =
                new ExactPipeline(stateDirectory, Map.of("source.topics", "source\\.(\\w+)\\.([a-z]+)_(?:east|west)"));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private static String said(JsonNode line) {
        return line.get("key") + " " + line.get("verdict").asText() + " "
                + line.get("kind").asText() + " " + line.get("reason").asText();
    }

    /** S: it used to be judged as if its topic had not begun, and called UNEXPECTED. */
    @Test
    void aRowOfTheOtherTopicIsUnknownUntilItsOwnTopicsPositionIsSeen() {
        pipeline.writeTo(WEST, 1, "ann", "oslo");
        pipeline.writeTo(EAST, 2, "bob", "rome");
        pipeline.lookUpUnder(EAST, pipeline.written(), pipeline.seen(1, "ann", "oslo"));
        pipeline.readAll();
        List<JsonNode> lines = pipeline.verdicts();
        assertThat(lines).extracting(SeveralTopicsTest::said).containsExactly("[1] UNKNOWN null several-topics");
        assertThat(lines.get(0).get("position").isNull()).isTrue();

        pipeline.lookUpUnder(WEST, pipeline.written(), pipeline.seen(1, "ann", "oslo"));
        pipeline.readAll();
        assertThat(pipeline.verdicts())
                .extracting(SeveralTopicsTest::said)
                .containsExactly("[1] VERIFIED null several-topics");
        pipeline.lookUpUnder(EAST, pipeline.written(), pipeline.seen(1, "ann", "oslo"));
        pipeline.readAll();
        assertThat(pipeline.verdicts()).isEmpty();
    }

    /** S: its version may stand in the other topic, further than that was read. */
    @Test
    void aRowWithoutVersionsIsUnknownAndNotUnexpected() {
        pipeline.writeTo(WEST, 1, "ann", "oslo");
        pipeline.writeTo(EAST, 2, "bob", "rome");
        pipeline.readAll();
        pipeline.lookUpUnder(EAST, pipeline.written(), pipeline.seen(3, "eve", "bonn"));
        assertThat(pipeline.verdicts())
                .extracting(SeveralTopicsTest::said)
                .containsExactly("[3] UNKNOWN null several-topics");
        pipeline.lookUpUnder(WEST, pipeline.written(), pipeline.seen(3, null, null));
        assertThat(pipeline.verdicts())
                .extracting(SeveralTopicsTest::said)
                .containsExactly("[3] VERIFIED null several-topics");
    }

    /** S: it used to be held against the offsets of the topic that was scanned. */
    @Test
    void aScanUnderOneTopicDoesNotCallRowsOfTheOtherMissing() {
        pipeline.writeTo(WEST, 1, "ann", "oslo");
        pipeline.writeTo(EAST, 2, "bob", "rome");
        pipeline.writeTo(EAST, 3, "eve", "bonn");
        pipeline.scanUnder(EAST, pipeline.written(), pipeline.seen(2, "bob", "rome"));
        pipeline.readAll();
        assertThat(pipeline.verdicts())
                .extracting(SeveralTopicsTest::said)
                .containsExactly("[3] DIVERGENT MISSING null");
        assertThat(pipeline.summary().get("pending").asInt()).isEqualTo(1);

        pipeline.scanUnder(WEST, pipeline.written());
        pipeline.readAll();
        assertThat(pipeline.verdicts())
                .extracting(SeveralTopicsTest::said)
                .containsExactly("[1] DIVERGENT MISSING null");
    }

    /** A certificate names positions in one topic. */
    @Test
    void aTableOfTwoTopicsIsVerifiedAndGetsNoCertificate() {
        pipeline.writeTo(WEST, 1, "ann", "oslo");
        pipeline.writeTo(EAST, 2, "bob", "rome");
        for (String topic : List.of(WEST, EAST, WEST)) {
            pipeline.scanUnder(
                    topic, pipeline.written(), pipeline.seen(1, "ann", "oslo"), pipeline.seen(2, "bob", "rome"));
            pipeline.readAll();
        }
        assertThat(pipeline.summary().get("status").asText()).isEqualTo("VERIFIED");
        assertThat(pipeline.certificates()).isEmpty();
    }
}
