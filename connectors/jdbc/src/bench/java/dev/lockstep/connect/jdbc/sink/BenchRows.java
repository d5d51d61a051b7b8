/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records of a table of ten columns, about 233 bytes a row, as change capture gives them. */
final class BenchRows {
    static final String TABLE = "(id bigint PRIMARY KEY, name text, code varchar(40), amount numeric(18,4),"
            + " created_at timestamptz, d date, active boolean, doc jsonb, uid uuid, score double precision)";

    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("code", Schema.OPTIONAL_STRING_SCHEMA)
            .field("amount", Decimal.builder(4).optional().build())
            .field("created_at", named("io.debezium.time.ZonedTimestamp", Schema.Type.STRING))
            .field("d", named("io.debezium.time.Date", Schema.Type.INT32))
            .field("active", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field("doc", named("io.debezium.data.Json", Schema.Type.STRING))
            .field("uid", named("io.debezium.data.Uuid", Schema.Type.STRING))
            .field("score", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .build();

    private BenchRows() {}

    static List<SinkRecord> records(String topic, long from, int count, boolean schemas) {
        List<SinkRecord> records = new ArrayList<>(count);
        for (long id = from; id < from + count; id++) {
            Struct row = row(id);
            Struct key = new Struct(KEY).put("id", id);
            records.add(
                    schemas
                            ? new SinkRecord(topic, 0, KEY, key, ROW, row, id)
                            : new SinkRecord(topic, 0, null, Map.of("id", id), null, withoutSchema(row), id));
        }
        return records;
    }

    private static Struct row(long id) {
        String hash = new UUID(id * 0x9E3779B97F4A7C15L, ~id * 0xC2B2AE3D27D4EB4FL).toString();
        String plain = hash.replace("-", "");
        return new Struct(ROW)
                .put("id", id)
                .put("name", "name-" + plain)
                .put("code", "C" + (1_000_000_000L + id))
                .put("amount", new BigDecimal(BigInteger.valueOf(id * 371_234L % 100_000_000_000L), 4))
                .put(
                        "created_at",
                        String.format(
                                "2024-%02d-%02dT%02d:%02d:%02d.%06dZ",
                                1 + id % 12, 1 + id % 28, id % 24, id % 60, id * 7 % 60, id * 7919 % 1_000_000))
                .put("d", (int) (19_000 + id % 1_000))
                .put("active", id % 3 == 0)
                .put(
                        "doc",
                        "{\"k\": " + id + ", \"tags\": [\"a\", \"b\"], \"note\": \"" + plain.substring(0, 20) + "\"}")
                .put("uid", hash)
                .put("score", id * 0.37);
    }

    // As a JSON converter without schemas gives them: the decimal as text, so that no digit is lost.
    private static Map<String, Object> withoutSchema(Struct row) {
        Map<String, Object> map = new LinkedHashMap<>();
        ROW.fields().forEach(field -> map.put(field.name(), row.get(field)));
        map.put("amount", ((BigDecimal) row.get("amount")).toPlainString());
        map.put("d", java.time.LocalDate.ofEpochDay(row.getInt32("d")).toString());
        return map;
    }

    private static Schema named(String name, Schema.Type type) {
        return new SchemaBuilder(type).name(name).optional().build();
    }
}
