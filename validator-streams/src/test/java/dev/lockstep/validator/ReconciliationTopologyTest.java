/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.validator.report.RoundStage;
import dev.lockstep.validator.report.RoundStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationTopologyTest {
    private static final String SOURCE = "source.public.orders";
    private static final String TARGET = "target.public.orders";
    private static final String TABLE = "public.orders";

    @TempDir
    private Path stateDirectory;

    private Pipeline pipeline;

    @BeforeEach
    void start() {
        pipeline = new Pipeline(stateDirectory);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void isTheTopologyOfTheGoldenFile() throws IOException {
        ValidatorConfig config = new ValidatorConfig(Pipeline.settings(stateDirectory));
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("/topology.txt"))) {
            assertThat(described(config)).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The stores of a processor are a set, and are described in any order. */
    private static String described(ValidatorConfig config) {
        return Pattern.compile("stores: \\[([^]]*)]")
                .matcher(ReconciliationTopology.build(config).describe().toString())
                .replaceAll(stores -> "stores: ["
                        + Stream.of(stores.group(1).split(", ")).sorted().collect(Collectors.joining(", ")) + "]");
    }

    @Test
    void verifiesEqualRowsWhateverTheirShape() {
        pipeline.envelope(SOURCE, 1, "c", null, "ann");
        pipeline.upsert(TARGET, 1, "ann");
        JsonNode summary = pipeline.summary(TABLE).orElseThrow();
        assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
        assertThat(summary.get("verified").asInt()).isEqualTo(1);
        assertThat(summary.at("/source/fingerprint")).isEqualTo(summary.at("/target/fingerprint"));
        assertThat(summary.at("/source/rows").asInt()).isEqualTo(1);
        assertThat(summary.at("/source/verifiedUpTo/source.public.orders/0").asLong())
                .isZero();
        assertThat(summary.get("mode").asText()).isEqualTo("settle");
        assertThat(summary.get("confidence").asText()).isEqualTo("conditional");
    }

    @Test
    void givesEachHarmItsVerdictAndEndsItWhenItIsRepaired() {
        for (int id = 1; id <= 4; id++) {
            pipeline.upsert(SOURCE, id, "old");
            pipeline.upsert(TARGET, id, "old");
            pipeline.upsert(SOURCE, id, "new");
            pipeline.upsert(TARGET, id, "new");
        }
        pipeline.tombstone(SOURCE, 4);
        pipeline.tombstone(TARGET, 4);
        pipeline.upsert(TARGET, 1, "harmed");
        pipeline.tombstone(TARGET, 2);
        pipeline.upsert(TARGET, 3, "old");
        pipeline.upsert(TARGET, 4, "new");
        pipeline.upsert(TARGET, 9, "extra");
        assertThat(pipeline.verdicts()).isEmpty();
        pipeline.round();
        assertThat(pipeline.verdicts())
                .extracting(line -> line.get("key")
                        + line.get("verdict").asText()
                        + line.get("kind").asText())
                .containsExactlyInAnyOrder(
                        "[1]DIVERGENTDIFFERENT",
                        "[2]DIVERGENTMISSING",
                        "[3]DIVERGENTSTALE",
                        "[4]DIVERGENTRESURRECTED",
                        "[9]DIVERGENTUNEXPECTED");
        JsonNode summary = pipeline.summary(TABLE).orElseThrow();
        assertThat(summary.get("status").asText()).isEqualTo("DIVERGENT");
        assertThat(summary.get("divergent").asInt()).isEqualTo(5);
        assertThat(summary.at("/divergentByKind/STALE").asInt()).isEqualTo(1);

        pipeline.upsert(TARGET, 1, "new");
        List<JsonNode> resolved = pipeline.verdicts();
        assertThat(resolved).hasSize(1);
        assertThat(resolved.get(0).get("verdict").asText()).isEqualTo("VERIFIED");
        assertThat(resolved.get(0).get("kind").asText()).isEqualTo("DIFFERENT");
        assertThat(resolved.get(0).get("resolved").asText()).isEqualTo("2026-11-20T10:00:00.000Z");
        assertThat(resolved.get(0).get("firstSeen").asText()).isEqualTo("2026-11-20T10:00:01.000Z");
    }

    @Test
    void treatsADeleteAndItsTombstoneAsOneAbsence() {
        pipeline.envelope(SOURCE, 1, "c", null, "ann");
        pipeline.upsert(TARGET, 1, "ann");
        pipeline.envelope(SOURCE, 1, "d", "ann", null);
        pipeline.tombstone(SOURCE, 1);
        pipeline.tombstone(TARGET, 1);
        pipeline.round();
        assertThat(pipeline.verdicts()).isEmpty();
        JsonNode summary = pipeline.summary(TABLE).orElseThrow();
        assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
        assertThat(summary.get("empty").asBoolean()).isTrue();
    }

    @Test
    void comparesARecordWithHeaderToOneWithout() {
        RecordDigester digester = new RecordDigester();
        pipeline.upsert(TARGET, 7, "ann");
        Map<String, Object> row = Map.of("id", 7, "name", "ann");
        RecordDigester.RowVersion version = digester.digest(Schema.INT32_SCHEMA, 7, null, row);
        String header = new DigestHeader(
                        digester.algorithm(), digester.policy(), Optional.of(version.key()), version.content())
                .format();
        pipeline.header(SOURCE, header);
        assertThat(pipeline.summary(TABLE).orElseThrow().get("status").asText()).isEqualTo("VERIFIED");
        pipeline.header(SOURCE, "\"" + header + "\"");
        pipeline.header(SOURCE, "{\"schema\":{\"type\":\"string\"},\"payload\":\"" + header + "\"}");
        JsonNode summary = pipeline.summary(TABLE).orElseThrow();
        assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
        assertThat(summary.at("/source/verifiedUpTo/source.public.orders/0").asLong())
                .isEqualTo(2);
    }

    @Test
    void neverLetsARecordDisappear() {
        byte[] noise = "}".getBytes(StandardCharsets.UTF_8);
        pipeline.raw(SOURCE, noise, noise, new RecordHeaders());
        pipeline.raw(SOURCE, null, null, new RecordHeaders());
        pipeline.truncate(SOURCE);
        pipeline.header(SOURCE, "v9;nonsense");
        JsonNode summary = pipeline.summary(TABLE).orElseThrow();
        assertThat(summary.get("status").asText()).isEqualTo("UNKNOWN");
        assertThat(summary.get("tainted").asInt()).isEqualTo(4);
        assertThat(summary.at("/taintedAt/0/topic").asText()).isEqualTo(SOURCE);
        assertThat(summary.at("/taintedAt/0/firstOffset").asInt()).isZero();
        assertThat(summary.at("/taintedAt/0/lastOffset").asInt()).isEqualTo(3);
        assertThat(pipeline.verdicts()).hasSize(4).allSatisfy(line -> {
            assertThat(line.get("verdict").asText()).isEqualTo("UNKNOWN");
            assertThat(line.get("reason").asText()).isEqualTo("undecodable");
        });
    }

    @Test
    void holdsOnlyTheRowWhoseValueCannotBeRead() {
        pipeline.upsert(SOURCE, 1, "ann");
        pipeline.upsert(TARGET, 1, "ann");
        byte[] key = "{\"schema\":{\"type\":\"int32\"},\"payload\":2}".getBytes(StandardCharsets.UTF_8);
        pipeline.raw(SOURCE, key, "}".getBytes(StandardCharsets.UTF_8), new RecordHeaders());
        pipeline.round();
        List<JsonNode> lines = pipeline.verdicts();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).get("verdict").asText()).isEqualTo("UNKNOWN");
        assertThat(lines.get(0).get("reason").asText()).isEqualTo("source-undecodable");
        JsonNode summary = pipeline.summary(TABLE).orElseThrow();
        assertThat(summary.get("status").asText()).isEqualTo("UNKNOWN");
        assertThat(summary.get("verified").asInt()).isEqualTo(1);
    }

    @Test
    void givesIdenticalLinesWhenEverythingIsReadAgain() {
        List<String> first = someHistory(pipeline);
        try (Pipeline again = new Pipeline(stateDirectory.resolve("again"))) {
            assertThat(someHistory(again)).isEqualTo(first).isNotEmpty();
        }
    }

    private static List<String> someHistory(Pipeline pipeline) {
        Random random = new Random(42);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int id = random.nextInt(20);
            String name = "n" + random.nextInt(3);
            pipeline.upsert(SOURCE, id, name);
            if (random.nextInt(3) > 0) {
                pipeline.upsert(TARGET, id, name);
            }
            if (i % 50 == 49) {
                pipeline.round();
            }
        }
        lines.addAll(pipeline.lines());
        return lines;
    }

    @Test
    void saysWhatPendingRowsWaitForAndWhereARoundStalls() {
        pipeline.upsert(SOURCE, 1, "ann");
        long since = Pipeline.START.toEpochMilli();
        pipeline.rounds(new RoundStatus(
                since, since, since + 1, RoundStage.MOVER, since + 2, "the mover's group g", true, 3, "no heartbeat"));
        JsonNode summary = pipeline.summary(TABLE).orElseThrow();
        assertThat(summary.get("status").asText()).isEqualTo("PENDING");
        assertThat(summary.get("pending").asInt()).isEqualTo(1);
        assertThat(summary.at("/oldestPending/topic").asText()).isEqualTo(SOURCE);
        assertThat(summary.at("/oldestPending/since").asText()).isEqualTo("2026-11-20T10:00:00.000Z");
        assertThat(summary.at("/round/stage").asText()).isEqualTo("MOVER");
        assertThat(summary.at("/round/alarm").asText()).isEqualTo("ROUND_STALLED");
        assertThat(summary.at("/round/voided").asInt()).isEqualTo(3);
    }

    @Test
    void repeatsASummaryThatDoesNotChange() {
        pipeline.upsert(SOURCE, 1, "ann");
        assertThat(pipeline.summary(TABLE)).isPresent();
        Optional<JsonNode> repeated = Optional.empty();
        for (int seconds = 0; seconds < 12 && repeated.isEmpty(); seconds += 4) {
            repeated = pipeline.summary(TABLE);
        }
        assertThat(repeated).isPresent();
    }
}
