/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What users of other sources run into, by the numbers of {@code docs/pains.md}; those that other tests show are named
 * there.
 */
class SourcePainsIT {
    private static final String MARIADB = "mariadb";
    private static final long MEGABYTE = 1 << 20;

    private static SourceServer.Database database(SourceServer server, String... statements) {
        SourceServer.Database database = server.create();
        database.run(statements);
        return database;
    }

    /** The rows of a table, read to its end. */
    private static List<SourceRecord> read(SourceServer.Database database) {
        try (FakeSourceWorker worker = new FakeSourceWorker(ChunkedSourceContract.config(database), 1).start()) {
            worker.pollToEnd();
            return worker.records();
        }
    }

    private static Struct row(SourceServer.Database database) {
        List<SourceRecord> records = read(database);
        assertThat(records).hasSize(1);
        return FakeSourceWorker.row(records.get(0));
    }

    private static String type(Struct row, String field) {
        return row.schema().field(field).schema().name();
    }

    @Test
    @DisplayName("pains 11 and 12: uuid, jsonb, enum, inet and arrays are read for what they are, none is left out")
    void readsEveryTypeForWhatItIs() {
        Struct row = row(database(
                SourceServer.POSTGRES,
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE TABLE t (id int PRIMARY KEY, tag uuid, document jsonb, mood mood, address inet, names text[])",
                "INSERT INTO t VALUES (1, '6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10', '{\"a\": [1]}', 'happy', '10.0.0.1',"
                        + " ARRAY['a', NULL, 'b,c'])"));
        assertThat(row.getString("tag")).isEqualTo("6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10");
        assertThat(type(row, "tag")).isEqualTo("io.debezium.data.Uuid");
        assertThat(row.getString("document")).isEqualTo("{\"a\": [1]}");
        assertThat(type(row, "document")).isEqualTo("io.debezium.data.Json");
        assertThat(row.getString("mood")).isEqualTo("happy");
        assertThat(type(row, "mood")).isEqualTo("io.debezium.data.Enum");
        assertThat(row.getString("address")).isEqualTo("10.0.0.1");
        assertThat(row.getArray("names")).containsExactly("a", null, "b,c");
    }

    @Test
    @DisplayName(
            "pains 11 and 12: a column that no record can hold is an error that names it, never left out in silence")
    void refusesColumnsThatNoRecordCanHold() {
        SourceServer.Database database = database(
                SourceServer.POSTGRES,
                "CREATE TYPE pair AS (a int, b int)",
                "CREATE TABLE t (id int PRIMARY KEY, both_of pair)",
                "INSERT INTO t VALUES (1, '(1,2)')");
        assertThatThrownBy(() -> read(database))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("\"both_of\"")
                .hasMessageContaining("public.t");
    }

    @Test
    @DisplayName("pains 13 and 14: numbers keep every digit, times every microsecond, dates before 1582 their day")
    void keepsDigitsAndMicroseconds() {
        Struct row = row(database(
                SourceServer.POSTGRES,
                "CREATE TABLE t (id int PRIMARY KEY, any_scale numeric, fixed numeric(38,10), at timestamptz,"
                        + " local timestamp, day date)",
                "INSERT INTO t VALUES (1, 123456789012345678901234567890.0123456789, 1234567890123456789012345678.5,"
                        + " '1969-12-31 23:59:58.500001+00', '1969-12-31 23:59:58.500001', '1422-06-03')"));
        Struct number = row.getStruct("any_scale");
        assertThat(new BigDecimal(new BigInteger(number.getBytes("value")), number.getInt32("scale")))
                .isEqualTo(new BigDecimal("123456789012345678901234567890.0123456789"));
        assertThat(row.get("fixed")).isEqualTo(new BigDecimal("1234567890123456789012345678.5000000000"));
        assertThat(row.getString("at")).isEqualTo("1969-12-31T23:59:58.500001Z");
        assertThat(row.getInt64("local")).isEqualTo(-1_499_999L);
        assertThat(row.getInt32("day")).isEqualTo((int) LocalDate.of(1422, 6, 3).toEpochDay());
    }

    @Test
    @Tag(MARIADB)
    @DisplayName("pain 15: a NUL character in a text arrives as it is")
    void keepsNulCharacters() {
        Struct row = row(database(
                SourceServer.MARIADB,
                "CREATE TABLE t (id int PRIMARY KEY, body varchar(9))",
                "INSERT INTO t VALUES (1, concat('a', char(0 USING utf8mb4), 'b'))"));
        assertThat(row.getString("body")).isEqualTo("a\0b");
    }

    @Test
    @Tag(MARIADB)
    @DisplayName("pain 16: unsigned integers keep their sign, a zero date is an error that names its column")
    void keepsUnsignedIntegersAndRefusesZeroDates() {
        SourceServer.Database database = database(
                SourceServer.MARIADB,
                "SET SESSION sql_mode = ''",
                "CREATE TABLE t (id int PRIMARY KEY, small tinyint unsigned, large int unsigned, huge bigint unsigned)",
                "INSERT INTO t VALUES (1, 255, 4294967295, 9223372036854775807)");
        Struct row = row(database);
        assertThat(row.getInt16("small")).isEqualTo((short) 255);
        assertThat(row.getInt64("large")).isEqualTo(4_294_967_295L);
        assertThat(row.getInt64("huge")).isEqualTo(Long.MAX_VALUE);
        SourceServer.Database zero = database(
                SourceServer.MARIADB,
                "SET SESSION sql_mode = ''",
                "CREATE TABLE t (id int PRIMARY KEY, day date)",
                "INSERT INTO t VALUES (1, '0000-00-00')");
        assertThatThrownBy(() -> read(zero))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("\"day\"")
                .hasMessageContaining("of table")
                .hasMessageNotContaining("0000");
    }

    @Test
    @DisplayName("pain 18: one big table is read by many tasks at a time")
    void readsOneTableWithManyTasks() {
        SourceServer.Database database = SourceServer.POSTGRES.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY)",
                "INSERT INTO t SELECT n FROM (" + database.numbers(40_000) + ") s",
                "ANALYZE t");
        try (FakeSourceWorker worker = new FakeSourceWorker(ChunkedSourceContract.config(database), 4).start()) {
            assertThat(worker.taskConfigs())
                    .hasSize(4)
                    .allSatisfy(task -> assertThat(TaskShare.read(task))
                            .singleElement()
                            .satisfies(share -> assertThat(share.lanes()).hasSize(2)));
            worker.pollToEnd();
            assertThat(worker.values("t.public.t", "id"))
                    .containsExactlyInAnyOrderElementsOf(ChunkedSourceContract.numbers(1, 40_000));
        }
    }

    @Test
    @DisplayName(
            "pain 19: a table larger than the memory is streamed, large values that PostgreSQL stores apart included")
    void holdsNoMoreThanItsQueueOfPostgres() {
        holdsNoMoreThanItsQueue(database(
                SourceServer.POSTGRES,
                "CREATE TABLE t (id integer PRIMARY KEY, body text)",
                "ALTER TABLE t ALTER body SET STORAGE EXTERNAL",
                "INSERT INTO t SELECT n, repeat('x', 50000) FROM generate_series(1, 3000) n",
                "ANALYZE t"));
    }

    @Test
    @Tag(MARIADB)
    @DisplayName("pain 19: a table larger than the memory is streamed from MariaDB")
    void holdsNoMoreThanItsQueueOfMariaDb() {
        holdsNoMoreThanItsQueue(database(
                SourceServer.MARIADB,
                "CREATE TABLE t (id integer PRIMARY KEY, body mediumtext)",
                "INSERT INTO t SELECT seq, repeat('x', 50000) FROM seq_1_to_3000",
                "ANALYZE TABLE t"));
    }

    /** 150 MB of rows in one page, of which nobody takes any for a while. */
    private static void holdsNoMoreThanItsQueue(SourceServer.Database database) {
        Map<String, String> config = ChunkedSourceContract.config(
                database, "queue.bytes", "1000000", "lanes.per.table", "1", "readers.per.task", "1");
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 1).dropping(row -> true)) {
            long before = usedBytes();
            worker.start();
            worker.await(() -> worker.metric("queue-bytes") > 0);
            assertThat(usedBytes() - before).as("memory taken").isLessThan(30 * MEGABYTE);
            worker.pollToEnd();
            worker.await(() -> worker.metric("rows-total") == 3_000);
        }
    }

    private static long usedBytes() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    @DisplayName("pain 23: a large value comes whole, not as a placeholder")
    void readsLargeValuesWhole() {
        SourceServer.Database database = database(
                SourceServer.POSTGRES,
                "CREATE TABLE t (id int PRIMARY KEY, body text)",
                "INSERT INTO t SELECT 1, string_agg(md5(n::text), '') FROM generate_series(1, 50000) n");
        assertThat(row(database).getString("body"))
                .hasSize(1_600_000)
                .isEqualTo(database.query("SELECT body FROM t").get(0));
    }

    @Test
    @DisplayName("pain 24: when the stored positions are lost, everything is read again; it never waits for nothing")
    void readsAllAgainWhenItsPositionsAreLost() {
        SourceServer.Database database = SourceServer.POSTGRES.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY)",
                "INSERT INTO t SELECT n FROM (" + database.numbers(100) + ") s");
        FakeSourceWorker worker = new FakeSourceWorker(ChunkedSourceContract.config(database), 1);
        try (worker) {
            worker.start();
            worker.pollToEnd();
        }
        worker.offsets().clear();
        try (FakeSourceWorker next = worker.restarted(Map.of(), 1)) {
            next.start();
            next.pollToEnd();
            assertThat(next.records()).hasSize(100);
        }
    }

    @Test
    @DisplayName("pain 27: nothing that a transform could fail on: no record without a value, progress included")
    void sendsNoTombstones() {
        SourceServer.Database database = SourceServer.POSTGRES.create();
        database.run("CREATE TABLE t (id integer PRIMARY KEY)", "INSERT INTO t VALUES (1)", "DELETE FROM t");
        database.run("INSERT INTO t VALUES (2)");
        try (FakeSourceWorker worker =
                new FakeSourceWorker(ChunkedSourceContract.polling(database, "snapshot+poll"), 1).start()) {
            worker.pollToEnd();
            database.run("DELETE FROM t", "INSERT INTO t VALUES (3)");
            worker.pollUntil(() -> worker.records().size() == 2);
            worker.pollFor(Duration.ofMillis(100));
            assertThat(worker.records())
                    .hasSize(2)
                    .allSatisfy(record -> assertThat(record.value()).isNotNull());
            assertThat(worker.progress())
                    .isNotEmpty()
                    .allSatisfy(record -> assertThat(record.value()).isNotNull());
        }
    }
}
