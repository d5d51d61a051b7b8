/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.validator.chain.TestTransforms;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.transforms.Filter;
import org.apache.kafka.connect.transforms.MaskField;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.predicates.HasHeaderKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink shapes rows, and the target is held against what it makes of them. */
class ChainTopologyTest {
    private static final String TOPIC = ExactPipeline.TOPIC;

    @TempDir
    private Path stateDirectory;

    private ExactPipeline pipeline;

    private void start(String... chain) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "source.key.converter.schemas.enable", "false", "source.value.converter.schemas.enable", "false"));
        for (int i = 0; i < chain.length; i += 2) {
            settings.put(chain[i], chain[i + 1]);
        }
        pipeline = new ExactPipeline(stateDirectory, settings);
    }

    private static final String[] RENAME_AND_UPPER = {
        "transforms", "rename,upper",
        "transforms.rename.type", ReplaceField.Value.class.getName(),
        "transforms.rename.renames", "name:full_name",
        "transforms.upper.type", TestTransforms.Upper.class.getName(),
        "transforms.upper.field", "full_name"
    };

    private static final String[] ONLY_MARKED = {
        "transforms", "drop",
        "transforms.drop.type", Filter.class.getName(),
        "transforms.drop.predicate", "marked",
        "transforms.drop.negate", "true",
        "predicates", "marked",
        "predicates.marked.type", HasHeaderKey.class.getName(),
        "predicates.marked.name", "keep"
    };

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private static Map<String, Object> row(int id, String nameField, String name, String town) {
        return Map.of("id", id, nameField, name, "town", town);
    }

    private static Headers keep() {
        return new RecordHeaders().add("keep", "yes".getBytes(StandardCharsets.UTF_8));
    }

    private void write(int id, String name, String town) {
        pipeline.writeJson(TOPIC, id, row(id, "name", name, town), new RecordHeaders());
    }

    private Row held(int id, String nameField, String name, String town) {
        return pipeline.seenRow(id, row(id, nameField, name, town));
    }

    private List<String> lines() {
        pipeline.readAll();
        return pipeline.verdicts().stream()
                .map(line -> line.get("key") + " " + line.get("verdict").asText() + " "
                        + line.get("kind").asText() + " " + line.get("reason").asText())
                .toList();
    }

    private String status(String table) {
        return pipeline.summaryOf(table).get("status").asText();
    }

    @Test
    void aTargetThatHoldsTheShapedRowsIsVerified() {
        start(RENAME_AND_UPPER);
        write(1, "ann", "oslo");
        pipeline.writeJson(TOPIC, 2, null, new RecordHeaders());
        pipeline.scan(2, held(1, "full_name", "ANN", "oslo"));
        assertThat(lines()).isEmpty();
        assertThat(status(ExactPipeline.TABLE)).isEqualTo("VERIFIED");

        pipeline.scan(2, held(1, "full_name", "ann", "oslo"));
        assertThat(lines()).containsExactly("[1] DIVERGENT DIFFERENT null");
    }

    /** It fails as soon as the chain is not run. */
    @Test
    void withoutTheChainTheSameTargetIsDivergent() {
        start();
        write(1, "ann", "oslo");
        pipeline.scan(1, held(1, "full_name", "ANN", "oslo"));
        assertThat(lines()).containsExactly("[1] DIVERGENT DIFFERENT null");
    }

    @Test
    void aRecordThatTheSinkFiltersSaysNothing() {
        start(ONLY_MARKED);
        pipeline.writeJson(TOPIC, 1, row(1, "name", "ann", "oslo"), keep());
        write(1, "ann", "rome");
        write(2, "bob", "rome");
        pipeline.scan(3, held(1, "name", "ann", "oslo"));
        assertThat(lines()).isEmpty();
        JsonNode summary = pipeline.summaryOf(ExactPipeline.TABLE);
        assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
        assertThat(summary.at("/source/rows").asInt()).isEqualTo(1);

        pipeline.scan(3, held(1, "name", "ann", "rome"), held(2, "name", "bob", "rome"));
        assertThat(lines()).containsExactly("[1] DIVERGENT DIFFERENT null", "[2] DIVERGENT UNEXPECTED null");
    }

    /** S: the version that passed was compacted away for the one that does not, so nobody knows what the target holds. */
    @Test
    void whereCompactionLeftOnlyTheFilteredVersionItsRowIsUnknownAndNotUnexpected() {
        Map<String, String> settings = new HashMap<>(Map.of(
                ExactPipeline.COMPACTED,
                "",
                "source.key.converter.schemas.enable",
                "false",
                "source.value.converter.schemas.enable",
                "false"));
        for (int i = 0; i < ONLY_MARKED.length; i += 2) {
            settings.put(ONLY_MARKED[i], ONLY_MARKED[i + 1]);
        }
        pipeline = new ExactPipeline(stateDirectory, settings);
        // Offsets run over all topics, so a record elsewhere is a gap here.
        pipeline.writeJson("source.public.other", 9, row(9, "name", "eve", "bonn"), keep());
        write(1, "ann", "rome");
        write(2, "bob", "rome");
        pipeline.writeJson(TOPIC, 3, row(3, "name", "cid", "rome"), keep());
        pipeline.readAll();
        pipeline.scan(pipeline.written(), held(1, "name", "ann", "oslo"), held(3, "name", "cid", "rome"));
        assertThat(lines()).containsExactly("[1] UNKNOWN null partial-baseline");
        pipeline.scan(pipeline.written(), held(3, "name", "cid", "rome"));
        assertThat(lines()).containsExactly("[1] VERIFIED null partial-baseline");
    }

    @Test
    void aRowThatATransformRefusesIsUnknownUntilOnePasses() {
        start(
                "transforms",
                "towns,upper",
                "transforms.towns.type",
                TestTransforms.KnownTowns.class.getName(),
                "transforms.upper.type",
                TestTransforms.Upper.class.getName(),
                "transforms.upper.field",
                "name");
        write(1, "ann", "oslo");
        write(1, "ann", "nowhere");
        write(2, "bob", "nowhere");
        pipeline.scan(3, held(1, "name", "ANN", "oslo"));
        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "[1] UNKNOWN null source-refused-by-transform", "[2] UNKNOWN null source-refused-by-transform");
        assertThat(status(ExactPipeline.TABLE)).isEqualTo("UNKNOWN");

        write(1, "ann", "rome");
        pipeline.writeJson(TOPIC, 2, null, new RecordHeaders());
        pipeline.scan(5, held(1, "name", "ANN", "rome"));
        assertThat(lines()).allSatisfy(line -> assertThat(line).contains(" VERIFIED "));
        assertThat(status(ExactPipeline.TABLE)).isEqualTo("VERIFIED");
    }

    @Test
    void aDigestOfTheSourceIsOfAnotherRowAndNotTrusted() {
        start(RENAME_AND_UPPER);
        pipeline.writeJson(TOPIC, 1, row(1, "name", "ann", "oslo"), pipeline.headers(1, "ann", "oslo"));
        pipeline.scan(1, held(1, "full_name", "ANN", "oslo"));
        assertThat(lines()).isEmpty();
        assertThat(status(ExactPipeline.TABLE)).isEqualTo("VERIFIED");
    }

    /** The observer's digests are made with another algorithm, and the reason names that of the chain's. */
    @Test
    void aDigestThatTheChainStampsCounts() {
        start("transforms", "stamp", "transforms.stamp.type", TestTransforms.Stamp.class.getName());
        write(1, "ann", "oslo");
        pipeline.scan(1, held(1, "name", "ann", "oslo"));
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("[1] UNKNOWN null contract-mismatch: source hmac-sha-256/");
    }

    @Test
    void aTransformStandsUnderItsPredicate() {
        start(
                "transforms", "upper",
                "transforms.upper.type", TestTransforms.Upper.class.getName(),
                "transforms.upper.field", "name",
                "transforms.upper.predicate", "marked",
                "predicates", "marked",
                "predicates.marked.type", "HasHeaderKey",
                "predicates.marked.name", "keep");
        pipeline.writeJson(TOPIC, 1, row(1, "name", "ann", "oslo"), keep());
        write(2, "bob", "rome");
        pipeline.scan(2, held(1, "name", "ANN", "oslo"), held(2, "name", "bob", "rome"));
        assertThat(lines()).isEmpty();
        assertThat(status(ExactPipeline.TABLE)).isEqualTo("VERIFIED");
    }

    @Test
    void theTopicThatTheChainGivesNamesTheTable() {
        start(
                "transforms", "route",
                "transforms.route.type", RegexRouter.class.getName(),
                "transforms.route.regex", "source\\.public\\.(.*)",
                "transforms.route.replacement", "sales_$1");
        write(1, "ann", "oslo");
        pipeline.scan(1, held(1, "name", "ann", "oslo"));
        assertThat(lines()).isEmpty();
        assertThat(status("sales_orders")).isEqualTo("VERIFIED");
    }

    @Test
    void aRowThatIsRoutedByWhatIsInItIsUnknown() {
        start("transforms", "route", "transforms.route.type", TestTransforms.RouteByTown.class.getName());
        write(1, "ann", "oslo");
        pipeline.scan(1, held(1, "name", "ann", "oslo"));
        assertThat(lines()).containsExactly("[1] UNKNOWN null source-routed-elsewhere");
    }

    @Test
    void aDeadLetterIsKnownByTheKeyBehindTheChain() {
        start(
                "dead.letter.topics", "letters",
                "transforms", "key",
                "transforms.key.type", "org.apache.kafka.connect.transforms.ValueToKey",
                "transforms.key.fields", "town");
        write(1, "ann", "oslo");
        Headers letter = new RecordHeaders();
        Map.of("topic", TOPIC, "partition", "0", "offset", "0")
                .forEach((name, value) ->
                        letter.add("__connect.errors." + name, value.getBytes(StandardCharsets.UTF_8)));
        pipeline.send(
                "letters",
                "1".getBytes(StandardCharsets.UTF_8),
                "{\"id\":1,\"name\":\"ann\",\"town\":\"oslo\"}".getBytes(StandardCharsets.UTF_8),
                letter);
        pipeline.scan(1);
        pipeline.readAll();
        List<JsonNode> lines = pipeline.verdicts();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).get("key")).hasToString("[\"oslo\"]");
        assertThat(lines.get(0).get("cause").asText()).isEqualTo("dead-lettered");
    }

    /** It is what the target holds, not what it was sent. */
    @Test
    void whatIsCapturedFromTheTargetIsNotShaped() {
        start();
        Map<String, String> mask = Map.of(
                "transforms", "mask",
                "transforms.mask.type", MaskField.Value.class.getName(),
                "transforms.mask.fields", "name",
                "transforms.mask.replacement", "hidden");
        try (Pipeline captured = new Pipeline(stateDirectory.resolve("captured"), mask)) {
            captured.upsert("source.public.orders", 1, "ann");
            captured.upsert("target.public.orders", 1, "ann");
            captured.round();
            assertThat(captured.verdicts())
                    .extracting(line -> line.get("kind").asText())
                    .containsExactly("DIFFERENT");
            captured.upsert("target.public.orders", 1, "hidden");
            assertThat(captured.verdicts())
                    .extracting(line -> line.get("verdict").asText())
                    .containsExactly("VERIFIED");
        }
    }

    @Test
    void columnsAreAddedUpAsTheTargetHasThem() {
        start(
                "aggregates", "public.orders(amount)",
                "transforms", "rename",
                "transforms.rename.type", ReplaceField.Value.class.getName(),
                "transforms.rename.renames", "total:amount");
        pipeline.writeJson(TOPIC, 1, Map.of("id", 1, "total", 7), new RecordHeaders());
        Aggregate seen = Aggregate.none("amount").with(Optional.of(BigDecimal.valueOf(7)));
        pipeline.scan(Bounds.exactly(List.of(1L)), List.of(seen), pipeline.seenRow(1, Map.of("id", 1, "amount", 7)));
        pipeline.readAll();
        JsonNode summary = pipeline.summaryOf(ExactPipeline.TABLE);
        assertThat(summary.at("/aggregates/0/ok").toString()).isEqualTo("true");
        assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
    }

    @Test
    void aValueThatNoConverterReadsDoesNotComeToTheChain() {
        start(RENAME_AND_UPPER);
        pipeline.writeBytes(TOPIC, 1, "{".getBytes(StandardCharsets.UTF_8), new RecordHeaders());
        pipeline.scan(1);
        assertThat(lines()).containsExactly("[1] UNKNOWN null source-undecodable");
    }

    @Test
    void transformsAreClosedWithTheValidator() {
        int before = TestTransforms.OPEN.get();
        start(RENAME_AND_UPPER);
        write(1, "ann", "oslo");
        int used = TestTransforms.OPEN.get();
        pipeline.close();
        assertThat(TestTransforms.OPEN.get()).isLessThan(used).isEqualTo(before);
        start();
    }
}
