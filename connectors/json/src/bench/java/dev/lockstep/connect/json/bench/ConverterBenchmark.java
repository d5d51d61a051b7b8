/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json.bench;

import dev.lockstep.connect.json.StreamedJsonConverter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time for one row of ten columns, as bytes and back, by Kafka's converter and by ours. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConverterBenchmark {
    private static final Schema ROW = SchemaBuilder.struct()
            .name("shop.public.orders.Value")
            .field("id", Schema.INT64_SCHEMA)
            .field("body", Schema.STRING_SCHEMA)
            .field("label", Schema.OPTIONAL_STRING_SCHEMA)
            .field("amount", Decimal.builder(4).optional().build())
            .field(
                    "created",
                    SchemaBuilder.string()
                            .name("io.debezium.time.ZonedTimestamp")
                            .optional()
                            .build())
            .field(
                    "day",
                    SchemaBuilder.int32()
                            .name("io.debezium.time.Date")
                            .optional()
                            .build())
            .field("active", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field(
                    "document",
                    SchemaBuilder.string()
                            .name("io.debezium.data.Json")
                            .optional()
                            .build())
            .field(
                    "token",
                    SchemaBuilder.string()
                            .name("io.debezium.data.Uuid")
                            .optional()
                            .build())
            .field("ratio", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .build();

    @Param({"kafka", "lockstep"})
    public String converter;

    @Param({"true", "false"})
    public String schemas;

    private Converter used;
    private Struct row;
    private byte[] bytes;

    @Setup
    public void prepare() {
        used = converter.equals("kafka") ? new JsonConverter() : new StreamedJsonConverter();
        used.configure(Map.of("schemas.enable", schemas), false);
        row = new Struct(ROW)
                .put("id", 123_456_789L)
                .put("body", "a text of a length that is usual for texts in tables, beyond ASCII now and then: Zoë")
                .put("label", "label 4711")
                .put("amount", new BigDecimal("12345678.9012"))
                .put("created", "2024-05-17T13:45:12.345678Z")
                .put("day", 19_860)
                .put("active", true)
                .put("document", "{\"k\": 17, \"tags\": [\"a\", \"b\"]}")
                .put("token", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
                .put("ratio", 0.12345678901234);
        bytes = used.fromConnectData("t", ROW, row);
    }

    @Benchmark
    public byte[] write() {
        return used.fromConnectData("t", ROW, row);
    }

    @Benchmark
    public SchemaAndValue read() {
        return used.toConnectData("t", bytes);
    }
}
