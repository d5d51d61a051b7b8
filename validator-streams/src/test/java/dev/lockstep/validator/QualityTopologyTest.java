/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.validator.chain.TestTransforms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E-mail addresses of customers, checked by a transform, in the summary of their table. */
class QualityTopologyTest {
    @TempDir
    private Path stateDirectory;

    private ExactPipeline pipeline;

    private void start(String onViolation, String... thresholds) {
        pipeline = new ExactPipeline(
                stateDirectory,
                Map.of(
                        "source.key.converter.schemas.enable",
                        "false",
                        "source.value.converter.schemas.enable",
                        "false",
                        "transforms",
                        "check",
                        "transforms.check.type",
                        TestTransforms.CheckMail.class.getName(),
                        "transforms.check.on.violation",
                        onViolation,
                        "quality.thresholds",
                        String.join(",", thresholds)));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private static Map<String, Object> customer(int id, String email) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("email", email);
        return row;
    }

    private void write(int id, String email) {
        pipeline.writeJson(ExactPipeline.TOPIC, id, customer(id, email), new RecordHeaders());
    }

    private JsonNode summary() {
        pipeline.readAll();
        return pipeline.summaryOf(ExactPipeline.TABLE);
    }

    private String quality() {
        return summary().path("quality").toString();
    }

    @Test
    void newestVersionsAreCountedCorrectedAndDeleted() {
        start("tag", "public.orders.completeness:0.5");
        write(1, "ann@shop");
        write(2, "bob");
        write(3, null);
        assertThat(quality())
                .isEqualTo("{\"rows\":3,\"violating\":2,\"rules\":{\"email.format\":1,\"email.required\":1},"
                        + "\"scores\":{\"completeness\":0.666666,\"accuracy\":0.666666,\"consistency\":null},"
                        + "\"thresholds\":{\"completeness\":0.5},\"passed\":true}");
        write(2, "bob@shop");
        write(1, "ann");
        assertThat(quality())
                .contains("\"rows\":3,\"violating\":2")
                .contains("{\"email.format\":1,\"email.required\":1}");
        write(1, "ann@shop");
        pipeline.writeJson(ExactPipeline.TOPIC, 3, null, new RecordHeaders());
        assertThat(quality())
                .contains("\"rows\":2,\"violating\":0,\"rules\":{}")
                .contains("\"completeness\":1.0,\"accuracy\":1.0,\"consistency\":null");
    }

    @Test
    void aTableBelowAThresholdSaysSoAndItsVerdictStays() {
        start("tag", "*.accuracy:0.95");
        write(1, "ann");
        pipeline.scan(1, pipeline.seenRow(1, customer(1, "ann")));
        JsonNode summary = summary();
        assertThat(summary.at("/quality/passed").toString()).isEqualTo("false");
        assertThat(summary.at("/quality/scores/accuracy").toString()).isEqualTo("0.0");
        assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
    }

    @Test
    void aThresholdThatNoRuleIsAboutIsNeitherReachedNorMissed() {
        start("tag", "*.consistency:0.95");
        write(1, "ann@shop");
        assertThat(summary().at("/quality/passed").isNull()).isTrue();
    }

    @Test
    void rowsThatTheTransformRefusesCountWithTheirViolations() {
        start("fail");
        write(1, "ann");
        pipeline.scan(1);
        assertThat(quality())
                .contains("\"rows\":1,\"violating\":1,\"rules\":{\"email.format\":1}")
                .endsWith("\"thresholds\":{},\"passed\":null}");
        assertThat(pipeline.verdicts())
                .extracting(line -> line.get("reason").asText())
                .containsExactly("source-refused-by-transform");
    }

    /** Without a chain here, the header is that of a check at the source. */
    @Test
    void aTableOfWhichNothingIsKnownHasNoQuality() {
        pipeline = new ExactPipeline(stateDirectory, Map.of());
        pipeline.write(1, "ann", "oslo");
        pipeline.scan(1, pipeline.seen(1, "ann", "oslo"));
        assertThat(summary().has("quality")).isFalse();

        Headers headers = pipeline.headers(1, "ann", "oslo");
        headers.add(
                Quality.HEADER,
                "v1;completeness=1/2;accuracy=0/0;consistency=0/0;a%2c.b".getBytes(StandardCharsets.UTF_8));
        pipeline.writeJson(ExactPipeline.TOPIC, 1, null, headers);
        assertThat(quality()).startsWith("{\"rows\":1,\"violating\":1,\"rules\":{\"a,b\":1}");
    }

    /** U: what cannot be read is not counted as fine, and stops nothing. */
    @Test
    void aHeaderThatCannotBeReadIsNotCounted() {
        pipeline = new ExactPipeline(stateDirectory, Map.of());
        Headers headers = pipeline.headers(1, "ann", "oslo");
        headers.add(Quality.HEADER, "v9;fine".getBytes(StandardCharsets.UTF_8));
        pipeline.writeJson(ExactPipeline.TOPIC, 1, null, headers);
        assertThat(summary().has("quality")).isFalse();
    }
}
