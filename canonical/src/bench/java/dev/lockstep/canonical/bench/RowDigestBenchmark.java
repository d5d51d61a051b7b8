/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.bench;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.change.RecordDigester.Settings;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.HmacSha256;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.value.Placeholder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
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

/** Key and content of rows of ten columns, as Debezium gives them, on one core. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class RowDigestBenchmark {
    private static final int ROWS = 4_096;

    @Param({"exact", "locator", "policy", "hmac"})
    public String mode;

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

    private final Struct[] keys = new Struct[ROWS];
    private final Struct[] rows = new Struct[ROWS];
    private RecordDigester digester;
    private int next;

    @Setup
    public void prepare() {
        DigestAlgorithm algorithm =
                mode.equals("hmac") ? new HmacSha256(new byte[32], "bench") : DigestAlgorithm.XXH3_128;
        Policy policy = mode.equals("policy")
                ? Policy.parse("table *\n created_at: timestamp(3,cut)\n code: rtrim\n amount: decimal(2,round)")
                : Policy.EXACT;
        digester = new RecordDigester(
                new Settings(policy.forTable("t", algorithm), algorithm, Placeholder.DEFAULT, mode.equals("locator")));
        for (int i = 0; i < ROWS; i++) {
            String hash = UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)})
                    .toString();
            keys[i] = new Struct(KEY).put("id", (long) i);
            rows[i] = new Struct(ROW)
                    .put("id", (long) i)
                    .put("name", "name-" + hash.replace("-", ""))
                    .put("code", "C" + (1_000_000_000L + i))
                    .put("amount", new BigDecimal(BigInteger.valueOf(371_234L * i), 4))
                    .put("created_at", "2020-01-01T00:" + (10 + i % 50) + ":01.123457Z")
                    .put("d", 10_958 + i)
                    .put("active", i % 2 == 0)
                    .put("doc", "{\"k\": " + i + ", \"s\": \"" + hash.replace("-", "") + "\", \"t\": [" + i + ", 1]}")
                    .put("uid", hash)
                    .put("score", i / 7.0);
        }
    }

    @Benchmark
    public RowVersion keyAndContent() {
        int i = next++ & (ROWS - 1);
        return digester.digest(KEY, keys[i], ROW, rows[i]);
    }

    private static Schema named(String name, Schema.Type type) {
        return new SchemaBuilder(type).name(name).optional().build();
    }
}
