/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Tables whose names no topic can have: change capture puts {@code _} there. */
class SpelledTopicsIT {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("name", Schema.STRING_SCHEMA)
            .field("db", Schema.STRING_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    private static final String TOPIC = "s.public.order_items";
    private static final String COLUMNS = " (id int PRIMARY KEY, name text)";

    private final Records records = new Records(TOPIC);

    private static Struct key(int id) {
        return struct(KEY, id);
    }

    private SinkRecord change(String operation, String table, int id, String name) {
        Struct value = new Struct(ENVELOPE)
                .put("source", struct(SOURCE, "s", "shop", "public", table))
                .put("op", operation);
        if (name != null) {
            value.put("after", struct(ROW, id, name));
        }
        return records.next(KEY, key(id), ENVELOPE, value);
    }

    @Test
    void changeRecordsTellTheTableAndTheirTombstonesFollow() {
        TargetDatabase database = new TargetDatabase("CREATE TABLE \"order items\"" + COLUMNS);
        try (RunningTask task = new RunningTask(database)) {
            task.put(change("r", "order items", 1, "a"), change("c", "order items", 2, "b"));
            task.put(change("d", "order items", 1, null), records.tombstone(key(1)));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT id || name FROM \"order items\"")).containsExactly("2b");
    }

    @Test
    void changeRecordsWithoutSchemasTellItToo() {
        TargetDatabase database = new TargetDatabase("CREATE TABLE \"order items\"" + COLUMNS);
        Map<String, Object> envelope = new HashMap<>();
        envelope.put("before", null);
        envelope.put("after", Map.of("id", 1L, "name", "a"));
        envelope.put("source", Map.of("name", "s", "db", "shop", "schema", "public", "table", "order items"));
        envelope.put("op", "c");
        try (RunningTask task = new RunningTask(database)) {
            task.put(records.schemaless(Map.of("id", 1L), envelope));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT id || name FROM \"order items\"")).containsExactly("1a");
    }

    @Test
    void aTableThatIsReallyCalledSoIsThatTable() {
        TargetDatabase database =
                new TargetDatabase("CREATE TABLE order_items" + COLUMNS, "CREATE TABLE \"order items\"" + COLUMNS);
        try (RunningTask task = new RunningTask(database)) {
            task.put(records.tombstone(key(7)), change("c", "order_items", 1, "a"));
        }
        assertThat(database.query("SELECT id || name FROM order_items")).containsExactly("1a");
        assertThat(database.query("SELECT count(*) FROM \"order items\"")).containsExactly("0");
    }

    @Test
    void twoTablesInOneTopicAreNeverMixed() {
        TargetDatabase database =
                new TargetDatabase("CREATE TABLE order_items" + COLUMNS, "CREATE TABLE \"order items\"" + COLUMNS);
        try (RunningTask task = new RunningTask(database)) {
            task.put(change("c", "order items", 1, "a"));
            assertThatThrownBy(() -> task.put(change("c", "order_items", 2, "b")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("public.order items")
                    .hasMessageContaining("public.order_items")
                    .hasMessageContaining("topic.prefix");
        }
        assertThat(database.query("SELECT count(*) FROM order_items")).containsExactly("0");
    }

    @Test
    void aTopicThatATransformRenamedMeansWhatItIsCalled() {
        TargetDatabase database = new TargetDatabase("CREATE TABLE all_orders" + COLUMNS);
        try (RunningTask task = new RunningTask(database)) {
            for (int shard = 1; shard <= 3; shard++) {
                SinkRecord routed = change("c", "orders " + shard, shard, "a");
                task.put(routed.newRecord(
                        "s.public.all_orders",
                        0,
                        routed.keySchema(),
                        routed.key(),
                        routed.valueSchema(),
                        routed.value(),
                        null));
            }
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT id FROM all_orders ORDER BY id")).containsExactly("1", "2", "3");
    }

    @Test
    void rowsWithoutEnvelopeGoWhereTheUserSays() {
        TargetDatabase database = new TargetDatabase("CREATE TABLE \"order items\"" + COLUMNS);
        SinkRecord row = records.flat(key(1), struct(ROW, 1, "a"));
        try (RunningTask task = new RunningTask(database)) {
            assertThatThrownBy(() -> task.put(row))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("public.order_items")
                    .hasMessageContaining("table.name.overrides");
        }
        Map<String, String> named = Map.of("table.name.overrides", TOPIC + "=public.order items");
        try (RunningTask task = new RunningTask(database, true, named)) {
            task.put(row);
        }
        assertThat(database.query("SELECT id || name FROM \"order items\"")).containsExactly("1a");
    }

    @Test
    void validationLeavesToTheRecordsWhatOnlyTheyCanTell() {
        TargetDatabase database = new TargetDatabase("CREATE TABLE \"order items\"" + COLUMNS);
        assertThat(problems(database, Map.of())).isEmpty();
        assertThat(problems(database, Map.of("table.name.overrides", TOPIC + "=public.order items")))
                .isEmpty();
        assertThat(problems(database, Map.of("table.name.overrides", TOPIC + "=public.orders")))
                .singleElement()
                .asString()
                .contains("public.orders", "not there");
        assertThat(problems(new TargetDatabase("CREATE TABLE other" + COLUMNS), Map.of()))
                .singleElement()
                .asString()
                .contains("public.order_items", "not there");
    }

    private static List<String> problems(TargetDatabase database, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(RunningTask.settings(database));
        settings.put("topics", TOPIC);
        settings.putAll(more);
        return new BulkJdbcSinkConnector()
                .validate(settings).configValues().stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();
    }
}
