/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Records in, rows out, on a real server: shapes, keys, bad rows, outages. */
class BulkJdbcSinkIT {
    private static final String TOPIC = "server.public.t";
    private static final String TABLE =
            "CREATE TABLE t (id int PRIMARY KEY, name text UNIQUE, amount int CHECK (amount > 0))";
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("amount", Schema.OPTIONAL_INT32_SCHEMA)
            .build();

    private final Records records = new Records(TOPIC);

    @Test
    void followsEnvelopesFlatRowsDeletesAndTombstones() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(
                    records.envelope("r", key(1), ROW, row(1, "one", 1)),
                    records.envelope("c", key(2), ROW, row(2, "two", 2)),
                    records.flat(key(3), row(3, "three", 3)),
                    records.schemaless(Map.of("id", 4L), Map.of("id", 4L, "name", "four", "amount", 4L)),
                    records.next(Schema.INT32_SCHEMA, 5, ROW, row(5, "five", 5)));
            assertThat(rows(database))
                    .containsExactly("(1,one,1)", "(2,two,2)", "(3,three,3)", "(4,four,4)", "(5,five,5)");

            task.put(
                    records.envelope("u", key(1), ROW, row(1, "uno", null)),
                    records.envelope("d", key(2), ROW, null),
                    records.tombstone(key(2)),
                    records.tombstone(key(3)),
                    records.schemaless(Map.of("id", 4L), Map.of("id", 4L, "__deleted", "true")),
                    records.schemaless(
                            Map.of("id", 5L), Map.of("id", 5L, "name", "cinq", "amount", 5L, "__deleted", "false")));
            assertThat(rows(database)).containsExactly("(1,uno,)", "(5,cinq,5)");
            assertThat(task.context.reports).isEmpty();
        }
    }

    @Test
    void writesTheLastChangeOfARowThatChangedSeveralTimesInOneDelivery() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(
                    records.flat(key(1), row(1, "first", 1)),
                    records.tombstone(key(1)),
                    records.flat(key(2), row(2, "gone", 1)),
                    records.flat(key(1), row(1, "last", 2)),
                    records.tombstone(key(2)));
        }
        assertThat(rows(database)).containsExactly("(1,last,2)");
    }

    @Test
    void leavesColumnsAloneThatARecordDoesNotHave() {
        TargetDatabase database = new TargetDatabase(TABLE);
        Schema partial = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("amount", Schema.INT32_SCHEMA)
                .build();
        try (RunningTask task = new RunningTask(database)) {
            task.put(records.flat(key(1), row(1, "kept", 1)));
            task.put(records.flat(key(1), struct(partial, 1, 7)), records.flat(key(2), row(2, "two", 2)));
        }
        assertThat(rows(database)).containsExactly("(1,kept,7)", "(2,two,2)");
    }

    @Test
    void writesCompositeKeysPartitionedTablesAndOddNames() {
        TargetDatabase database = new TargetDatabase(
                "CREATE SCHEMA \"Odd \"\"Schema\"",
                "CREATE TABLE \"Odd \"\"Schema\".\"order\" (\"Region\" char(3), \"select\" uuid, v numeric(8,2),"
                        + " twice numeric GENERATED ALWAYS AS (v * 2) STORED, PRIMARY KEY (\"Region\", \"select\"))"
                        + " PARTITION BY LIST (\"Region\")",
                "CREATE TABLE p_de PARTITION OF \"Odd \"\"Schema\".\"order\" FOR VALUES IN ('de')",
                "CREATE TABLE p_rest PARTITION OF \"Odd \"\"Schema\".\"order\" DEFAULT");
        Schema keySchema = SchemaBuilder.struct()
                .field("select", SchemaBuilder.string().name("io.debezium.data.Uuid"))
                .field("Region", Schema.STRING_SCHEMA)
                .build();
        Schema rowSchema = SchemaBuilder.struct()
                .field("Region", Schema.STRING_SCHEMA)
                .field("select", SchemaBuilder.string().name("io.debezium.data.Uuid"))
                .field("v", Schema.OPTIONAL_STRING_SCHEMA)
                .field("twice", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        String id = "6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10";
        Struct german = struct(keySchema, id, "de ");
        Struct french = struct(keySchema, id, "fr ");
        try (RunningTask task = new RunningTask(
                database, true, Map.of("table.topic.pattern", "(.*)", "table.name.format", "Odd \"Schema.order"))) {
            task.put(
                    records.flat(german, struct(rowSchema, "de ", id, "1.50", "ignored")),
                    records.flat(french, struct(rowSchema, "fr ", id, "2.50", null)),
                    records.flat(french, struct(rowSchema, "fr", id, "3.50", null)));
            task.put(records.tombstone(german));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT t::text FROM \"Odd \"\"Schema\".\"order\" t"))
                .containsExactly("(\"fr \"," + id + ",3.50,7.00)");
    }

    @Test
    void keepsTheValuesOfAnAlwaysIdentityColumn() {
        TargetDatabase database = new TargetDatabase(
                "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, amount int)");
        try (RunningTask task = new RunningTask(database)) {
            task.put(records.flat(key(70), row(70, "a", 1)));
            task.put(records.flat(key(70), row(70, "b", 2)));
        }
        assertThat(rows(database)).containsExactly("(70,b,2)");
    }

    @Test
    void reportsTheBadRowsOfALargeBatchAndWritesTheRest() {
        TargetDatabase database = new TargetDatabase(TABLE);
        List<SinkRecord> batch = new ArrayList<>();
        for (int id = 0; id < 2_000; id++) {
            int amount = id % 500 == 123 ? -987654 : 1;
            batch.add(records.flat(key(id), row(id, "secret" + id, amount)));
        }
        try (RunningTask task = new RunningTask(database, true, Map.of("batch.rows", "700"))) {
            task.put(batch);
            assertThat(task.context.reportedRecords())
                    .containsExactly(batch.get(123), batch.get(623), batch.get(1123), batch.get(1623));
            assertThat(task.context.reports).allSatisfy(report -> {
                assertThat(report.error().getMessage())
                        .contains("SQLSTATE 23514", "\"t_amount_check\"", "public.t", TOPIC + "-0@")
                        .doesNotContain("987654", "secret");
                assertThat(report.error().getCause()).isNull();
            });
        }
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("1996");
    }

    @Test
    void writesThePreviousChangeOfARowWhenTheLastOneIsRefused() {
        TargetDatabase database = new TargetDatabase(TABLE);
        SinkRecord good = records.flat(key(1), row(1, "good", 1));
        SinkRecord better = records.flat(key(1), row(1, "better", 2));
        SinkRecord bad = records.flat(key(1), row(1, "bad", -3));
        try (RunningTask task = new RunningTask(database)) {
            task.put(good, better, bad);
            assertThat(task.context.reportedRecords()).containsExactly(bad);
        }
        assertThat(rows(database)).containsExactly("(1,better,2)");
    }

    @Test
    void refusesNothingWhenRowsHandAUniqueValueOnOrSwapIt() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(
                    records.flat(key(1), row(1, "a", 1)),
                    records.flat(key(2), row(2, "b", 1)),
                    records.flat(key(3), row(3, "c", 1)),
                    records.flat(key(4), row(4, "d", 1)));
            task.put(
                    records.flat(key(2), row(2, "z", 2)), // b is free
                    records.flat(key(1), row(1, "b", 2)),
                    records.flat(key(3), row(3, "aside", 2)), // c and d change places
                    records.flat(key(4), row(4, "c", 2)),
                    records.flat(key(3), row(3, "d", 2)));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(rows(database)).containsExactly("(1,b,2)", "(2,z,2)", "(3,d,2)", "(4,c,2)");
    }

    @Test
    void writesRowsThatReferToLaterRowsOfTheSameDelivery() {
        TargetDatabase database = new TargetDatabase(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent)");
        Schema child = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("parent", Schema.INT32_SCHEMA)
                .build();
        try (RunningTask task = new RunningTask(database)) {
            task.put(
                    new Records("s.public.child").flat(key(1), struct(child, 1, 9)),
                    new Records("s.public.parent").flat(key(9), struct(KEY, 9)));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT parent FROM child")).containsExactly("9");
    }

    @Test
    void reportsRecordsThatAreNoRowsOfTheirTable() {
        TargetDatabase database = new TargetDatabase(
                "CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL, amount int NOT NULL DEFAULT 5)");
        Schema unknownColumn = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("colour", Schema.STRING_SCHEMA)
                .build();
        Schema wrongKey =
                SchemaBuilder.struct().field("nr", Schema.INT32_SCHEMA).build();
        List<SinkRecord> bad = List.of(
                records.next(null, null, ROW, row(1, "no key", 1)),
                records.flat(struct(wrongKey, 1), row(1, "wrong key", 1)),
                records.flat(key(2), row(1, "key and row disagree", 1)),
                records.flat(key(1), struct(unknownColumn, 1, "x", "red")),
                records.flat(key(1), struct(KEY, 1)),
                records.flat(key(1), row(1, null, 1)),
                records.flat(key(1), row(1, "a\0b", 1)),
                records.envelope("t", null, ROW, null),
                records.next(Schema.INT32_SCHEMA, 1, Schema.STRING_SCHEMA, "no row"));
        SinkRecord good = records.flat(key(3), row(3, "good", 1));
        List<SinkRecord> all = new ArrayList<>(bad);
        all.add(good);
        try (RunningTask task = new RunningTask(database)) {
            task.put(all);
            assertThat(task.context.reportedRecords()).containsExactlyElementsOf(bad);
            assertThat(task.context.reports)
                    .extracting(report -> report.error().getMessage())
                    .allMatch(message -> message.contains(TOPIC + "-0@"))
                    .satisfiesExactly(
                            message -> assertThat(message).contains("no key"),
                            message -> assertThat(message).contains("[id]", "[nr]"),
                            message -> assertThat(message).contains("disagree", "\"id\""),
                            message -> assertThat(message).contains("\"colour\""),
                            message -> assertThat(message).contains("\"name\"", "NOT NULL"),
                            message -> assertThat(message).contains("\"name\"", "null"),
                            message -> assertThat(message).contains("\"name\"", "NUL character"),
                            message -> assertThat(message).contains("truncation"),
                            message -> assertThat(message).contains("Expected a row"));
        }
        assertThat(rows(database)).containsExactly("(3,good,1)");
    }

    @Test
    void stopsAtABadRecordWithItsCoordinatesWhenThereIsNoDeadLetterQueue() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database, false, Map.of())) {
            SinkRecord good = records.flat(key(1), row(1, "good", 1));
            SinkRecord bad = records.flat(key(2), row(2, "secret", -1));
            assertThatThrownBy(() -> task.put(good, bad))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContainingAll("23514", TOPIC + "-0@1", "errors.deadletterqueue.topic.name")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    @Test
    void triesAgainAfterTheConnectionWasCut() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(records.flat(key(1), row(1, "before", 1)));
            SinkRecord[] batch = {records.flat(key(2), row(2, "bad", -1)), records.flat(key(3), row(3, "after", 1))};
            database.cutConnections();
            assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
            assertThat(task.context.timeouts).hasSize(1).allMatch(delay -> delay >= 250 && delay <= 500);
            assertThat(task.context.reports).as("an outage is no dead letter").isEmpty();

            task.put(batch);
            assertThat(task.context.reportedRecords()).containsExactly(batch[0]);
        }
        assertThat(rows(database)).containsExactly("(1,before,1)", "(3,after,1)");
    }

    @Test
    void givesUpAnOutageAtOnceWhenToldNeverToRetry() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database, true, Map.of("retry.timeout.ms", "0"))) {
            task.put(records.flat(key(1), row(1, "before", 1)));
            database.cutConnections();
            SinkRecord next = records.flat(key(2), row(2, "after", 1));
            assertThatThrownBy(() -> task.put(next))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContaining("retry.timeout.ms");
        }
    }

    @Test
    void triesAgainWhenTheServerIsNotThereYet() {
        TargetDatabase database = new TargetDatabase(TABLE);
        // Port 1 is privileged and unused; nothing listens there.
        String url = database.url().replaceFirst(":\\d+/", ":1/");
        try (RunningTask task = new RunningTask(database, true, Map.of("connection.url", url))) {
            SinkRecord record = records.flat(key(1), row(1, "x", 1));
            assertThatThrownBy(() -> task.put(record))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("08001");
            assertThatThrownBy(() -> task.put(record)).isInstanceOf(RetriableException.class);
            assertThat(task.context.timeouts).hasSize(2);
            assertThat(task.context.reports).isEmpty();
        }
    }

    @Test
    void stopsAndSaysWhatToGrantWhenTheUserMayNotWrite() {
        TargetDatabase database = new TargetDatabase(TABLE, "CREATE ROLE reader LOGIN", "GRANT SELECT ON t TO reader");
        Map<String, String> reader = Map.of("connection.user", "reader", "delivery", "at-least-once");
        try (RunningTask task = new RunningTask(database, true, reader)) {
            SinkRecord record = records.flat(key(1), row(1, "x", 1));
            assertThatThrownBy(() -> task.put(record))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContainingAll("42501", "public.t", "Grant");
            assertThat(task.context.reports).isEmpty();
        }
    }

    @Test
    void skipsRecordsOfPartitionsThatAreNoLongerItsOwn() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.context.assignment.add(new TopicPartition("other", 0));
            task.putAsAssigned(List.of(records.flat(key(1), row(1, "not ours", 1))));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(rows(database)).isEmpty();
    }

    @Test
    void stopsWhenATableIsNotThereOrItsColumnsVanish() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            assertThatThrownBy(() -> task.put(new Records("s.public.missing").flat(key(1), row(1, "x", 1))))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("public.missing");
            assertThatThrownBy(() -> task.put(new Records("odd").flat(key(1), row(1, "x", 1))))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContainingAll("Topic odd", "table.topic.pattern");
            task.put(records.flat(key(1), row(1, "x", 1)));
            database.run("ALTER TABLE t DROP COLUMN amount");
            SinkRecord next = records.flat(key(2), row(2, "y", 1));
            assertThatThrownBy(() -> task.put(next))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContainingAll("42703", "restart the task");
            assertThat(task.context.reports).isEmpty();
        }
    }

    @Test
    void writesRowsOfAKeyWhoseEqualityOnlyTheDatabaseKnowsInTheirOrderOfArrival() {
        TargetDatabase database =
                new TargetDatabase("CREATE EXTENSION citext", "CREATE TABLE t (code citext PRIMARY KEY, v int)");
        Schema key = SchemaBuilder.struct().field("code", Schema.STRING_SCHEMA).build();
        Schema row = SchemaBuilder.struct()
                .field("code", Schema.STRING_SCHEMA)
                .field("v", Schema.INT32_SCHEMA)
                .build();
        try (RunningTask task = new RunningTask(database)) {
            task.put(
                    records.flat(struct(key, "b"), struct(row, "b", 1)),
                    records.flat(struct(key, "B"), struct(row, "B", 2)),
                    records.flat(struct(key, "a"), struct(row, "a", 1)),
                    records.tombstone(struct(key, "A")));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT t::text FROM t")).containsExactly("(b,2)");
    }

    @Test
    void readsTheCatalogueAgainAfterAnOutage() {
        TargetDatabase database = new TargetDatabase("CREATE TABLE t (id int PRIMARY KEY, name text)");
        try (RunningTask task = new RunningTask(database)) {
            SinkRecord early = records.flat(key(1), row(1, "x", 1));
            task.put(early);
            assertThat(task.context.reportedRecords()).containsExactly(early);
            database.run("ALTER TABLE t ADD COLUMN amount int");
            database.cutConnections();
            SinkRecord key = records.tombstone(key(5));
            assertThatThrownBy(() -> task.put(key)).isInstanceOf(RetriableException.class);
            task.put(key, records.flat(key(1), row(1, "x", 1)));
        }
        assertThat(rows(database)).containsExactly("(1,x,1)");
    }

    @Test
    void writesTensOfThousandsOfRowsInAFewStatements() {
        TargetDatabase database = new TargetDatabase(TABLE);
        List<SinkRecord> batch = IntStream.range(0, 30_000)
                .mapToObj(id -> records.flat(key(id), row(id, "name" + id, 1)))
                .toList();
        try (RunningTask task = new RunningTask(database)) {
            task.put(batch);
        }
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("30000");
    }

    private static Struct key(int id) {
        return struct(KEY, id);
    }

    private static Struct row(int id, String name, Integer amount) {
        return struct(ROW, id, name, amount);
    }

    private static List<String> rows(TargetDatabase database) {
        return database.query("SELECT t::text FROM t ORDER BY id");
    }
}
