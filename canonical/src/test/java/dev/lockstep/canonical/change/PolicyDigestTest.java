/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.change.RecordDigester.Settings;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.digest.HmacSha256;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.value.Placeholder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class PolicyDigestTest {
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("code", Schema.OPTIONAL_STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("score", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .build();
    private static final List<String> COLUMNS = List.of("id", "code", "note", "score");

    @Test
    void rowsEqualByPolicyAndNotStrictlyAreMasked() {
        RecordDigester digester = digester("table *\n code: rtrim");

        RowVersion padded = digest(digester, row("a  ", "n", 1.0));
        RowVersion trimmed = digest(digester, row("a", "n", 1.0));

        assertThat(padded.content()).isEqualTo(trimmed.content());
        assertThat(padded.evidence().strict()).isNotEqualTo(trimmed.evidence().strict());
        assertThat(trimmed.evidence().strict().map(Content.Present::new)).hasValue((Content.Present)
                digest(new RecordDigester(), row("a", "n", 1.0)).content());
    }

    @Test
    void ignoredColumnMayHaveATypeThatCannotBeEncoded() {
        Schema strange = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field(
                        "code",
                        SchemaBuilder.string().name("io.debezium.data.Mystery").build())
                .build();
        RecordDigester digester = digester("table *\n code: ignore");

        assertThat(digest(digester, new Struct(strange).put("id", 1L).put("code", "x"))
                        .content())
                .isEqualTo(digester.digest(null, 1L, null, Map.of("id", 1L)).content());
    }

    @Test
    void emptyTextThatIsNullAddsNothing() {
        RecordDigester digester = digester("table *\n code: empty-is-null");

        assertThat(digest(digester, row("", "n", 1.0)).content())
                .isEqualTo(digest(digester, row(null, "n", 1.0)).content());
    }

    @Test
    void zeroDateThatIsNullAddsNothingAndIsMasked() {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field(
                        "day",
                        SchemaBuilder.string()
                                .name("io.debezium.time.IsoDate")
                                .optional()
                                .build())
                .build();
        Struct zero = new Struct(schema).put("id", 1L).put("day", "0000-00-00");
        Struct nothing = new Struct(schema).put("id", 1L);
        RecordDigester digester = digester("table *\n day: zero-date(null)");

        assertThat(digest(digester, zero).content())
                .isEqualTo(digest(digester, nothing).content());
        assertThat(digest(digester, zero).evidence().strict())
                .isNotEqualTo(digest(digester, nothing).evidence().strict());
        assertThatThrownBy(() -> digest(new RecordDigester(), zero)).isInstanceOf(UnencodableValueException.class);
    }

    @Test
    void locatorNamesTheColumnThatDiffersUnderThePolicy() {
        RecordDigester digester = digester("table *\n code: rtrim");
        Locator before = locator(digester, row("a", "n", 1.0));

        assertThat(before.difference(locator(digester, row("a ", "changed", 1.0)), COLUMNS)
                        .columns())
                .containsExactly("note");
        assertThat(before.difference(locator(digester, row("b", "n", null)), COLUMNS)
                        .columns())
                .containsExactlyInAnyOrder("code", "score");
        assertThat(before.difference(locator(digester, row("b", null, null)), COLUMNS)
                        .more())
                .isTrue();
    }

    @Test
    void tolerantColumnIsComparedBesideTheDigest() {
        RecordDigester digester = digester("table *\n score: tolerance(6)");
        RowVersion row = digest(digester, row("a", "n", 1.0));
        RowVersion near = digest(digester, row("a", "n", Math.nextUp(1.0)));
        RowVersion far = digest(digester, row("a", "n", 1.1));
        RowVersion nothing = digest(digester, row("a", "n", null));

        assertThat(List.of(near.content(), far.content(), nothing.content())).containsOnly(row.content());
        assertThat(match(row, near)).isTrue();
        assertThat(match(row, far)).isFalse();
        assertThat(match(row, nothing)).isFalse();
    }

    @Test
    void stickyColumnIsPutBackWhenAnEventDoesNotCarryIt() {
        RecordDigester digester = digester("table *\n code: rtrim");
        Struct whole = row("a ", "a long note", 1.0);
        RowVersion partial = digest(digester, row("a ", Placeholder.DEFAULT_TEXT, 1.0));

        Map<String, ColumnDigest> kept = digester.columnDigests(ROW, whole, Set.of("note", "absent"));
        PartialRow.Completed completed =
                partial.partial().orElseThrow().complete(kept).orElseThrow();

        assertThat(partial.content()).isEqualTo(new Content.Unknown(RecordDigester.UNAVAILABLE_COLUMN));
        assertThat(partial.partial().orElseThrow().missing()).containsExactly("note");
        assertThat(partial.partial().orElseThrow().complete(Map.of())).isEmpty();
        assertThat(completed.content()).isEqualTo(digest(digester, whole).content());
        assertThat(completed.evidence()).isEqualTo(digest(digester, whole).evidence());
    }

    @Test
    void ruleOfAKeyColumnIsAppliedToTheKey() {
        Schema key = SchemaBuilder.struct().field("code", Schema.STRING_SCHEMA).build();
        RecordDigester digester = digester("table *\n code: rtrim");

        assertThat(digester.digest(key, new Struct(key).put("code", "a  "), null, null)
                        .key())
                .isEqualTo(new RecordDigester()
                        .digest(key, new Struct(key).put("code", "a"), null, null)
                        .key());
    }

    @Test
    void keyedDigestsHavePolicyIdOfTheirKey() {
        DigestAlgorithm keyed = new HmacSha256(new byte[32], "2026-11");
        RecordDigester digester =
                new RecordDigester(new Settings(Policy.EXACT.forTable("t", keyed), keyed, Placeholder.DEFAULT, false));

        assertThat(digester.algorithm()).isEqualTo("hmac-sha-256");
        assertThat(digester.policy()).isEqualTo(Policy.EXACT.id(keyed)).isNotEqualTo("exact");
        assertThat(digest(digester, row("a", "n", 1.0)).content())
                .isNotEqualTo(digest(new RecordDigester(), row("a", "n", 1.0)).content());
    }

    @Test
    void oneDigesterServesManyThreadsAtOnce() {
        RecordDigester digester = digester("table *\n code: rtrim");
        List<RowVersion> alone = IntStream.range(0, 2_000)
                .mapToObj(i -> digest(digester, row("code " + i, "n", (double) i)))
                .toList();

        List<RowVersion> together = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> digest(digester, row("code " + i, "n", (double) i)))
                .toList();

        assertThat(together).isEqualTo(alone);
    }

    @Test
    void digesterGoesOnAfterAValueThatCannotBeEncoded() {
        RecordDigester digester = new RecordDigester();
        Content before = digest(digester, row("a", "n", 1.0)).content();

        assertThatThrownBy(() -> digest(digester, row("a", "half \uD800 pair", 1.0)))
                .isInstanceOf(UnencodableValueException.class);

        assertThat(digest(digester, row("a", "n", 1.0)).content()).isEqualTo(before);
    }

    @Test
    void nothingTravelsBesideTheDigestUnlessItIsAskedFor() {
        assertThat(digest(new RecordDigester(), row("a", "n", 1.0)).evidence()).isEqualTo(Evidence.NONE);
    }

    private static boolean match(RowVersion a, RowVersion b) {
        return GridDigest.match(a.evidence().tolerant(), b.evidence().tolerant());
    }

    private static Locator locator(RecordDigester digester, Struct row) {
        return digest(digester, row).evidence().locator().orElseThrow();
    }

    private static RowVersion digest(RecordDigester digester, Struct row) {
        return digester.digest(null, 1L, row.schema(), row);
    }

    private static RecordDigester digester(String policy) {
        DigestAlgorithm algorithm = DigestAlgorithm.XXH3_128;
        return new RecordDigester(
                new Settings(Policy.parse(policy).forTable("t", algorithm), algorithm, Placeholder.DEFAULT, true));
    }

    private static Struct row(String code, String note, Double score) {
        return new Struct(ROW).put("id", 1L).put("code", code).put("note", note).put("score", score);
    }
}
