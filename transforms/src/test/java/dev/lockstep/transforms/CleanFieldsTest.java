/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.transforms.row.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Rules over whole records. */
class CleanFieldsTest {
    private static final Schema ITEM =
            SchemaBuilder.struct().field("name", Schema.STRING_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .name("shop.users.Value")
            .field("id", Schema.INT32_SCHEMA)
            .field(
                    "email",
                    SchemaBuilder.string().optional().doc("where to write to").build())
            .field(
                    "tags",
                    SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .field("items", SchemaBuilder.array(ITEM).optional().build())
            .field(
                    "home",
                    SchemaBuilder.struct()
                            .field("city", Schema.STRING_SCHEMA)
                            .optional()
                            .build())
            .optional()
            .build();

    @Test
    void bothImagesOfAnEnvelopeAreCleaned() {
        Schema schema = Rows.envelope(ROW);
        Struct envelope = new Struct(schema)
                .put("before", new Struct(ROW).put("id", 1).put("email", " A "))
                .put("after", new Struct(ROW).put("id", 1).put("email", " B "))
                .put("op", "u");

        Struct made = (Struct) run("email: trim lower", schema, envelope).value();

        assertThat(made.getStruct("before").get("email")).isEqualTo("a");
        assertThat(made.getStruct("after").get("email")).isEqualTo("b");
        assertThat(made.schema().field("after").schema().field("email").schema().doc())
                .isEqualTo("where to write to");
    }

    @Test
    void elementsOfListsAndFieldsOfObjectsAreCleaned() {
        Struct row = new Struct(ROW)
                .put("id", 1)
                .put("tags", Arrays.asList(" a ", null))
                .put("items", List.of(new Struct(ITEM).put("name", " pen ")))
                .put("home", new Struct(ROW.field("home").schema()).put("city", "BERLIN"));

        Struct made = (Struct) run("tags[*]: trim; items[*].name: trim upper; home.city: title", ROW, row)
                .value();

        assertThat(Rows.plain(made))
                .containsEntry("tags", Arrays.asList("a", null))
                .containsEntry("items", List.of(Map.of("name", "PEN")))
                .containsEntry("home", Map.of("city", "Berlin"));
    }

    @Test
    void elementsOfListsWithoutSchemaAreCleaned() {
        Map<String, Object> row =
                Map.of("tags", List.of(" a "), "items", List.of(Map.of("name", " pen ")), "home", Map.of("city", "X"));

        Object made = run("tags[*]: trim; items[*].name: trim upper; home.city: lower", null, row)
                .value();

        assertThat(made)
                .isEqualTo(Map.of(
                        "tags", List.of("a"), "items", List.of(Map.of("name", "PEN")), "home", Map.of("city", "x")));
    }

    @Test
    void valueThatChangeCaptureLeftOutGoesByAsItIs() {
        Struct row = new Struct(ROW).put("id", 1).put("email", Placeholder.DEFAULT_TEXT);

        Struct made =
                (Struct) run("email: upper truncate(3) null-if('x')", ROW, row).value();

        assertThat(made.get("email")).isEqualTo(Placeholder.DEFAULT_TEXT);
        assertThat(run("email: upper", null, Map.of("email", Placeholder.DEFAULT_TEXT))
                        .value())
                .isEqualTo(Map.of("email", Placeholder.DEFAULT_TEXT));
    }

    @Test
    void valueThatChangeCaptureLeftOutCannotBeConverted() {
        Struct row = new Struct(ROW).put("id", 1).put("email", Placeholder.DEFAULT_TEXT);

        assertThatThrownBy(() -> run("email: to(int32) on-error(null)", ROW, row))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("REPLICA IDENTITY FULL");
    }

    @Test
    void sameSchemaInIsTheSameSchemaOut() {
        try (CleanFields.Value<SinkRecord> clean = new CleanFields.Value<>()) {
            clean.configure(Map.of("rules", "id: to(string)"));
            Schema first =
                    clean.apply(record(ROW, new Struct(ROW).put("id", 1))).valueSchema();
            Schema second =
                    clean.apply(record(ROW, new Struct(ROW).put("id", 2))).valueSchema();

            assertThat(first).isSameAs(second).isNotSameAs(ROW);
        }
    }

    @Test
    void keysAreCleanedByTheirOwnTransform() {
        Schema schema =
                SchemaBuilder.struct().field("code", Schema.STRING_SCHEMA).build();
        SinkRecord record = new SinkRecord("t", 0, schema, new Struct(schema).put("code", "a "), ROW, null, 0);
        try (CleanFields.Key<SinkRecord> clean = new CleanFields.Key<>()) {
            clean.configure(Map.of("rules", "code: rtrim"));

            SinkRecord made = clean.apply(record);

            assertThat(((Struct) made.key()).get("code")).isEqualTo("a");
            assertThat(made.value()).isNull();
        }
    }

    @Test
    void missingFieldIsAnErrorThatNamesTheOthersUnlessItMayBeMissing() {
        Struct row = new Struct(ROW).put("id", 1);

        assertThatThrownBy(() -> run("emaill: trim", ROW, row))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Did you mean email?");
        try (CleanFields.Value<SinkRecord> clean = new CleanFields.Value<>()) {
            clean.configure(Map.of("rules", "emaill: trim", "on.missing.field", "skip"));
            SinkRecord record = record(ROW, row);

            assertThat(clean.apply(record)).isSameAs(record);
        }
    }

    @Test
    void rulesOfOtherTopicsAreLeftAlone() {
        SinkRecord record = record(null, Map.of("email", " A "));
        try (CleanFields.Value<SinkRecord> clean = new CleanFields.Value<>()) {
            clean.configure(Map.of("rules", "topic other\\..*\nemail: trim"));

            assertThat(clean.apply(record)).isSameAs(record);
        }
    }

    @Test
    void defaultOfAFieldStaysWhileItsTypeDoes() {
        Schema status = SchemaBuilder.string().optional().defaultValue("new").build();
        Schema schema = SchemaBuilder.struct().field("status", status).build();
        Struct row = new Struct(schema).put("status", " Old ");

        assertThat(run("status: trim lower", schema, row)
                        .valueSchema()
                        .field("status")
                        .schema())
                .isSameAs(status);
    }

    @Test
    void valueMadeNullDoesNotComeBackAsTheDefaultOfItsField() {
        Schema status = SchemaBuilder.string().optional().defaultValue("new").build();
        Schema schema = SchemaBuilder.struct().field("status", status).build();

        for (String steps : List.of(
                "null-if('n/a')",
                "trim empty-is-null",
                "extract('[0-9]+')",
                "map('n/a' => null, '' => null)",
                "max-length(0) null-if('') on-error(null)")) {
            for (String value : List.of("n/a", "")) {
                Struct row = new Struct(schema).put("status", value);

                Object made = ((Struct) run("status: " + steps, schema, row).value()).get("status");

                assertThat(made).as(steps).isIn(null, value).isNotEqualTo("new");
            }
        }
    }

    private static SinkRecord run(String rules, Schema schema, Object value) {
        try (CleanFields.Value<SinkRecord> clean = new CleanFields.Value<>()) {
            clean.configure(Map.of("rules", rules));
            return clean.apply(record(schema, value));
        }
    }

    private static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord("shop.users", 0, null, null, schema, value, 0);
    }
}
