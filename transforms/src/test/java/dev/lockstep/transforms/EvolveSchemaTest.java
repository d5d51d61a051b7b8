/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.transforms.Examples.Example;
import dev.lockstep.transforms.history.History;
import dev.lockstep.transforms.history.HistoryEntry;
import dev.lockstep.transforms.row.Rows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvolveSchemaTest {
    private static final String TOPIC = "src.public.users";
    static final String VERSIONS = """
            version 1
              id: int64 required
              name: string
              age: string
            version 2
              id: int64 required
              full_name: string was name
              age: int32
              status: string required = 'new'
            version 3
              id: int64 required
              status: string required = 'new'
              full_name: string
              label: string from full_name + status
            """;
    static final Schema FIRST = SchemaBuilder.struct()
            .name("user")
            .version(1)
            .field("id", Schema.INT64_SCHEMA)
            .field("name", SchemaBuilder.string().optional().doc("shown").build())
            .field("age", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    static final Schema SECOND = SchemaBuilder.struct()
            .name("user")
            .version(2)
            .field("id", Schema.INT64_SCHEMA)
            .field("full_name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("age", Schema.OPTIONAL_INT32_SCHEMA)
            .field("status", SchemaBuilder.string().defaultValue("new").build())
            .build();

    static Stream<Example> examples() {
        return Examples.of("evolve-schema.md");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleOfTheDocumentationHoldsWithSchema(Example example) {
        Struct row = Examples.struct(example.map());

        Struct evolved = (Struct) evolved(Map.of("versions", example.rules()), row.schema(), row);

        assertThat(numbers(Rows.plain(evolved))).isEqualTo(numbers(example.expected()));
        assertThat(Rows.plain(evolved).keySet())
                .containsExactlyElementsOf(example.expected().keySet());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleOfTheDocumentationHoldsWithoutSchema(Example example) {
        Map<?, ?> evolved = (Map<?, ?>) evolved(Map.of("versions", example.rules()), null, example.map());

        assertThat(numbers(evolved)).isEqualTo(numbers(example.expected()));
        assertThat(List.copyOf(evolved.keySet()))
                .isEqualTo(List.copyOf(example.expected().keySet()));
    }

    @Test
    void documentationListsEverySettingWithItsDefault() throws IOException {
        String page = Files.readString(Path.of("../docs/transforms/evolve-schema.md"));

        for (ConfigDef.ConfigKey key :
                EvolveSchemaConfig.DEFINITION.configKeys().values()) {
            boolean none = key.type == ConfigDef.Type.PASSWORD
                    || String.valueOf(key.defaultValue).isEmpty();
            assertThat(page)
                    .contains("| `" + key.name + "` | " + key.type.name().toLowerCase(Locale.ROOT) + " | "
                            + (none ? "" : "`" + key.defaultValue + "`") + " | " + key.documentation + " |");
        }
    }

    @Test
    void documentationShowsTheMigrationsThatFollowFromItsVersions() throws IOException {
        String[] parts = Files.readString(Path.of("../docs/transforms/evolve-schema.md"))
                .replaceFirst("(?s).*?\\n## Versions\\n", "")
                .split("```\\n?", -1);

        assertThat(transform(Map.of("versions", parts[1])).describe())
                .isEqualTo(parts[3].lines().toList());
    }

    @Test
    void configurationThatComesWithThePluginStarts() throws IOException {
        Map<String, String> settings = new HashMap<>();
        new ObjectMapper()
                .readValue(
                        Path.of("src/main/plugin/etc/evolve-schema.json").toFile(),
                        new TypeReference<Map<String, String>>() {})
                .forEach((key, value) -> settings.put(key.replaceFirst("transforms\\.evolve\\.", ""), value));

        assertThat(transform(settings).describe()).hasSize(1);
    }

    @Test
    void readmeOfThePluginNamesIt() throws IOException {
        assertThat(Files.readString(Path.of("src/main/plugin/doc/README.md")))
                .contains("| `" + EvolveSchema.Value.class.getName() + "`, `$Key` | ");
    }

    @Test
    void settingThatIsNoneOfAProducerIsRefusedAndSecretsAreNotShown() {
        Map<String, String> settings =
                Map.of("versions", VERSIONS, "history.topic", "h", "history.bootstrap.servers", "broker:9092");

        assertThatThrownBy(() -> transform(with(settings, "history.client.acks", "sometimes")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("history.client.acks");
        String secret = "confidential";
        Map<String, String> wrong =
                with(with(settings, "history.client.sasl.jaas.config", secret), "target.version", "9");
        assertThat(EvolveSchemaConfig.DEFINITION.validate(wrong).toString()).doesNotContain(secret);
    }

    @Test
    void rowComesOutExactlyAsTheNewestVersionDeclaresIt() {
        Struct evolved = (Struct) evolved(Map.of("versions", VERSIONS), FIRST, first());

        assertThat(evolved.schema())
                .isEqualTo(SchemaBuilder.struct()
                        .name("user")
                        .version(3)
                        .field("id", Schema.INT64_SCHEMA)
                        .field(
                                "status",
                                SchemaBuilder.string().defaultValue("new").build())
                        .field(
                                "full_name",
                                SchemaBuilder.string().optional().doc("shown").build())
                        .field("label", Schema.OPTIONAL_STRING_SCHEMA)
                        .build());
        assertThat(Rows.plain(evolved))
                .isEqualTo(Map.of("id", 1L, "status", "new", "full_name", "Ada", "label", "Adanew"));
        assertThat(Rows.plain(first())).isEqualTo(Map.of("id", 1L, "name", "Ada", "age", "36"));
    }

    @Test
    void rowStopsAtTheChosenVersion() {
        Struct evolved = (Struct) evolved(Map.of("versions", VERSIONS, "target.version", "2"), FIRST, first());

        assertThat(Rows.plain(evolved)).isEqualTo(Map.of("id", 1L, "full_name", "Ada", "age", 36, "status", "new"));
        assertThat(evolved.schema().version()).isEqualTo(2);
    }

    @Test
    void recordOfTheWantedVersionIsTheSameObject() {
        EvolveSchema.Value<SinkRecord> transform = transform(Map.of("versions", VERSIONS, "target.version", "2"));
        SinkRecord typed = record(SECOND, new Struct(SECOND).put("id", 1L));
        SinkRecord live = record(null, new HashMap<>(Map.of("id", 1L, "full_name", "Ada", "age", 3L, "status", "x")));

        assertThat(transform.apply(typed)).isSameAs(typed);
        assertThat(transform.apply(live)).isSameAs(live);
    }

    @Test
    void equalSchemasComeOutAsTheSameObject() {
        EvolveSchema.Value<SinkRecord> transform = transform(Map.of("versions", VERSIONS));
        Schema copy = SchemaBuilder.struct()
                .name("user")
                .version(1)
                .field("id", Schema.INT64_SCHEMA)
                .field("name", SchemaBuilder.string().optional().doc("shown").build())
                .field("age", Schema.OPTIONAL_STRING_SCHEMA)
                .build();

        Schema one = transform.apply(record(FIRST, first())).valueSchema();
        Schema other = transform
                .apply(record(copy, new Struct(copy).put("id", 2L).put("name", "Eve")))
                .valueSchema();

        assertThat(copy).isEqualTo(FIRST).isNotSameAs(FIRST);
        assertThat(other).isSameAs(one);
    }

    @Test
    void bothImagesOfAChangeAreMigratedAndTheOldOneNeedNotBeWhole() {
        String versions = "version 1; id: int64 required; email: string; version 2; id: int64 required; email: string"
                + " required; status: string required = 'new'";
        Schema row = SchemaBuilder.struct()
                .optional()
                .field("id", Schema.INT64_SCHEMA)
                .field("email", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Schema envelope = Rows.envelope(row);
        Struct change = new Struct(envelope)
                .put("op", "u")
                .put("before", new Struct(row).put("id", 1L))
                .put("after", new Struct(row).put("id", 1L).put("email", "a@example.com"));

        Struct evolved = (Struct) evolved(Map.of("versions", versions), envelope, change);

        assertThat(Rows.plain(evolved.getStruct("after")))
                .isEqualTo(Map.of("id", 1L, "email", "a@example.com", "status", "new"));
        assertThat(evolved.getStruct("before").get("status")).isEqualTo("new");
        assertThat(evolved.getStruct("before").get("email")).isNull();
        assertThat(evolved.schema().field("after").schema().version()).isEqualTo(2);
        evolved.validate();

        Map<String, Object> live = new HashMap<>();
        live.put("op", "u");
        live.put("source", Map.of());
        live.put("before", Map.of("id", 1L));
        live.put("after", Map.of("id", 1L, "email", "a@example.com"));
        Map<?, ?> result = (Map<?, ?>) evolved(Map.of("versions", versions), null, live);
        assertThat(result.get("after")).isEqualTo(Map.of("id", 1L, "email", "a@example.com", "status", "new"));
        assertThat(result.get("before")).isEqualTo(Map.of("id", 1L, "status", "new"));

        Struct broken = new Struct(envelope).put("op", "u").put("after", new Struct(row).put("id", 1L));
        assertThatThrownBy(() -> evolved(Map.of("versions", versions), envelope, broken))
                .hasMessageContaining("Field email: it is required, and is null");
    }

    @Test
    void oldImageThatLacksWhatAnExpressionReadsHasNoResult() {
        String versions = "version 1; id: int64; a: string; version 2; id: int64; b: string required from a + '!'";
        Struct row = Examples.struct(row("id", 1L, "a", "x"));
        Schema envelope = Rows.envelope(row.schema());
        Struct change = new Struct(envelope)
                .put("op", "u")
                .put("before", new Struct(row.schema()).put("id", 1L))
                .put("after", row);

        Struct evolved = (Struct) evolved(Map.of("versions", versions), envelope, change);

        assertThat(evolved.getStruct("before").get("b")).isNull();
        assertThat(evolved.getStruct("after").get("b")).isEqualTo("x!");
        assertThatThrownBy(() ->
                        evolved(Map.of("versions", versions), row.schema(), new Struct(row.schema()).put("id", 1L)))
                .hasMessageContaining("Field b");
    }

    @Test
    void rowThatWasDeletedNeedNotBeWhole() {
        String versions =
                "version 1; id: int64 required; mail: string required; version 2; id: int64 required; email: string"
                        + " required was mail";
        Map<String, Object> delete = row("op", "d", "source", Map.of(), "before", Map.of("id", 1L), "after", null);
        Map<String, Object> whole =
                row("op", "d", "source", Map.of(), "before", Map.of("id", 1L, "mail", "a@example.com"), "after", null);

        assertThat(((Map<?, ?>) evolved(Map.of("versions", versions), null, delete)).get("before"))
                .isEqualTo(Map.of("id", 1L));
        assertThat(((Map<?, ?>) evolved(Map.of("versions", versions), null, whole)).get("before"))
                .isEqualTo(Map.of("id", 1L, "email", "a@example.com"));
    }

    @Test
    void nullBecomesTheDefaultWhereAFieldIsRequiredNow() {
        String versions = "version 1; id: int64; n: string; version 2; id: int64; n: string required = 'none'";
        Struct row = Examples.struct(row("id", 1L, "n", null));

        assertThat(((Struct) evolved(
                                with(Map.of("versions", versions), "version.from", "header:v"), row.schema(), row, "1"))
                        .get("n"))
                .isEqualTo("none");
        assertThat(evolved(
                        with(Map.of("versions", versions), "version.from", "header:v"),
                        null,
                        row("id", 1L, "n", null),
                        "1"))
                .isEqualTo(Map.of("id", 1L, "n", "none"));
    }

    @Test
    void requiredFieldCanBeNullFromNowOn() {
        String versions = "version 1; id: int64 required; version 2; id: int64; n: string";
        Schema schema = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

        Struct evolved = (Struct) evolved(Map.of("versions", versions), schema, new Struct(schema).put("id", 1L));

        assertThat(evolved.schema().field("id").schema()).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
    }

    @Test
    void objectThatIsNullStaysNullWhenAFieldIsAddedInsideIt() {
        String versions =
                "version 1; id: int64; a.city: string; version 2; id: int64; a.city: string; a.country: string"
                        + " required = 'AT'";
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.OPTIONAL_INT64_SCHEMA)
                .field(
                        "a",
                        SchemaBuilder.struct()
                                .optional()
                                .field("city", Schema.OPTIONAL_STRING_SCHEMA)
                                .build())
                .build();
        Struct whole = new Struct(schema)
                .put("id", 1L)
                .put("a", new Struct(schema.field("a").schema()).put("city", "Wien"));

        assertThat(((Struct) evolved(Map.of("versions", versions), schema, new Struct(schema).put("id", 1L))).get("a"))
                .isNull();
        assertThat(((Struct) evolved(Map.of("versions", versions), schema, whole))
                        .getStruct("a")
                        .get("country"))
                .isEqualTo("AT");
        assertThat(evolved(
                        with(Map.of("versions", versions), "version.from", "header:v"),
                        null,
                        row("id", 1L, "a", null),
                        "1"))
                .isEqualTo(row("id", 1L, "a", null));
    }

    @Test
    void objectsAndListsAreTakenOverAndMayBecomeOptional() {
        String versions = "version 1; o: object required; l: list; version 2; o: object; tags: list was l; n: object";
        Schema object = SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build();
        Schema schema = SchemaBuilder.struct()
                .field("o", object)
                .field("l", SchemaBuilder.array(Schema.INT32_SCHEMA).optional().build())
                .build();
        Struct row = new Struct(schema).put("o", new Struct(object).put("x", 7)).put("l", List.of(1, 2));

        Struct evolved = (Struct) evolved(Map.of("versions", versions), schema, row);

        assertThat(evolved.getStruct("o").get("x")).isEqualTo(7);
        assertThat(evolved.schema().field("o").schema().isOptional()).isTrue();
        assertThat(evolved.getArray("tags")).isEqualTo(List.of(1, 2));
        evolved.validate();
    }

    @Test
    void objectThatNoVersionChangesIsNeverCopied() {
        String versions =
                "version 1; o: object; a: string; version 2; o: object; b: string was a; version 3; o: object;"
                        + " c: string was b";
        Struct row = Examples.struct(Map.of("o", Map.of("x", 7L), "a", "y"));

        Struct evolved = (Struct) evolved(Map.of("versions", versions), row.schema(), row);

        assertThat(evolved.get("c")).isEqualTo("y");
        assertThat(evolved.get("o")).isSameAs(row.get("o"));
    }

    @Test
    void valueThatChangeCaptureLeftOutGoesOn() {
        Struct row = first().put("name", "__debezium_unavailable_value");

        Struct evolved = (Struct) evolved(Map.of("versions", VERSIONS), FIRST, row);

        assertThat(evolved.get("full_name")).isEqualTo("__debezium_unavailable_value");
        assertThat(evolved.get("label")).isEqualTo("__debezium_unavailable_value");
    }

    @Test
    void valueThatIsNoneOfTheNewTypeIsAnErrorWithoutIt() {
        assertThatThrownBy(() -> evolved(
                        Map.of("versions", VERSIONS, "target.version", "2"), FIRST, first().put("age", "old enough")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("partition 3 offset 77")
                .hasMessageContaining("Field age")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("old enough"));
    }

    @Test
    void tombstonesAndTopicsWithoutVersionsGoBy() {
        EvolveSchema.Value<SinkRecord> transform = transform(Map.of("versions", "topic other\n" + VERSIONS));
        SinkRecord record = record(FIRST, first());
        SinkRecord tombstone = record(null, null);

        assertThat(transform.apply(record)).isSameAs(record);
        assertThat(transform.apply(tombstone)).isSameAs(tombstone);
        assertThat(transform(Map.of("versions", VERSIONS)).apply(tombstone)).isSameAs(tombstone);
        assertThatThrownBy(() -> transform(Map.of("versions", VERSIONS)).apply(record(Schema.STRING_SCHEMA, "x")))
                .hasMessageContaining("found String");
    }

    @Test
    void keysAreMigratedByThemselves() {
        EvolveSchema.Key<SinkRecord> transform = new EvolveSchema.Key<>();
        transform.configure(Map.of("versions", "version 1; id: string; version 2; user_id: int64 was id"));
        SinkRecord record = new SinkRecord(TOPIC, 3, null, Map.of("id", "7"), FIRST, first(), 77);

        SinkRecord evolved = transform.apply(record);

        assertThat(evolved.key()).isEqualTo(Map.of("user_id", 7L));
        assertThat(evolved.value()).isSameAs(record.value());
    }

    @Test
    void versionsMayStandInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("users.versions"), VERSIONS);

        assertThat(((Struct) evolved(Map.of("versions.file", file.toString()), FIRST, first())).get("label"))
                .isEqualTo("Adanew");
    }

    @Test
    void migrationsAreDescribed() {
        assertThat(transform(Map.of("versions", VERSIONS)).describe())
                .containsExactly(
                        "1 → 2: rename name to full_name; retype age string → int32; add status = 'new'",
                        "2 → 3: compute label from full_name + status; remove age");
    }

    @Test
    void eachSchemaIsWrittenToTheHistoryOnceAndNoValueIs() {
        List<HistoryEntry> written = new ArrayList<>();
        boolean[] closed = {false};
        History history = new History() {
            @Override
            public void migrated(HistoryEntry entry) {
                written.add(entry);
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        EvolveSchema.Value<SinkRecord> transform = new EvolveSchema.Value<>();
        transform.configure(new EvolveSchemaConfig(Map.of("versions", VERSIONS)), history);

        transform.apply(record(FIRST, first()));
        transform.apply(record(FIRST, first()));
        Schema narrow = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("age", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        transform.apply(record(narrow, new Struct(narrow).put("id", 1).put("name", "Eve")));
        transform.apply(record(null, Map.of("id", 1L, "name", "Ada", "age", "36")));
        transform.apply(record(SECOND, new Struct(SECOND).put("id", 1L).put("full_name", "Eve")));
        transform.close();

        assertThat(written).extracting(HistoryEntry::from).containsExactly("1", "1", "2");
        assertThat(written.get(0).key()).isEqualTo("{\"topic\":\"src.public.users\",\"from\":\"1\",\"to\":\"3\"}");
        assertThat(written.get(0).steps()).isEqualTo(transform.describe());
        assertThat(written.get(0).fields())
                .containsExactly(
                        new HistoryEntry.Field("id", "int64"),
                        new HistoryEntry.Field("name", "string"),
                        new HistoryEntry.Field("age", "string"));
        assertThat(written.get(0).value()).doesNotContain("Ada").contains("\"transform\":\"EvolveSchema$Value\"");
        assertThat(written.get(2).schema()).isNotEqualTo(written.get(0).schema());
        assertThat(closed[0]).isTrue();
    }

    static Struct first() {
        return new Struct(FIRST).put("id", 1L).put("name", "Ada").put("age", "36");
    }

    private static Map<String, Object> row(Object... entries) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            row.put((String) entries[i], entries[i + 1]);
        }
        return row;
    }

    static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }

    static List<String> names(Object row) {
        return row instanceof Struct struct
                ? List.copyOf(Rows.plain(struct).keySet())
                : ((Map<?, ?>) row).keySet().stream().map(String::valueOf).toList();
    }

    /** Numbers as what they are worth, for rows with and without schema. */
    private static Object numbers(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((name, member) -> plain.put(name, numbers(member)));
            return plain;
        }
        return value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : value;
    }

    static EvolveSchema.Value<SinkRecord> transform(Map<String, String> settings) {
        EvolveSchema.Value<SinkRecord> transform = new EvolveSchema.Value<>();
        transform.configure(settings);
        return transform;
    }

    static Object evolved(Map<String, String> settings, Schema schema, Object value) {
        return transform(settings).apply(record(schema, value)).value();
    }

    static Object evolved(Map<String, String> settings, Schema schema, Object value, String version) {
        SinkRecord record = record(schema, value);
        record.headers().addString("v", version);
        return transform(settings).apply(record).value();
    }

    static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord(TOPIC, 3, null, null, schema, value, 77);
    }
}
