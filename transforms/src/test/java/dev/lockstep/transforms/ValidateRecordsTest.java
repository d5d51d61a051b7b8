/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.canonical.quality.Quality.Tally;
import dev.lockstep.transforms.row.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateRecordsTest {
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT32_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .field("age", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    private static final String RULES = "email: required format(email); age: range(0,150)";

    private final ValidateRecords<SinkRecord> transform = new ValidateRecords<>();

    @AfterEach
    void close() {
        transform.close();
    }

    @Test
    void goodRowGoesOnWithItsTallies() {
        configure(Map.of());
        SinkRecord record = record(ROW, row("ada@lovelace.org", 36));

        SinkRecord out = transform.apply(record);

        assertThat(out.value()).isSameAs(record.value());
        assertThat(quality(out))
                .isEqualTo(new Quality(
                        Map.of(
                                Dimension.COMPLETENESS, new Tally(1, 1),
                                Dimension.ACCURACY, new Tally(2, 2),
                                Dimension.CONSISTENCY, new Tally(0, 0)),
                        List.of()));
        assertThat(record.headers()).isEmpty();
    }

    @Test
    void badRowIsAnErrorThatSaysWhereAndWhatAndEndsWithTheCount() {
        configure(Map.of());

        assertThatThrownBy(() -> transform.apply(record(ROW, row("ada(at)lovelace", 1815))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("topic shop.users partition 0 offset 5")
                .hasMessageContaining("2 rule(s)")
                .hasMessageContaining("email (email.format): expected format(email)")
                .hasMessageContaining("age (age.range): expected range(0,150)")
                .hasMessageNotContaining("lovelace")
                .hasMessageNotContaining("1815")
                .satisfies(error -> {
                    Quality found = Quality.find(error.getMessage()).orElseThrow();
                    assertThat(error.getMessage()).endsWith(found.inMessage());
                    assertThat(found.violated()).containsExactly("email.format", "age.range");
                    assertThat(found.tallies()).containsEntry(Dimension.ACCURACY, new Tally(0, 2));
                });
    }

    @Test
    void badRowIsDroppedOrTaggedWhereThatIsAskedFor() {
        configure(Map.of("on.violation", "drop"));
        assertThat(transform.apply(record(ROW, row(null, 36)))).isNull();

        configure(Map.of("on.violation", "tag"));
        assertThat(quality(transform.apply(record(ROW, row(null, 36)))).violated())
                .containsExactly("email.required");
    }

    @Test
    void headerIsLeftOutOnRequestButNotFromARowThatIsTagged() {
        configure(Map.of("on.violation", "tag", "header", "false"));
        SinkRecord good = record(ROW, row("ada@lovelace.org", 36));

        assertThat(transform.apply(good)).isSameAs(good);
        assertThat(quality(transform.apply(record(ROW, row("", 36)))).violated())
                .containsExactly("email.format");
    }

    @Test
    void headerOfAnEarlierCheckIsReplaced() {
        configure(Map.of());
        SinkRecord record = record(ROW, row("ada@lovelace.org", 36));
        record.headers().addString(Quality.HEADER, "old").addString("other", "kept");

        SinkRecord out = transform.apply(record);

        assertThat(out.headers()).hasSize(2);
        assertThat(out.headers().lastWithName("other").value()).isEqualTo("kept");
        assertThat(quality(out).violated()).isEmpty();
        assertThat(record.headers().lastWithName(Quality.HEADER).value()).isEqualTo("old");
    }

    @Test
    void onlyHowTheRowIsNowIsChecked() {
        configure(Map.of("on.violation", "tag"));
        Schema schema = Rows.envelope(ROW);
        Struct update = new Struct(schema)
                .put("before", row("none", -1))
                .put("after", row("ada@lovelace.org", 36))
                .put("op", "u");
        Struct delete = new Struct(schema).put("before", row("none", -1)).put("op", "d");

        assertThat(quality(transform.apply(record(schema, update))).violated()).isEmpty();
        for (SinkRecord passed : List.of(record(schema, delete), record(null, null))) {
            assertThat(transform.apply(passed)).isSameAs(passed);
        }
        Map<String, Object> live = new HashMap<>();
        live.put("before", null);
        live.put("after", Map.of("id", 1L, "email", "x", "age", 7L));
        live.put("source", Map.of());
        live.put("op", "c");
        assertThat(quality(transform.apply(record(null, live))).violated()).containsExactly("email.format");
    }

    @Test
    void flattenedDeletePasses() {
        configure(Map.of());
        SinkRecord delete = record(null, Map.of("__deleted", "true", "email", "x", "age", -1L));

        assertThat(transform.apply(delete)).isSameAs(delete);
    }

    @Test
    void topicWithoutRulesGoesByAsItIs() {
        configure(Map.of("rules", "topic other\nemail: required"));
        SinkRecord record = record(ROW, row(null, -1));

        assertThat(transform.apply(record)).isSameAs(record);
    }

    @Test
    void valueThatChangeCaptureLeftOutPasses() {
        configure(Map.of("rules", "email: required format(email) length(,5) matches('x')"));

        assertThat(quality(transform.apply(record(ROW, row("__debezium_unavailable_value", 1))))
                        .violated())
                .isEmpty();
    }

    @Test
    void missingFieldIsAnErrorOrLeftOutOfTheCount() {
        configure(Map.of("rules", "emal: required; age: range(0,)"));
        assertThatThrownBy(() -> transform.apply(record(ROW, row("x", 1)))).hasMessageContaining("Did you mean email?");

        configure(
                Map.of("rules", "emal: required; age: range(0,)", "on.missing.field", "skip", "on.violation", "drop"));
        assertThat(quality(transform.apply(record(ROW, row("x", 1)))).tallies())
                .containsEntry(Dimension.COMPLETENESS, new Tally(0, 0))
                .containsEntry(Dimension.ACCURACY, new Tally(1, 1));
    }

    @Test
    void withoutSchemaAFieldThatIsNotThereViolatesRequired() {
        configure(Map.of("on.violation", "tag", "rules", "email: required"));
        assertThat(quality(transform.apply(record(null, Map.of("id", 1L)))).violated())
                .containsExactly("email.required");

        configure(Map.of("rules", "email: format(email)"));
        assertThatThrownBy(() -> transform.apply(record(null, Map.of("id", 1L))))
                .hasMessageContaining("email is not there");
    }

    @Test
    void ruleThatMakesNoSenseForAColumnIsAnErrorInEveryMode() {
        configure(Map.of("on.violation", "drop", "rules", "email: range(0,5)"));

        assertThatThrownBy(() -> transform.apply(record(ROW, row("x", 1))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("topic shop.users")
                .hasMessageContaining("Field email: range is for numbers");
    }

    @Test
    void fieldsHaveToFitEachOther() {
        configure(Map.of("rules", "check adult: age >= 18; check order: id < age", "on.violation", "tag"));

        Quality bad = quality(transform.apply(record(ROW, row("x", 17))));
        assertThat(bad.violated()).containsExactly("adult");
        assertThat(bad.tallies()).containsEntry(Dimension.CONSISTENCY, new Tally(1, 2));
        assertThat(quality(transform.apply(record(null, Map.of("id", 20L, "age", 19L))))
                        .violated())
                .containsExactly("order");
    }

    @Test
    void comparisonWithNullPassesAsInSqlUnlessItIsFalse() {
        configure(Map.of("rules", "check adult: age >= 18; check known: age != null", "on.violation", "tag"));

        assertThat(quality(transform.apply(record(ROW, row("x", null)))).violated())
                .containsExactly("known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "FAIL", "drop", "tag"})
    void modeIsReadWithoutRegardToCase(String mode) {
        configure(Map.of("on.violation", mode));

        assertThat(transform.apply(record(ROW, row("ada@lovelace.org", 36)))).isNotNull();
    }

    private void configure(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("rules", RULES);
        transform.configure(all);
    }

    private static Quality quality(SinkRecord record) {
        return Quality.parse(
                (String) record.headers().lastWithName(Quality.HEADER).value());
    }

    private static Struct row(String email, Integer age) {
        return new Struct(ROW).put("id", 5).put("email", email).put("age", age);
    }

    private static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord("shop.users", 0, null, null, schema, value, 5, 0L, TimestampType.CREATE_TIME);
    }
}
