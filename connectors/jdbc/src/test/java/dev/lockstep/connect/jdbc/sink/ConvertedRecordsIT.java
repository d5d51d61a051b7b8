/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RecordFormat;
import dev.lockstep.connect.jdbc.source.record.RecordSettings;
import dev.lockstep.connect.jdbc.source.record.RowOrigin;
import dev.lockstep.connect.jdbc.source.record.RowRecords;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Records as the sink gets them: written by a JSON converter and read by one. */
class ConvertedRecordsIT {
    private static final String TOPIC = "s.public.t";
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("v", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("w", Schema.OPTIONAL_FLOAT32_SCHEMA)
            .build();
    private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, v double precision, w real)";

    private long offset;
    private String decimals = "NUMERIC";

    private static SinkRecord row(int id, Double v, Float w) {
        return new SinkRecord(TOPIC, 0, KEY, struct(KEY, id), ROW, struct(ROW, id, v, w), 0);
    }

    private static List<SinkRecord> rowsThatJsonCannotHold() {
        return List.of(
                row(1, Double.NaN, 1f),
                row(2, Double.POSITIVE_INFINITY, 1f),
                row(3, Double.NEGATIVE_INFINITY, 1f),
                row(4, 1d, Float.NaN),
                row(5, 1d, Float.NEGATIVE_INFINITY),
                row(6, -0.5, 0.1f));
    }

    /** The record after both converters; headers travel by themselves. */
    private SinkRecord converted(SinkRecord record, boolean schemas) {
        SchemaAndValue key = through(record.keySchema(), record.key(), schemas, true);
        SchemaAndValue value = through(record.valueSchema(), record.value(), schemas, false);
        SinkRecord arrived =
                new SinkRecord(TOPIC, 0, key.schema(), key.value(), value.schema(), value.value(), offset++);
        record.headers().forEach(arrived.headers()::add);
        return arrived;
    }

    private SchemaAndValue through(Schema schema, Object value, boolean schemas, boolean isKey) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(
                    Map.of("schemas.enable", schemas, "replace.null.with.default", false, "decimal.format", decimals),
                    isKey);
            return converter.toConnectData(TOPIC, converter.fromConnectData(TOPIC, schema, value));
        }
    }

    private static SinkRecord stamped(SinkRecord record) {
        RecordDigester digester = new RecordDigester();
        RecordDigester.RowVersion version =
                digester.digest(record.keySchema(), record.key(), record.valueSchema(), record.value());
        DigestHeader header = new DigestHeader(
                digester.algorithm(), digester.policy(), Optional.of(version.key()), version.content());
        record.headers().addString(DigestHeader.NAME, header.format());
        return record;
    }

    @Test
    void whatTheConverterMadeZeroOfIsADeadLetterByItsDigest() {
        TargetDatabase database = new TargetDatabase(TABLE);
        List<SinkRecord> arrived = rowsThatJsonCannotHold().stream()
                .map(record -> converted(stamped(record), true))
                .toList();
        try (RunningTask task = new RunningTask(database)) {
            task.put(arrived);
            assertThat(task.context.reportedRecords()).containsExactlyElementsOf(arrived.subList(0, 5));
            assertThat(task.context.reports)
                    .allSatisfy(
                            report -> assertThat(report.error().getMessage()).contains("lockstep.digest", "converter"));
        }
        assertThat(database.query("SELECT t::text FROM t")).containsExactly("(6,-0.5,0.1)");
    }

    @Test
    void withoutSchemasNanAndInfinitiesAreTextAndArrive() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database)) {
            task.put(rowsThatJsonCannotHold().stream()
                    .map(record -> converted(stamped(record), false))
                    .toList());
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT t::text FROM t ORDER BY id"))
                .containsExactly(
                        "(1,NaN,1)",
                        "(2,Infinity,1)",
                        "(3,-Infinity,1)",
                        "(4,1,NaN)",
                        "(5,1,-Infinity)",
                        "(6,-0.5,0.1)");
    }

    @Test
    void rowsOfOurSourceArriveWithoutSchemasWhenTheUnitOfTheirTimesIsSaid() throws SQLException {
        String table = "CREATE TABLE t (id int PRIMARY KEY, millis timestamp(3), micros timestamp, zoned timestamptz,"
                + " clock time, day date, days date[], moments timestamp[], tag uuid, document jsonb, names text[],"
                + " exact numeric(12,4), real double precision, flag boolean)";
        TargetDatabase source = new TargetDatabase(
                table,
                "INSERT INTO t VALUES (1, '2024-02-29 12:00:00.123', '1969-12-31 23:59:58.500001',"
                        + " '2024-02-29 12:00:00.123456+00', '23:59:59.999999', '1500-03-01',"
                        + " ARRAY['2024-02-29', NULL]::date[], ARRAY['2024-02-29 00:00:00.000001']::timestamp[],"
                        + " '6f1f6d2e-0d6a-4f5e-9c63-0d2a44b8ed10', '{\"a\": [1]}', ARRAY['x', NULL], 12345.6789, 0.1,"
                        + " true)",
                "INSERT INTO t (id) VALUES (2)");
        TargetDatabase target = new TargetDatabase(table);
        try (RunningTask task = new RunningTask(target)) {
            task.put(rows(source));
            assertThat(task.context.reports)
                    .singleElement()
                    .satisfies(report ->
                            assertThat(report.error().getMessage()).contains("\"millis\"", "schemaless.time.unit"));
        }
        try (RunningTask task = new RunningTask(target, true, Map.of("schemaless.time.unit", "adaptive"))) {
            task.put(rows(source));
            assertThat(task.context.reports).isEmpty();
        }
        String all = "SELECT t::text FROM t ORDER BY id";
        assertThat(target.query(all)).isEqualTo(source.query(all));
    }

    @Test
    void decimalsThatTheConverterMadeBase64OfAreRefused() throws SQLException {
        String table = "CREATE TABLE t (id int PRIMARY KEY, exact numeric(12,4))";
        TargetDatabase source = new TargetDatabase(table, "INSERT INTO t VALUES (1, 12345.6789)");
        TargetDatabase target = new TargetDatabase(table);
        decimals = "BASE64";
        try (RunningTask task = new RunningTask(target)) {
            task.put(rows(source));
            assertThat(task.context.reports)
                    .singleElement()
                    .satisfies(report -> assertThat(report.error().getMessage()).contains("22P02"));
        }
        assertThat(target.query("SELECT count(*) FROM t")).containsExactly("0");
    }

    private List<SinkRecord> rows(TargetDatabase source) throws SQLException {
        RecordSettings settings = new RecordSettings("s", RecordFormat.ROW, column -> false);
        RowOrigin origin = new RowOrigin(Instant.EPOCH, false);
        List<SinkRecord> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(source.url(), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            RowRecords records =
                    RowRecords.of(connection, DatabaseEngine.POSTGRES, new TableName("public", "t"), settings);
            try (ResultSet row = statement.executeQuery(
                    "SELECT " + String.join(", ", records.expressions()) + " FROM t ORDER BY id")) {
                while (row.next()) {
                    rows.add(converted(
                            new SinkRecord(
                                    TOPIC,
                                    0,
                                    records.keySchema(),
                                    records.keyOf(row),
                                    records.valueSchema(),
                                    records.valueOf(row, origin),
                                    0),
                            false));
                }
            }
        }
        return rows;
    }
}
