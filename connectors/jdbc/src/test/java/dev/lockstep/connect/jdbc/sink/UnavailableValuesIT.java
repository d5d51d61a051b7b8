/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What change capture did not know it must not write: the placeholder, in every type's form, leaves the column alone. */
class UnavailableValuesIT {
    private static final String TEXT = "__debezium_unavailable_value";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("n", Schema.INT32_SCHEMA)
            .field("t", Schema.STRING_SCHEMA)
            .field("j", SchemaBuilder.string().name("io.debezium.data.Json"))
            .field("b", Schema.BYTES_SCHEMA)
            .field("a", SchemaBuilder.array(Schema.STRING_SCHEMA))
            .field("i", SchemaBuilder.array(Schema.INT32_SCHEMA))
            .build();
    private static final String TABLE =
            "CREATE TABLE t (id int PRIMARY KEY, n int, t text NOT NULL, j jsonb, b bytea, a text[], i int[])";

    private final Records records = new Records("s.public.t");

    @Test
    void leavesEveryFormOfAnUnavailableValueAlone() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(full(1, 1));
            task.put(unchanged(1, 2));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(rows(database)).containsExactly("(1,2,text1,\"{\"\"k\"\": 1}\",\"\\\\x01\",\"{a,b}\",\"{1,2}\")");
    }

    @Test
    void leavesThemAloneInLargeSetsToo() {
        TargetDatabase database = new TargetDatabase(TABLE);
        List<SinkRecord> updates = new ArrayList<>();
        List<SinkRecord> rows = new ArrayList<>();
        for (int id = 0; id < 6_000; id++) {
            rows.add(full(id, 1));
        }
        for (int id = 0; id < 6_000; id++) {
            updates.add(id % 2 == 0 ? unchanged(id, 2) : full(id, 2));
        }
        try (RunningTask task = new RunningTask(database)) {
            task.put(rows);
            task.put(updates);
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT count(*) FROM t WHERE n = 2 AND t = 'text' || id AND b IS NOT NULL"))
                .containsExactly("6000");
    }

    @Test
    void takesTheValueFromAnEarlierChangeOfTheSameDelivery() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(full(1, 1), unchanged(1, 2), unchanged(1, 3));
            task.put(records.tombstone(key(1)), full(1, 4), unchanged(1, 5));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT n || t FROM t")).containsExactly("5text1");
    }

    @Test
    void refusesARowThatIsNotThereAndOfWhichPartIsUnknown() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(full(1, 1), full(3, 1));
            SinkRecord known = unchanged(1, 2);
            SinkRecord lost = unchanged(2, 1);
            SinkRecord tombstone = records.tombstone(key(3));
            SinkRecord deleted = unchanged(3, 2);
            task.put(known, lost, tombstone, deleted);
            assertThat(task.context.reportedRecords()).containsExactlyInAnyOrder(lost, deleted);
            assertThat(task.context.reports)
                    .allSatisfy(report -> assertThat(report.error().getMessage())
                            .contains("placeholder", "not there", "REPLICA IDENTITY FULL"));
        }
        assertThat(database.query("SELECT id || ':' || n FROM t")).containsExactly("1:2");
    }

    @Test
    void refusesAPlaceholderInAKeyAndAmongOtherElements() {
        TargetDatabase database = new TargetDatabase(
                "CREATE TABLE t (id text PRIMARY KEY, a text[])", "INSERT INTO t VALUES ('x', '{}')");
        try (RunningTask task = new RunningTask(database)) {
            SinkRecord key = records.schemaless(Map.of("id", TEXT), Map.of("id", TEXT));
            SinkRecord element = records.schemaless(Map.of("id", "x"), Map.of("id", "x", "a", List.of("y", TEXT)));
            task.put(key, element);
            assertThat(task.context.reportedRecords()).containsExactly(key, element);
        }
        assertThat(rows(database)).containsExactly("(x,{})");
    }

    private SinkRecord full(int id, int n) {
        return records.flat(
                key(id),
                struct(
                        ROW,
                        id,
                        n,
                        "text" + id,
                        "{\"k\":" + id + "}",
                        ByteBuffer.wrap(new byte[] {1}),
                        List.of("a", "b"),
                        List.of(1, 2)));
    }

    private SinkRecord unchanged(int id, int n) {
        List<Integer> numbers = TEXT.chars().boxed().toList();
        return records.flat(key(id), struct(ROW, id, n, TEXT, TEXT, ByteBuffer.wrap(BYTES), List.of(TEXT), numbers));
    }

    private static Struct key(int id) {
        return struct(KEY, id);
    }

    private static List<String> rows(TargetDatabase database) {
        return database.query("SELECT r::text FROM t AS r ORDER BY id");
    }
}
