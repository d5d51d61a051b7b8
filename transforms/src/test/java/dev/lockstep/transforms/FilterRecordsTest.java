/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transforms.row.Rows;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records go on, and what becomes of rows that the target may still hold. */
class FilterRecordsTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("status", Schema.OPTIONAL_STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    private static final Schema ENVELOPE = Rows.envelope(ROW);

    private static Struct row(String status) {
        return new Struct(ROW).put("id", 7L).put("status", status).put("note", "secret");
    }

    private static Struct change(String operation, Struct before, Struct after) {
        return new Struct(ENVELOPE).put("op", operation).put("before", before).put("after", after);
    }

    private static SinkRecord record(Schema schema, Object value) {
        Struct key = new Struct(KEY).put("id", 7L);
        SinkRecord record =
                new SinkRecord("shop.orders", 3, KEY, key, schema, value, 42, 1L, TimestampType.CREATE_TIME);
        record.headers().addString("lockstep.digest", "stale");
        return record;
    }

    private static SinkRecord change(String operation, String status) {
        return record(ENVELOPE, change(operation, null, row(status)));
    }

    private static SinkRecord filter(SinkRecord record, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("condition", "status == 'OPEN'"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        FilterRecords<SinkRecord> filter = new FilterRecords<>();
        filter.configure(all);
        return filter.apply(record);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "u", "r"})
    void rowsThatMatchGoOnAsTheyAre(String operation) {
        SinkRecord record = change(operation, "OPEN");
        assertThat(filter(record)).isSameAs(record);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "r"})
    void insertsAndSnapshotRowsThatDoNotMatchAreDropped(String operation) {
        assertThat(filter(change(operation, "DONE"))).isNull();
    }

    @Test
    void updateThatNoLongerMatchesDeletesTheRowAtTheTarget() {
        SinkRecord update = record(ENVELOPE, change("u", row("OPEN"), row("DONE")));

        SinkRecord delete = filter(update);

        Struct value = (Struct) delete.value();
        value.validate();
        assertThat(value.getString("op")).isEqualTo("d");
        assertThat(value.get("after")).isNull();
        assertThat(value.getStruct("before")).isEqualTo(row("OPEN"));
        assertThat(delete.key()).isEqualTo(update.key());
        assertThat(delete.kafkaOffset()).isEqualTo(42);
        assertThat(delete.headers().lastWithName("lockstep.digest")).isNull();
        assertThat(((Struct) update.value()).getString("op")).isEqualTo("u");
        assertThat(update.headers().lastWithName("lockstep.digest")).isNotNull();
    }

    @Test
    void deleteOfAnUpdateWithoutImageOfBeforeCarriesTheKey() {
        Struct value = (Struct) filter(change("u", "DONE")).value();

        assertThat(value.getStruct("before")).isEqualTo(new Struct(ROW).put("id", 7L));
    }

    @Test
    void flatRowThatDoesNotMatchBecomesATombstone() {
        SinkRecord tombstone = filter(record(ROW, row("DONE")));

        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.valueSchema()).isNull();
        assertThat(tombstone.key()).isEqualTo(new Struct(KEY).put("id", 7L));
    }

    @Test
    void rowsThatLeftAreDroppedWhenToldSoOrWithoutKey() {
        assertThat(filter(change("u", "DONE"), "when.left", "drop")).isNull();
        assertThat(filter(record(ROW, row("DONE")), "when.left", "DROP")).isNull();
        assertThat(filter(new SinkRecord("t", 0, null, null, ROW, row("DONE"), 1)))
                .isNull();
    }

    @Test
    void deletesTombstonesAndTruncatesAlwaysGoOn() {
        for (SinkRecord record : new SinkRecord[] {
            record(ENVELOPE, change("d", row("DONE"), null)),
            record(ENVELOPE, change("t", null, null)),
            record(null, null),
            record(null, Map.of("id", 7L, "status", "DONE", "__deleted", "true"))
        }) {
            assertThat(filter(record)).isSameAs(record);
        }
    }

    @Test
    void recordsThatAreNoRowsAndOtherTopicsGoOn() {
        Schema heartbeat = SchemaBuilder.struct()
                .name("io.debezium.connector.common.Heartbeat")
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();
        SinkRecord beat = record(heartbeat, new Struct(heartbeat).put("ts_ms", 1L));
        SinkRecord other = change("c", "DONE");

        assertThat(filter(beat)).isSameAs(beat);
        assertThat(filter(other, "topic.pattern", "shop\\.users")).isSameAs(other);
        assertThat(filter(other, "topic.pattern", "shop\\..*")).isNull();
    }

    @Test
    void rowsWithoutSchemaAreFilteredToo() {
        Map<String, Object> open = Map.of("id", 7L, "status", "OPEN");
        Map<String, Object> done = Map.of("id", 7L, "status", "DONE");
        Map<String, Object> update = new HashMap<>();
        update.put("op", "u");
        update.put("before", null);
        update.put("after", done);
        update.put("source", Map.of());

        assertThat(filter(record(null, open))).isNotNull();
        assertThat(filter(record(null, done)).value()).isNull();
        Map<?, ?> delete = (Map<?, ?>) filter(record(null, update)).value();
        assertThat(delete.get("op")).isEqualTo("d");
        assertThat(delete.get("before")).isEqualTo(done);
        assertThat(delete.get("after")).isNull();
        assertThat(update.get("op")).isEqualTo("u");
    }

    @Test
    void conditionSeesTheRecordAround() {
        SinkRecord record = change("u", "OPEN");

        assertThat(filter(
                        record, "condition", "record.op == 'u' && record.key.id == 7 && record.topic == 'shop.orders'"))
                .isSameAs(record);
    }

    @Test
    void conditionThatCannotBeToldIsAnErrorWithCoordinatesAndWithoutValues() {
        SinkRecord record = change("c", null);

        assertThatThrownBy(() -> filter(record, "condition", "status.startsWith('O')"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("topic shop.orders partition 3 offset 42")
                .hasMessageContaining("Null in this row: status")
                .hasMessageContaining("on.error")
                .hasMessageNotContaining("secret");
        assertThat(filter(record, "condition", "status.startsWith('O')", "on.error", "keep"))
                .isSameAs(record);
        assertThat(filter(record, "condition", "status.startsWith('O')", "on.error", "drop"))
                .isNull();
    }

    @Test
    void columnThatTheRowDoesNotHaveIsAnErrorThatNamesThoseItHas() {
        assertThatThrownBy(() -> filter(change("c", "OPEN"), "condition", "statu == 'OPEN'"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("The row has no column statu. Did you mean status? There are: id, status, note");
    }

    @Test
    void valueThatChangeCaptureLeftOutDecidesNothing() {
        assertThatThrownBy(() -> filter(change("u", "__debezium_unavailable_value")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Column status: change capture left the value out");
        assertThatThrownBy(() -> filter(record(null, Map.of("status", "__debezium_unavailable_value"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("left the value out");
    }
}
