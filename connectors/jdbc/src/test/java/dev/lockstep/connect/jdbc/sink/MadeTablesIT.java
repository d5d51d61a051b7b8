/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tables and columns that the sink makes, on a real server. */
class MadeTablesIT {
    private static final Map<String, String> MAKING =
            Map.of("table.create", "from-records", "table.evolve", "add-columns");
    private static final Schema KEY = SchemaBuilder.struct()
            .field("region", Schema.STRING_SCHEMA)
            .field("id", Schema.INT64_SCHEMA)
            .build();
    private static final String COLUMNS = "SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod)"
            + " || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END FROM pg_attribute a"
            + " WHERE a.attrelid = 't'::regclass AND a.attnum > 0 ORDER BY a.attnum";

    private final Records records = new Records("s.public.t");

    @Test
    void makesATableWithTheTypesTheRecordsMean() {
        TargetDatabase database = new TargetDatabase();
        Schema row = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("region", Schema.STRING_SCHEMA)
                .field("price", decimal(2, "12"))
                .field("any digits", Decimal.builder(4).optional().build())
                .field("document", named("io.debezium.data.Json"))
                .field("tag", named("io.debezium.data.Uuid"))
                .field("at", named("io.debezium.time.ZonedTimestamp"))
                .field("local", int64("io.debezium.time.MicroTimestamp"))
                .field(
                        "names",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional())
                .field("raw", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("flag", Schema.BOOLEAN_SCHEMA)
                .build();
        String tag = "6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10";
        Struct key = struct(KEY, "eu", 1L);
        Struct value = struct(
                row,
                1L,
                "eu",
                new BigDecimal("10.50"),
                new BigDecimal("0.1234"),
                "{\"a\": 1}",
                tag,
                "2024-02-29T12:00:00.123456Z",
                1_000_001L,
                List.of("x"),
                new byte[] {1},
                true);
        try (RunningTask task = new RunningTask(database, true, MAKING)) {
            task.put(records.envelope("c", key, row, value));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query(COLUMNS))
                .containsExactly(
                        "region text not null",
                        "id bigint not null",
                        "price numeric(12,2) not null",
                        "any digits numeric",
                        "document jsonb",
                        "tag uuid",
                        "at timestamp with time zone",
                        "local timestamp without time zone",
                        "names text[]",
                        "raw bytea",
                        "flag boolean not null");
        assertThat(database.query("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 't'::regclass"
                        + " AND contype = 'p'"))
                .containsExactly("PRIMARY KEY (region, id)");
        assertThat(database.query("SELECT t::text FROM t"))
                .containsExactly("(eu,1,10.50,0.1234,\"{\"\"a\"\": 1}\"," + tag
                        + ",\"2024-02-29 12:00:00.123456+00\",\"1970-01-01 00:00:01.000001\",{x},\"\\\\x01\",t)");
    }

    @Test
    @DisplayName("pain 25: columns are added once, nullable, while several tasks meet the same new field")
    void addsColumnsWhileSeveralTasksMeetTheSameNewField() {
        TargetDatabase database = new TargetDatabase();
        List<CompletableFuture<Void>> tasks = IntStream.range(0, 4)
                .mapToObj(number -> CompletableFuture.runAsync(() -> writeThreeShapes(database, number)))
                .toList();
        tasks.forEach(CompletableFuture::join);
        assertThat(database.query(COLUMNS))
                .containsExactlyInAnyOrder("region text not null", "id bigint not null", "a integer", "b text");
        assertThat(database.query("SELECT count(*) || ' ' || count(a) || ' ' || count(b) FROM t"))
                .containsExactly("12 8 4");
    }

    private static void writeThreeShapes(TargetDatabase database, int number) {
        Schema plain = SchemaBuilder.struct()
                .field("region", Schema.STRING_SCHEMA)
                .field("id", Schema.INT64_SCHEMA)
                .build();
        Schema withA = SchemaBuilder.struct()
                .field("region", Schema.STRING_SCHEMA)
                .field("id", Schema.INT64_SCHEMA)
                .field("a", Schema.INT32_SCHEMA)
                .build();
        Schema withB = SchemaBuilder.struct()
                .field("region", Schema.STRING_SCHEMA)
                .field("id", Schema.INT64_SCHEMA)
                .field("a", Schema.INT32_SCHEMA)
                .field("b", Schema.STRING_SCHEMA)
                .build();
        String region = "r" + number;
        try (RunningTask task = new RunningTask(database, false, MAKING)) {
            Records own = new Records("s.public.t");
            putUntilTaken(task, own.flat(struct(KEY, region, 1L), struct(plain, region, 1L)));
            putUntilTaken(task, own.flat(struct(KEY, region, 2L), struct(withA, region, 2L, 2)));
            putUntilTaken(task, own.flat(struct(KEY, region, 3L), struct(withB, region, 3L, 3, "x")));
        }
    }

    // Definitions and rows of several tasks may end in a deadlock, which is tried again.
    private static void putUntilTaken(RunningTask task, SinkRecord record) {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                task.put(record);
                return;
            } catch (RetriableException e) {
                assertThat(attempt).as(e.getMessage()).isLessThan(19);
            }
        }
    }

    @Test
    void makesATableWithoutKeyWhereEveryRecordIsARow() {
        TargetDatabase database = new TargetDatabase();
        Map<String, String> settings = new HashMap<>(MAKING);
        settings.putAll(Map.of("insert.mode", "insert", "delete.enabled", "false"));
        Schema row = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
        try (RunningTask task = new RunningTask(database, true, settings)) {
            task.put(records.next(null, null, row, struct(row, 1)), records.next(null, null, row, struct(row, 1)));
        }
        assertThat(database.query("SELECT id FROM t")).containsExactly("1", "1");
    }

    @Test
    void refusesToGuessATypeOrToCutAName() {
        TargetDatabase database = new TargetDatabase();
        Schema unknown = SchemaBuilder.struct()
                .field("region", Schema.STRING_SCHEMA)
                .field("id", Schema.INT64_SCHEMA)
                .field(
                        "shape",
                        SchemaBuilder.struct()
                                .name("io.debezium.data.geometry.Geometry")
                                .optional())
                .build();
        SinkRecord strange = records.flat(struct(KEY, "eu", 1L), struct(unknown, "eu", 1L, null));
        Schema tooLong = SchemaBuilder.struct()
                .field("region", Schema.STRING_SCHEMA)
                .field("id", Schema.INT64_SCHEMA)
                .field("ü".repeat(32), Schema.STRING_SCHEMA)
                .build();
        SinkRecord longName = records.flat(struct(KEY, "eu", 1L), struct(tooLong, "eu", 1L, "x"));
        try (RunningTask task = new RunningTask(database, true, MAKING)) {
            assertThatThrownBy(() -> task.put(strange))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContainingAll("public.t", "\"shape\"", "Geometry", "Create the table");
            assertThatThrownBy(() -> task.put(longName))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContainingAll("public.t", "63 bytes");
            SinkRecord schemaless = records.schemaless(Map.of("id", 1L), Map.of("id", 1L));
            task.put(schemaless);
            assertThat(task.context.reportedRecords()).containsExactly(schemaless);
        }
        assertThat(database.query("SELECT to_regclass('t') IS NULL")).containsExactly("t");
    }

    @Test
    void addsNothingUnlessToldTo() {
        TargetDatabase database =
                new TargetDatabase("CREATE TABLE t (region text, id bigint, PRIMARY KEY (id, region))");
        Schema row = SchemaBuilder.struct()
                .field("region", Schema.STRING_SCHEMA)
                .field("id", Schema.INT64_SCHEMA)
                .field("a", Schema.INT32_SCHEMA)
                .build();
        SinkRecord record = records.flat(struct(KEY, "eu", 1L), struct(row, "eu", 1L, 1));
        try (RunningTask task = new RunningTask(database)) {
            task.put(record);
            assertThat(task.context.reportedRecords()).containsExactly(record);
        }
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("0");
    }

    private static Schema named(String name) {
        return SchemaBuilder.string().name(name).optional().build();
    }

    private static Schema int64(String name) {
        return SchemaBuilder.int64().name(name).optional().build();
    }

    private static Schema decimal(int scale, String precision) {
        return Decimal.builder(scale)
                .parameter("connect.decimal.precision", precision)
                .build();
    }
}
