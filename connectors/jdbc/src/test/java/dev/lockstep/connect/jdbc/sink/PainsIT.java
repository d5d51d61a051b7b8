/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What users of other sinks run into, by the numbers of {@code docs/pains.md}; those that other tests show are named
 * there.
 */
class PainsIT {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, name text CHECK (name <> 'bad'))";
    private static final String STATEMENTS =
            "CREATE TABLE statements (n serial); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                    + " 'BEGIN INSERT INTO statements DEFAULT VALUES; RETURN NULL; END';"
                    + " CREATE TRIGGER n AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION note()";

    private final Records records = new Records("s.public.t");

    @Test
    @DisplayName("pain 2: many rows are one statement, not one each")
    void writesInSets() {
        TargetDatabase database = new TargetDatabase(TABLE, STATEMENTS);
        try (RunningTask task = new RunningTask(database)) {
            task.put(rows(0, 5_000));
        }
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("5000");
        assertThat(database.query("SELECT count(*) < 10 FROM statements")).containsExactly("t");
    }

    @Test
    @DisplayName("pain 4: tasks that write the same rows in different orders do not deadlock")
    void writesRowsInTheOrderOfTheirKeys() {
        TargetDatabase database = new TargetDatabase(TABLE);
        List<CompletableFuture<Void>> tasks = IntStream.range(0, 3)
                .mapToObj(number -> CompletableFuture.runAsync(() -> {
                    try (RunningTask task = new RunningTask(database)) {
                        for (int round = 0; round < 20; round++) {
                            List<SinkRecord> batch = new ArrayList<>(rows(round * 300L, 300));
                            if (number > 0) {
                                Collections.reverse(batch);
                            }
                            task.put(renumbered(batch, number, round * 300L));
                        }
                    }
                }))
                .toList();
        tasks.forEach(CompletableFuture::join);
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("300");
    }

    @Test
    @DisplayName("pain 5: a refused row is a dead letter, an outage is none")
    void sendsDataToTheDeadLetterQueueAndNoOutage() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(row(1, "good"), row(2, "bad"));
            assertThat(task.context.reports).hasSize(1);
            database.cutConnections();
            SinkRecord next = row(3, "good");
            assertThatThrownBy(() -> task.put(next)).isInstanceOf(RetriableException.class);
            task.put(next);
            assertThat(task.context.reports).hasSize(1);
        }
        assertThat(database.query("SELECT id FROM t ORDER BY id")).containsExactly("1", "3");
    }

    @Test
    @DisplayName("pain 7: a poison record is found in few statements and the rest goes on at once")
    void findsAPoisonRecordWithoutTryingEachAlone() {
        TargetDatabase database = new TargetDatabase(TABLE, STATEMENTS);
        List<SinkRecord> batch = new ArrayList<>(rows(0, 2_000));
        SinkRecord poison = records.flat(key(2_000), struct(ROW, 2_000, "bad"));
        batch.add(new SinkRecord("s.public.t", 0, KEY, poison.key(), ROW, poison.value(), 2_000));
        try (RunningTask task = new RunningTask(database)) {
            task.put(batch);
            assertThat(task.context.reportedRecords()).containsExactly(batch.get(2_000));
            assertThat(task.context.timeouts).as("waits").isEmpty();
        }
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("2000");
        assertThat(database.query("SELECT count(*) < 40 FROM statements")).containsExactly("t");
    }

    @Test
    @DisplayName("pain 10: JSON without schemas is bound by the target's types and loses nothing")
    void takesJsonWithoutSchemas() {
        TargetDatabase database = new TargetDatabase(
                "CREATE TABLE t (id int PRIMARY KEY, small smallint, huge numeric, exact numeric(30,10), day date,"
                        + " document jsonb, tag uuid, flag boolean, nothing text)");
        Map<String, Object> row = new HashMap<>();
        row.put("id", 1L);
        row.put("small", 7L);
        row.put("huge", new BigInteger("123456789012345678901234567890"));
        row.put("exact", "12345678901234567890.0123456789");
        row.put("day", "2024-02-29");
        row.put("document", Map.of("a", List.of(1L)));
        row.put("tag", "6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10");
        row.put("flag", true);
        row.put("nothing", null);
        try (RunningTask task = new RunningTask(database)) {
            task.put(records.schemaless(Map.of("id", 1L), row));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT t::text FROM t"))
                .containsExactly("(1,7,123456789012345678901234567890,12345678901234567890.0123456789,2024-02-29,"
                        + "\"{\"\"a\"\": [1]}\",6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10,t,)");
    }

    @Test
    @DisplayName(
            "pains 11 and 12: uuid, jsonb, enum, inet and arrays take what the records hold, documents stay documents")
    void bindsByTheColumnsType() {
        TargetDatabase database = new TargetDatabase(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE TABLE t (id int PRIMARY KEY, tag uuid, document jsonb, mood mood, address inet, names text[],"
                        + " nested jsonb)");
        Schema nested = SchemaBuilder.struct().field("a", Schema.INT32_SCHEMA).build();
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("tag", Schema.STRING_SCHEMA)
                .field("document", Schema.STRING_SCHEMA)
                .field("mood", Schema.STRING_SCHEMA)
                .field("address", Schema.STRING_SCHEMA)
                .field("names", SchemaBuilder.array(Schema.STRING_SCHEMA))
                .field("nested", nested)
                .build();
        Struct row = struct(
                schema,
                1,
                "6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10",
                "{\"x\":1}",
                "happy",
                "10.0.0.1",
                List.of("a", "b"),
                struct(nested, 5));
        try (RunningTask task = new RunningTask(database)) {
            task.put(records.flat(key(1), row));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT t::text FROM t"))
                .containsExactly("(1,6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10,\"{\"\"x\"\": 1}\",happy,10.0.0.1,"
                        + "\"{a,b}\",\"{\"\"a\"\": 5}\")");
    }

    @Test
    @DisplayName("pains 13 and 14: numbers keep every digit, times every microsecond, dates before 1582 their day")
    void keepsDigitsAndMicroseconds() {
        TargetDatabase database = new TargetDatabase(
                "CREATE TABLE t (id int PRIMARY KEY, amount numeric, at timestamptz, local timestamp, day date)");
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("amount", Decimal.schema(127))
                .field("at", SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp"))
                .field("local", SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp"))
                .field("day", SchemaBuilder.int32().name("io.debezium.time.Date"))
                .build();
        Struct row = struct(
                schema, 1, new BigDecimal("1.5").setScale(127), "2024-02-29T12:00:00.123456Z", -1_500_000L, -200_000);
        try (RunningTask task = new RunningTask(database)) {
            task.put(records.flat(key(1), row));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT (amount = 1.5) || ' ' || at || ' ' || local || ' ' || day FROM t"))
                .containsExactly("true 2024-02-29 12:00:00.123456+00 1969-12-31 23:59:58.5 1422-06-03");
    }

    @Test
    @DisplayName("pain 15: a NUL character is named, with its column, and stops nobody else")
    void namesTheColumnOfANulCharacter() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(row(1, "a\0b"), row(2, "fine"));
            assertThat(task.context.reports)
                    .singleElement()
                    .satisfies(report -> assertThat(report.error().getMessage())
                            .contains("NUL character", "\"name\"", "s.public.t-0@0"));
        }
        assertThat(database.query("SELECT id FROM t")).containsExactly("2");
    }

    @Test
    @DisplayName("pain 20: a task that stops leaves no session behind")
    void leavesNoSession() {
        TargetDatabase database = new TargetDatabase(TABLE);
        String sessions = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lockstep' AND datname ="
                + " current_database() AND state IS NOT NULL";
        try (RunningTask task = new RunningTask(database)) {
            task.put(row(1, "a"));
            assertThat(database.query(sessions)).containsExactly("1");
        }
        List<String> left = database.query(sessions);
        for (int attempt = 0; attempt < 1_000 && !left.equals(List.of("0")); attempt++) {
            left = database.query(sessions); // the server takes a moment to notice
        }
        assertThat(left).containsExactly("0");
    }

    @Test
    @DisplayName("pain 26: offsets are those of the topic itself, whatever transforms make of its name")
    void commitsOffsetsOfTheTopicBeforeItWasRenamed() {
        TargetDatabase database = new TargetDatabase(TABLE);
        TopicPartition original = new TopicPartition("shop", 0);
        SinkRecord renamed = new SinkRecord("shop", 0, KEY, key(1), ROW, struct(ROW, 1, "x"), 41)
                .newRecord("s.public.t", 0, KEY, key(1), ROW, struct(ROW, 1, "x"), null);
        try (RunningTask task = new RunningTask(database)) {
            task.put(renamed);
            assertThat(task.committable(original, 42)).isEqualTo(42);
        }
        assertThat(database.query("SELECT topic || ' ' || next_offset FROM lockstep_offsets"))
                .containsExactly("shop 42");
        assertThat(database.query("SELECT name FROM t")).containsExactly("x");
    }

    private SinkRecord row(int id, String name) {
        return records.flat(key(id), struct(ROW, id, name));
    }

    private static Struct key(int id) {
        return struct(KEY, id);
    }

    private static List<SinkRecord> rows(long firstOffset, int count) {
        return IntStream.range(0, count)
                .mapToObj(id ->
                        new SinkRecord("s.public.t", 0, KEY, key(id), ROW, struct(ROW, id, "row"), firstOffset + id))
                .toList();
    }

    /** The same records on a partition of their own, with rising offsets. */
    private static List<SinkRecord> renumbered(List<SinkRecord> batch, int partition, long firstOffset) {
        return IntStream.range(0, batch.size())
                .mapToObj(i -> new SinkRecord(
                        "s.public.t",
                        partition,
                        KEY,
                        batch.get(i).key(),
                        ROW,
                        batch.get(i).value(),
                        firstOffset + i))
                .toList();
    }
}
