/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static dev.lockstep.transforms.EvolveSchemaTest.FIRST;
import static dev.lockstep.transforms.EvolveSchemaTest.SECOND;
import static dev.lockstep.transforms.EvolveSchemaTest.VERSIONS;
import static dev.lockstep.transforms.EvolveSchemaTest.evolved;
import static dev.lockstep.transforms.EvolveSchemaTest.first;
import static dev.lockstep.transforms.EvolveSchemaTest.names;
import static dev.lockstep.transforms.EvolveSchemaTest.record;
import static dev.lockstep.transforms.EvolveSchemaTest.transform;
import static dev.lockstep.transforms.EvolveSchemaTest.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transforms.row.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Which version a record is of, and what becomes of records that are of none. */
class EvolveVersionTest {
    @Test
    void rowIsNeverTakenBack() {
        assertThatThrownBy(() -> evolved(
                        Map.of("versions", VERSIONS, "target.version", "1"), SECOND, new Struct(SECOND).put("id", 1L)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("EvolveSchema$Value at topic src.public.users partition 3 offset 77")
                .hasMessageContaining("is of version 2, which comes after version 1")
                .hasMessageContaining("Set target.version to 2");
    }

    @Test
    void numberOfTheSchemaTellsTheVersion() {
        Map<String, String> settings = Map.of("versions", VERSIONS, "version.from", "schema");

        assertThat(((Struct) evolved(settings, FIRST, first())).get("label")).isEqualTo("Adanew");
        Schema none = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
        assertThatThrownBy(() -> evolved(settings, none, new Struct(none).put("id", 1L)))
                .hasMessageContaining("has no version")
                .hasMessageContaining("set version.from to fields");
        Schema ninth = SchemaBuilder.struct()
                .version(9)
                .field("id", Schema.INT64_SCHEMA)
                .build();
        assertThatThrownBy(() -> evolved(settings, ninth, new Struct(ninth).put("id", 1L)))
                .hasMessageContaining("There are: 1, 2, 3");
        assertThatThrownBy(() -> evolved(settings, null, Map.of("id", 1L))).hasMessageContaining("has no schema");
    }

    @Test
    void recordThatIsNotOfTheVersionItClaimsIsAnError() {
        Schema claims = SchemaBuilder.struct()
                .version(1)
                .field("id", Schema.INT64_SCHEMA)
                .field("nme", Schema.OPTIONAL_STRING_SCHEMA)
                .field("age", Schema.OPTIONAL_STRING_SCHEMA)
                .build();

        assertThatThrownBy(() -> evolved(
                        Map.of("versions", VERSIONS, "version.from", "schema"),
                        claims,
                        new Struct(claims).put("id", 1L)))
                .hasMessageContaining("says it is of version 1, and is not: missing are name; too much are nme");
    }

    @Test
    void headerTellsTheVersion() {
        EvolveSchema.Value<SinkRecord> transform =
                transform(Map.of("versions", VERSIONS, "version.from", "header:schema-version"));
        SinkRecord record = record(FIRST, first());
        record.headers().addString("schema-version", "1");
        SinkRecord bytes = record(null, Map.of("id", 1L, "name", "Ada"));
        bytes.headers().addBytes("schema-version", new byte[] {'1'});
        SinkRecord number = record(SECOND, new Struct(SECOND).put("id", 1L).put("full_name", "Eve"));
        number.headers().addInt("schema-version", 2);

        assertThat(((Struct) transform.apply(record).value()).get("label")).isEqualTo("Adanew");
        assertThat(((Map<?, ?>) transform.apply(bytes).value()).get("label")).isEqualTo("Adanew");
        assertThat(((Struct) transform.apply(number).value()).get("label")).isEqualTo("Evenew");
        assertThatThrownBy(() -> transform.apply(record(FIRST, first())))
                .hasMessageContaining("the header schema-version, found none");
        SinkRecord secret = record(FIRST, first());
        secret.headers().addString("schema-version", "confidential");
        assertThatThrownBy(() -> transform.apply(secret))
                .hasMessageContaining("a version (12 character(s))")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("confidential"));
    }

    @Test
    void fieldThatToldTheVersionIsDroppedUnlessVersionsNameIt() {
        String dropped = "version 1; id: int64; version 2; id: int64; status: string = 'new'";
        String named = "version 1; id: int64; v: string; version 2; id: int64; status: string = 'new'; v: int32";
        Map<String, Object> row = Map.of("id", 1L, "v", "1");
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.OPTIONAL_INT64_SCHEMA)
                .field("v", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct struct = new Struct(schema).put("id", 1L).put("v", "1");

        assertThat(evolved(Map.of("versions", dropped, "version.from", "field:v"), null, row))
                .isEqualTo(Map.of("id", 1L, "status", "new"));
        assertThat(Rows.plain((Struct) evolved(Map.of("versions", dropped, "version.from", "field:v"), schema, struct)))
                .isEqualTo(Map.of("id", 1L, "status", "new"));
        assertThat(evolved(Map.of("versions", named, "version.from", "field:v"), null, row))
                .isEqualTo(Map.of("id", 1L, "status", "new", "v", 2L));
        assertThat(Rows.plain((Struct) evolved(Map.of("versions", named, "version.from", "field:v"), schema, struct)))
                .isEqualTo(Map.of("id", 1L, "status", "new", "v", 2));
        assertThat(evolved(Map.of("versions", dropped, "version.from", "field:v"), null, Map.of("id", 1L, "v", 2L)))
                .isEqualTo(Map.of("id", 1L));
        assertThatThrownBy(
                        () -> evolved(Map.of("versions", dropped, "version.from", "field:v"), null, Map.of("id", 1L)))
                .hasMessageContaining("the field v, found none");
    }

    @Test
    void typesTellVersionsWithTheSameFieldsApart() {
        String versions =
                "version 1; id: int64; age: string; version 2; id: int64; age: int32; version 3; id: int64; age: int64";
        for (Schema type : List.of(Schema.OPTIONAL_STRING_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA, Schema.INT64_SCHEMA)) {
            Schema schema = SchemaBuilder.struct()
                    .field("id", Schema.OPTIONAL_INT64_SCHEMA)
                    .field("age", type)
                    .build();
            Object age =
                    type.type() == Schema.Type.STRING ? "36" : type.type() == Schema.Type.INT32 ? (Object) 36 : 36L;

            assertThat(((Struct) evolved(Map.of("versions", versions), schema, new Struct(schema).put("age", age)))
                            .get("age"))
                    .isEqualTo(36L);
        }
        assertThatThrownBy(() -> evolved(Map.of("versions", versions), null, Map.of("id", 1L, "age", 36L)))
                .hasMessageContaining("of several versions as far as its fields tell: 1, 2, 3")
                .hasMessageContaining("header:NAME");
    }

    @Test
    void rowOfNoVersionIsAnErrorThatSaysWhatTheNearestLacks() {
        assertThatThrownBy(() -> evolved(
                        Map.of("versions", VERSIONS), null, Map.of("id", 1L, "full_name", "Ada", "ege", "secret")))
                .hasMessageContaining("The nearest is version")
                .hasMessageContaining("too much are ege")
                .hasMessageContaining("on.unknown.field")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("name", Schema.BOOLEAN_SCHEMA)
                .build();
        assertThatThrownBy(() -> evolved(
                        Map.of("versions", VERSIONS),
                        schema,
                        new Struct(schema).put("id", 1L).put("name", true)))
                .hasMessageContaining("missing are age")
                .hasMessageContaining("name (boolean, expected string)");
    }

    @Test
    void fieldsThatNoVersionNamesAreAnErrorOrDroppedOrKept() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("extra", "x");
        row.put("id", 1L);
        row.put("name", "Ada");
        row.put("age", "36");
        row.put("__deleted", "false");
        Map<String, String> settings = Map.of("versions", VERSIONS, "target.version", "2");

        assertThatThrownBy(() -> evolved(settings, null, row)).hasMessageContaining("too much are extra");
        assertThat(names(evolved(with(settings, "on.unknown.field", "drop"), null, row)))
                .containsExactly("id", "full_name", "age", "status", "__deleted");
        assertThat(names(evolved(with(settings, "on.unknown.field", "KEEP"), null, row)))
                .containsExactly("id", "full_name", "age", "status", "extra", "__deleted");
        Struct struct = Examples.struct(row);
        assertThat(names(evolved(with(settings, "on.unknown.field", "drop"), struct.schema(), struct)))
                .containsExactly("id", "full_name", "age", "status", "__deleted");
        assertThat(names(evolved(with(settings, "on.unknown.field", "keep"), struct.schema(), struct)))
                .containsExactly("id", "full_name", "age", "status", "extra", "__deleted");
    }

    @Test
    void unknownFieldsAreDroppedInsideObjectsAndFromRowsOfTheWantedVersion() {
        String versions = "version 1; id: int64; a.city: string; version 2; id: int64; a.town: string was a.city";
        Map<String, String> settings = Map.of("versions", versions, "on.unknown.field", "drop");
        Struct old = Examples.struct(Map.of("id", 1L, "a", Map.of("city", "Wien", "geo", "x")));
        Struct current = Examples.struct(Map.of("id", 1L, "a", Map.of("town", "Wien", "geo", "x"), "b", "y"));

        assertThat(Rows.plain((Struct) evolved(settings, old.schema(), old)))
                .isEqualTo(Map.of("id", 1L, "a", Map.of("town", "Wien")));
        assertThat(Rows.plain((Struct) evolved(settings, current.schema(), current)))
                .isEqualTo(Map.of("id", 1L, "a", Map.of("town", "Wien")));
        assertThat(evolved(settings, null, Map.of("id", 1L, "a", Map.of("town", "Wien", "geo", "x"))))
                .isEqualTo(Map.of("id", 1L, "a", Map.of("town", "Wien")));
    }

    @Test
    void topicHasTheVersionsOfTheLastSectionThatMatches() {
        String versions =
                "version 1; a: int64; version 2; b: int64 was a\ntopic src\\..*\nversion 1; a: int64; version 2;"
                        + " c: int64 was a\ntopic src\\.public\\..*\nversion 1; a: int64; version 2; d: int64 was a";

        assertThat(evolved(Map.of("versions", versions), null, Map.of("a", 1L))).isEqualTo(Map.of("d", 1L));
        assertThat(transform(Map.of("versions", versions)).describe())
                .contains("topic src\\..*", "1 → 2: rename a to c");
    }
}
