/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transforms.Examples.Example;
import dev.lockstep.transforms.row.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MapFieldsTest {
    private static final String TOPIC = "src.public.users";
    private static final Schema ADDRESS = SchemaBuilder.struct()
            .name("address")
            .optional()
            .field("city", Schema.STRING_SCHEMA)
            .field("zip", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema USER = SchemaBuilder.struct()
            .name("user")
            .optional()
            .version(3)
            .doc("who logs in")
            .field("id", Schema.INT32_SCHEMA)
            .field(
                    "name",
                    SchemaBuilder.string().defaultValue("nobody").doc("shown").build())
            .field("balance", Decimal.builder(2).optional().build())
            .field("address", ADDRESS)
            .build();

    static Stream<Example> examples() {
        return Examples.of("map-fields.md");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleOfTheDocumentationHoldsWithSchema(Example example) {
        Struct row = Examples.struct(example.map());

        Struct mapped = (Struct) mapped(example.rules(), row.schema(), row);

        assertThat(Rows.plain(mapped)).isEqualTo(example.expected());
        assertThat(Rows.plain(mapped).keySet())
                .containsExactlyElementsOf(example.expected().keySet());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleOfTheDocumentationHoldsWithoutSchema(Example example) {
        Object mapped = mapped(example.rules(), null, example.map());

        assertThat(mapped).isEqualTo(example.expected());
    }

    @Test
    void schemasOfWhatIsNotTouchedAreKept() {
        Struct user = user();
        Struct mapped = (Struct) mapped("rename id to user_id", USER, user);

        assertThat(mapped.get("address")).isSameAs(user.get("address"));

        assertThat(mapped.schema().name()).isEqualTo("user");
        assertThat(mapped.schema().version()).isEqualTo(3);
        assertThat(mapped.schema().doc()).isEqualTo("who logs in");
        assertThat(mapped.schema().field("name").schema())
                .isSameAs(USER.field("name").schema());
        assertThat(mapped.schema().field("balance").schema())
                .isSameAs(USER.field("balance").schema());
        assertThat(mapped.schema().field("user_id").schema()).isEqualTo(Schema.INT32_SCHEMA);
    }

    @Test
    void objectThatIsNullStaysNullAndGivesNull() {
        Struct row = user().put("address", null);

        assertThat(((Struct) mapped("rename address.zip to address.postcode", USER, row)).get("address"))
                .isNull();
        Struct moved = (Struct) mapped("rename address.city to city", USER, row);
        assertThat(moved.get("city")).isNull();
        assertThat(moved.schema().field("city").schema().isOptional()).isTrue();
    }

    @Test
    void objectThatIsNullIsMadeByWhatIsPutIntoIt() {
        Schema schema = SchemaBuilder.struct()
                .field("zip", Schema.OPTIONAL_STRING_SCHEMA)
                .field(
                        "address",
                        SchemaBuilder.struct()
                                .optional()
                                .field("city", Schema.OPTIONAL_STRING_SCHEMA)
                                .build())
                .build();

        Struct with = (Struct) mapped("nest zip into address", schema, new Struct(schema).put("zip", "1010"));
        Struct without = (Struct) mapped("nest zip into address", schema, new Struct(schema));

        assertThat(with.getStruct("address").get("zip")).isEqualTo("1010");
        assertThat(without.get("address")).isNull();
    }

    @Test
    void nullIsNotReplacedByADefaultOfTheSchema() {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field(
                        "name",
                        SchemaBuilder.string().optional().defaultValue("nobody").build())
                .build();
        Struct row = new Struct(schema).put("id", 1).put("name", null);

        Struct mapped = (Struct) mapped("rename id to user_id", schema, row);

        assertThat(mapped.getWithoutDefault("name")).isNull();
    }

    @Test
    void bothImagesOfAChangeAreMapped() {
        Schema envelope = Rows.envelope(USER);
        Struct change =
                new Struct(envelope).put("op", "u").put("before", user()).put("after", user().put("id", 2));

        Struct mapped = (Struct) mapped("rename id to user_id; require user_id", envelope, change);

        assertThat(mapped.getStruct("before").get("user_id")).isEqualTo(1);
        assertThat(mapped.getStruct("after").get("user_id")).isEqualTo(2);
        assertThat(mapped.schema().field("before").schema())
                .isSameAs(mapped.schema().field("after").schema());
        assertThat(mapped.schema().name()).isEqualTo("shop.users.Envelope");
        assertThat(mapped.get("op")).isEqualTo("u");
    }

    @Test
    void whatARowWasBeforeNeedNotBeWhole() {
        Schema optional = SchemaBuilder.struct()
                .optional()
                .field("id", Schema.INT32_SCHEMA)
                .field("email", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Schema envelope = Rows.envelope(optional);
        Struct before = new Struct(optional).put("id", 1);
        Struct change = new Struct(envelope).put("op", "d").put("before", before);

        Struct mapped = (Struct) mapped("require email; rename id to user_id", envelope, change);

        assertThat(mapped.getStruct("before").get("user_id")).isEqualTo(1);
    }

    @Test
    void requiredValueThatIsNullIsAnErrorWithItsPlace() {
        Map<String, Object> row = new HashMap<>();
        row.put("email", null);

        assertThatThrownBy(() -> mapped("require email", null, row))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("MapFields$Value at topic src.public.users partition 3 offset 77")
                .hasMessageContaining("Field email: it is required, and is null");
    }

    @Test
    void fieldThatIsNotThereIsAnErrorThatNamesThoseThatAre() {
        assertThatThrownBy(() -> mapped("rename nme to full_name", USER, user()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Field nme is not there")
                .hasMessageContaining("Did you mean name?");
        assertThatThrownBy(() -> mapped("drop address.town", USER, user())).hasMessageContaining("city, zip");
        assertThatThrownBy(() -> mapped("drop nme", null, Map.of("name", "Ada")))
                .hasMessageContaining("Did you mean name?");
    }

    @Test
    void ruleWhoseFieldIsNotThereCanBeSkipped() {
        Map<String, String> skip = Map.of("rules", "drop nme; rename id to user_id", "on.missing.field", "skip");

        assertThat(Rows.plain((Struct) apply(skip, USER, user()))).containsKeys("user_id", "name");
        assertThat(apply(skip, null, Map.of("id", 5L))).isEqualTo(Map.of("user_id", 5L));
    }

    @Test
    void fieldNeverTakesTheNameOfAnotherInSilence() {
        for (String rules : List.of(
                "rename id to name",
                "nest name into address; rename address.city to name; rename id to name",
                "rename address.zip to name")) {
            assertThatThrownBy(() -> mapped(rules, USER, user()))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("is there already");
        }
        assertThatThrownBy(
                        () -> mapped("unnest address", null, Map.of("city", "Graz", "address", Map.of("city", "Wien"))))
                .hasMessageContaining("city is there already");
    }

    @Test
    void markOfAFlattenedDeleteIsKept() {
        Map<String, Object> row = Map.of("id", 1L, "name", "Ada", "__deleted", "true");

        assertThat(mapped("keep id", null, row)).isEqualTo(Map.of("id", 1L, "__deleted", "true"));
    }

    @Test
    void valueThatWasLeftOutMovesAndIsNotComputedWith() {
        Struct row = user().put("name", "__debezium_unavailable_value");

        Struct mapped = (Struct) mapped("rename name to full_name; set label = full_name + string(id)", USER, row);

        assertThat(mapped.get("full_name")).isEqualTo("__debezium_unavailable_value");
        assertThat(mapped.get("label")).isEqualTo("__debezium_unavailable_value");
    }

    @Test
    void topicsHaveRulesOfTheirOwn() {
        String rules =
                "drop balance\ntopic src\\.public\\.users\nrename id to user_id\ntopic other\nrename id to other_id";

        assertThat(Rows.plain((Struct) mapped(rules, USER, user())).keySet())
                .containsExactly("user_id", "name", "address");
    }

    @Test
    void recordOfATopicWithoutRulesIsTheSameObject() {
        MapFields.Value<SinkRecord> transform = new MapFields.Value<>();
        transform.configure(Map.of("rules", "topic other\nrename id to other_id"));
        SinkRecord record = record(USER, user());

        assertThat(transform.apply(record)).isSameAs(record);
    }

    @Test
    void valuesAreCleanedInTheSameCopy() {
        Struct mapped = (Struct) mapped(
                "rename name to full_name; full_name: upper pad('.', 5, right); address.zip: to(int32)", USER, user());

        assertThat(mapped.get("full_name")).isEqualTo("ADA..");
        assertThat(mapped.getStruct("address").get("zip")).isEqualTo(1010);
    }

    @Test
    void constantOfARowWithoutSchemaIsPlain() {
        assertThat(mapped("set at = timestamp('2020-01-01T00:00:00Z'); set n = 1 + 1", null, Map.of("id", 1L)))
                .isEqualTo(Map.of("id", 1L, "at", "2020-01-01T00:00:00Z", "n", 2L));
    }

    @Test
    void productOfDecimalsIsExactInTheTypeThatIsDeclared() {
        Schema schema = SchemaBuilder.struct()
                .field("price", Decimal.builder(2).build())
                .field("quantity", Schema.INT32_SCHEMA)
                .build();
        Struct row = new Struct(schema)
                .put("price", new java.math.BigDecimal("19.99"))
                .put("quantity", 3);

        Struct mapped = (Struct) mapped("set total: decimal(12,2) = price * quantity", schema, row);

        assertThat(mapped.get("total")).isEqualTo(new java.math.BigDecimal("59.97"));
    }

    @Test
    void keysAreMappedByThemselves() {
        MapFields.Key<SinkRecord> transform = new MapFields.Key<>();
        transform.configure(Map.of("rules", "rename id to user_id"));
        Schema key = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
        SinkRecord record = new SinkRecord(TOPIC, 3, key, new Struct(key).put("id", 7), USER, user(), 77);

        SinkRecord mapped = transform.apply(record);

        assertThat(((Struct) mapped.key()).get("user_id")).isEqualTo(7);
        assertThat(mapped.value()).isSameAs(record.value());
    }

    @Test
    void keyThatIsNoObjectIsAnErrorThatSaysWhatToCheck() {
        MapFields.Key<SinkRecord> transform = new MapFields.Key<>();
        transform.configure(Map.of("rules", "rename id to user_id"));
        SinkRecord record = new SinkRecord(TOPIC, 3, Schema.STRING_SCHEMA, "7", USER, user(), 77);

        assertThatThrownBy(() -> transform.apply(record))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found String")
                .hasMessageContaining("$Key or $Value");
    }

    private static Struct user() {
        return new Struct(USER)
                .put("id", 1)
                .put("name", "Ada")
                .put("balance", new java.math.BigDecimal("12.50"))
                .put("address", new Struct(ADDRESS).put("city", "Wien").put("zip", "1010"));
    }

    private static Object mapped(String rules, Schema schema, Object value) {
        return apply(Map.of("rules", rules), schema, value);
    }

    private static Object apply(Map<String, String> settings, Schema schema, Object value) {
        MapFields.Value<SinkRecord> transform = new MapFields.Value<>();
        transform.configure(settings);
        return transform.apply(record(schema, value)).value();
    }

    private static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord(TOPIC, 3, null, null, schema, value, 77);
    }
}
