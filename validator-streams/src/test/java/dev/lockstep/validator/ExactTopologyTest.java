/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology, fed with versions and with what an observer says. */
class ExactTopologyTest {
    @TempDir
    private Path stateDirectory;

    private ExactPipeline pipeline;

    @BeforeEach
    void start() {
        pipeline = new ExactPipeline(stateDirectory, Map.of());
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void verifiesATableAtAPositionAndCertifiesIt() {
        pipeline.write(1, "ann", "oslo");
        pipeline.write(2, "bob", "rome");
        pipeline.scan(2, pipeline.seen(1, "ann", "oslo"), pipeline.seen(2, "bob", "rome"));
        pipeline.readAll();

        JsonNode summary = pipeline.summary();
        assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
        assertThat(summary.get("mode").asText()).isEqualTo("exact");
        assertThat(summary.get("confidence").asText()).isEqualTo("exact");
        assertThat(summary.get("scan").asInt()).isEqualTo(1);
        JsonNode certificate = pipeline.certificates().get(0);
        assertThat(certificate.get("table").asText()).isEqualTo(ExactPipeline.TABLE);
        assertThat(certificate.get("rows").asInt()).isEqualTo(2);
        assertThat(certificate.get("fingerprint")).isEqualTo(summary.at("/source/fingerprint"));
        assertThat(certificate.at("/positions/0").asInt()).isEqualTo(2);
        assertThat(certificate.get("columns")).hasSize(3);
        assertThat(pipeline.verdicts()).isEmpty();
    }

    /** C: rows that were never looked at are not fine. */
    @Test
    void aTableIsNotVerifiedBeforeAWholeScanOfIt() {
        pipeline.write(1, "ann", "oslo");
        pipeline.lookUp(1, pipeline.seen(1, "ann", "oslo"));
        pipeline.readAll();
        assertThat(pipeline.summary().get("status").asText()).isEqualTo("PENDING");
        pipeline.scan(1, pipeline.seen(1, "ann", "oslo"));
        pipeline.readAll();
        assertThat(pipeline.summary().get("status").asText()).isEqualTo("VERIFIED");
    }

    @Test
    void givesEachHarmItsKindAndItsColumnsAndEndsItWhenItIsMended() {
        for (int id = 1; id <= 5; id++) {
            pipeline.write(id, "old", "oslo");
            pipeline.write(id, "new", "oslo");
        }
        pipeline.write(4, null, null);
        pipeline.scan(
                pipeline.written(),
                pipeline.seen(1, "new", "rome"),
                pipeline.seen(3, "old", "oslo"),
                pipeline.seen(4, "new", "oslo"),
                pipeline.seen(5, "new", "oslo"),
                pipeline.seen(9, "x", "y"));
        pipeline.readAll();
        assertThat(pipeline.verdicts())
                .extracting(line -> line.get("key") + line.get("kind").asText() + line.get("columns"))
                .containsExactlyInAnyOrder(
                        "[1]DIFFERENT[\"town\"]",
                        "[2]MISSINGnull",
                        "[3]STALE[\"name\"]",
                        "[4]RESURRECTEDnull",
                        "[9]UNEXPECTEDnull");

        pipeline.lookUp(pipeline.written(), pipeline.seen(1, "new", "oslo"), pipeline.seen(9, null, null));
        pipeline.readAll();
        assertThat(pipeline.verdicts())
                .extracting(line -> line.get("key") + line.get("verdict").asText())
                .containsExactlyInAnyOrder("[1]VERIFIED", "[9]VERIFIED");
    }

    /** S: whatever lags is pending, and never divergent. */
    @Test
    void aTargetThatLagsIsRight() {
        pipeline.write(1, "a", "x");
        pipeline.write(1, "b", "x");
        pipeline.write(1, "c", "x");
        pipeline.write(2, "new", "x");
        pipeline.lookUp(2, pipeline.seen(1, "b", "x"), pipeline.seen(2, null, null));
        pipeline.readAll();
        assertThat(pipeline.verdicts()).isEmpty();
        assertThat(pipeline.summary().get("pending").asInt()).isEqualTo(2);
    }

    @Test
    void saysWhichKeysWaitAndWhichOfThemLongest() {
        pipeline.write(1, "a", "x");
        pipeline.write(2, "b", "x");
        pipeline.write(3, "c", "x");
        pipeline.lookUp(3, pipeline.seen(1, "a", "x"));
        pipeline.readAll();
        JsonNode summary = pipeline.summary();
        assertThat(summary.get("pending").asInt()).isEqualTo(2);
        assertThat(summary.get("pendingKeys").toString()).isEqualTo("[[2],[3]]");
        assertThat(summary.at("/oldestPending/offset").asInt()).isEqualTo(1);
    }

    /** U: a key is folded by the policy's rules for its columns, so two rows of the target may come under one. */
    @Test
    void aKeyThatAPageHoldsTwiceIsUnknown() {
        pipeline.write(1, "ann", "oslo");
        pipeline.scan(1, pipeline.seen(1, "ann", "oslo"), pipeline.seen(1, "ann", "rome"));
        pipeline.readAll();
        assertThat(pipeline.verdicts())
                .extracting(line -> line.get("key") + line.get("verdict").asText() + " "
                        + line.get("reason").asText())
                .containsExactly("[1]UNKNOWN target-duplicate-key");
    }
}
