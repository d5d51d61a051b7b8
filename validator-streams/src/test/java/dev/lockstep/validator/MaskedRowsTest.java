/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.TablePolicy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table under a policy that takes padding for nothing. */
class MaskedRowsTest {
    private static final TablePolicy POLICY =
            Policy.parse("table *\n name: rtrim").forTable(ExactPipeline.TABLE, DigestAlgorithm.XXH3_128);

    @TempDir
    private Path stateDirectory;

    @Test
    void rowsThatOnlyThePolicyMakesEqualAreCountedShownAndCertified() {
        try (ExactPipeline pipeline = new ExactPipeline(stateDirectory, Map.of(), POLICY)) {
            pipeline.write(1, "ann", "oslo");
            pipeline.write(2, "bob", "rome");
            pipeline.scan(2, pipeline.seen(1, "ann  ", "oslo"), pipeline.seen(2, "bob", "rome"));
            pipeline.readAll();

            JsonNode summary = pipeline.summary();
            assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
            assertThat(summary.get("verified").asInt()).isEqualTo(2);
            assertThat(summary.get("masked").asInt()).isEqualTo(1);
            assertThat(summary.get("maskedKeys").toString()).isEqualTo("[[1]]");
            assertThat(pipeline.certificates().get(0).get("masked").asInt()).isEqualTo(1);

            pipeline.lookUp(2, pipeline.seen(1, "ann", "oslo"));
            pipeline.readAll();
            assertThat(pipeline.summary().get("masked").asInt()).isZero();
            assertThat(pipeline.summaryNow().get("maskedKeys")).isEmpty();
        }
    }
}
