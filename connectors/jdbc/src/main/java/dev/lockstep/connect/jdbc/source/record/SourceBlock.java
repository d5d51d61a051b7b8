/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import dev.lockstep.connect.jdbc.read.CapturedTable;
import java.time.Instant;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The block of an envelope that says where a row was read. A read has no position in a log: those fields are empty or 0. */
final class SourceBlock {
    private static final String SNAPSHOTS =
            "true,first,first_in_data_collection,last_in_data_collection,last,false,incremental";
    private static final Schema SNAPSHOT = SchemaBuilder.string()
            .name("io.debezium.data.Enum")
            .version(1)
            .parameter("allowed", SNAPSHOTS)
            .optional()
            .defaultValue("false")
            .build();

    private final Schema schema;
    private final Struct template;

    private SourceBlock(Schema schema, Struct template) {
        this.schema = schema;
        this.template = template;
    }

    /** @param prefix of the topics, which is the server's name to change capture */
    static SourceBlock of(DatabaseEngine engine, CapturedTable table, String prefix, String version) {
        SchemaBuilder builder = common("io.debezium.connector." + table.product() + ".Source");
        Schema schema = switch (engine) {
            case POSTGRES -> postgres(builder);
            case MYSQL -> mySql(builder);
            case SQLITE -> builder.field("table", Schema.STRING_SCHEMA);
        };
        Struct template = new Struct(schema.schema())
                .put("version", version)
                .put("connector", table.product())
                .put("name", prefix)
                .put("db", table.database())
                .put("table", table.name().table());
        switch (engine) {
            case POSTGRES -> template.put("schema", table.name().schema());
            case MYSQL ->
                template.put("server_id", 0L).put("file", "").put("pos", 0L).put("row", 0);
            case SQLITE -> {}
        }
        return new SourceBlock(template.schema(), template);
    }

    private static SchemaBuilder common(String name) {
        return SchemaBuilder.struct()
                .name(name)
                .version(1)
                .field("version", Schema.STRING_SCHEMA)
                .field("connector", Schema.STRING_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.INT64_SCHEMA)
                .field("snapshot", SNAPSHOT)
                .field("db", Schema.STRING_SCHEMA)
                .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
                .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA);
    }

    private static SchemaBuilder postgres(SchemaBuilder builder) {
        return builder.field("schema", Schema.STRING_SCHEMA)
                .field("table", Schema.STRING_SCHEMA)
                .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
                .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
                .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
                .field("origin", Schema.OPTIONAL_STRING_SCHEMA)
                .field("origin_lsn", Schema.OPTIONAL_INT64_SCHEMA);
    }

    private static SchemaBuilder mySql(SchemaBuilder builder) {
        return builder.field("table", Schema.OPTIONAL_STRING_SCHEMA)
                .field("server_id", Schema.INT64_SCHEMA)
                .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
                .field("file", Schema.STRING_SCHEMA)
                .field("pos", Schema.INT64_SCHEMA)
                .field("row", Schema.INT32_SCHEMA)
                .field("thread", Schema.OPTIONAL_INT64_SCHEMA)
                .field("query", Schema.OPTIONAL_STRING_SCHEMA);
    }

    Schema schema() {
        return schema;
    }

    Struct of(RowOrigin origin) {
        Instant at = origin.readAt();
        Struct block = new Struct(schema);
        for (Field field : schema.fields()) {
            Object fixed = template.getWithoutDefault(field.name());
            if (fixed != null) {
                block.put(field, fixed);
            }
        }
        return block.put("ts_ms", Times.millis(at))
                .put("ts_us", Times.micros(at))
                .put("ts_ns", Times.nanos(at))
                .put("snapshot", origin.lastOfTable() ? "last_in_data_collection" : "true");
    }
}
