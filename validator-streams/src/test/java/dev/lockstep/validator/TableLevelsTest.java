/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of which not every row is compared: what is not compared is never called fine. */
class TableLevelsTest {
    @TempDir
    private Path stateDirectory;

    private ExactPipeline pipeline;

    private void start(String level) {
        pipeline = new ExactPipeline(stateDirectory, Map.of("levels", "public\\..*=" + level));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private String status() {
        pipeline.readAll();
        return pipeline.summary().get("status").asText();
    }

    private Row[] rows(int from, int to, String town) {
        return IntStream.range(from, to)
                .mapToObj(id -> pipeline.seen(id, "n" + id, town))
                .toArray(Row[]::new);
    }

    private void write(int from, int to) {
        for (int id = from; id < to; id++) {
            pipeline.write(id, "n" + id, "oslo");
        }
    }

    @Test
    void aCountSeesHowManyRowsThereAreAndNothingOfThem() {
        start("count");
        write(0, 3);
        assertThat(status()).isEqualTo("PENDING");
        pipeline.scan(3, rows(0, 3, "rome"));
        assertThat(status()).isEqualTo("COUNT_VERIFIED");
        pipeline.scan(3, rows(0, 2, "oslo"));
        assertThat(status()).isEqualTo("DIVERGENT");
        JsonNode summary = pipeline.summaryNow();
        assertThat(summary.get("level").asText()).isEqualTo("count");
        assertThat(summary.get("notCovered").asInt()).isEqualTo(3);
        assertThat(summary.get("empty").asBoolean()).isFalse();
        assertThat(summary.at("/counted/target").asInt()).isEqualTo(2);
        assertThat(summary.at("/counted/atLeast").asInt()).isEqualTo(3);
        assertThat(summary.at("/counted/atMost").asInt()).isEqualTo(3);
        pipeline.scan(3, rows(0, 4, "oslo"));
        assertThat(status()).isEqualTo("DIVERGENT");
        assertThat(pipeline.verdicts()).isEmpty();
        assertThat(pipeline.certificates()).isEmpty();
    }

    /** S: rows that come and go while the table is read explain any number between. */
    @Test
    void aCountOfATableThatChangesMeanwhileIsExplainedByWhatMayHaveBeenThere() {
        start("count");
        write(0, 3);
        pipeline.write(0, null, null);
        write(3, 5);
        pipeline.scan(3, 6, rows(0, 2, "oslo"));
        assertThat(status()).isEqualTo("COUNT_VERIFIED");
        pipeline.scan(3, 6, rows(0, 5, "oslo"));
        assertThat(status()).isEqualTo("COUNT_VERIFIED");
        pipeline.scan(3, 6, rows(0, 6, "oslo"));
        assertThat(status()).isEqualTo("DIVERGENT");
        pipeline.scan(6, rows(1, 5, "oslo"));
        assertThat(status()).isEqualTo("COUNT_VERIFIED");
    }

    @Test
    void aToleranceIsForThatManyRows() {
        start("count:1");
        write(0, 3);
        pipeline.scan(3, rows(0, 2, "oslo"));
        assertThat(status()).isEqualTo("COUNT_VERIFIED");
        pipeline.scan(3, rows(0, 1, "oslo"));
        assertThat(status()).isEqualTo("DIVERGENT");
    }

    @Test
    void aSampleIsJudgedRowByRowAndSaysThatItIsOne() {
        start("sample:0.5");
        write(0, 100);
        pipeline.scan(100, rows(0, 100, "oslo"));
        assertThat(status()).isEqualTo("SAMPLE_VERIFIED");
        JsonNode summary = pipeline.summaryNow();
        int judged = summary.get("verified").asInt();
        assertThat(judged).isBetween(30, 70);
        assertThat(summary.get("notCovered").asInt()).isEqualTo(100 - judged);
        assertThat(pipeline.certificates()).isEmpty();

        pipeline.scan(100, rows(0, 100, "rome"));
        assertThat(status()).isEqualTo("DIVERGENT");
        assertThat(pipeline.verdicts()).hasSize(judged);

        pipeline.scan(100);
        pipeline.readAll();
        assertThat(pipeline.summary().at("/divergentByKind/MISSING").asInt()).isEqualTo(judged);
    }

    @Test
    void rowsThatNobodySentAreFoundInTheSample() {
        start("sample:0.5");
        pipeline.scan(0, rows(0, 100, "oslo"));
        pipeline.readAll();
        assertThat(pipeline.summary().at("/divergentByKind/UNEXPECTED").asInt()).isBetween(30, 70);
    }
}
