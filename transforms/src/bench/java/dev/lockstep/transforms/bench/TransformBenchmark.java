/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.bench;

import dev.lockstep.transforms.CleanFields;
import dev.lockstep.transforms.MapFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Cast;
import org.apache.kafka.connect.transforms.InsertField;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.TimestampConverter;
import org.apache.kafka.connect.transforms.Transformation;
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

/**
 * Twelve rules on flat rows of twenty columns, on one core: four columns renamed, two dropped, a constant, three casts, a
 * date out of text, and a timestamp out of milliseconds.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TransformBenchmark {
    private static final int ROWS = 1_024;

    /**
     * {@code lockstep} is one MapFields with all rules; {@code lockstep-two} the same rules in a MapFields and a
     * CleanFields; {@code stock-links} Kafka's own transforms with a rule in each link, as
     * guides write it; {@code stock-tight} Kafka's own with as many rules in a link as it can hold.
     */
    @Param({"lockstep", "lockstep-two", "stock-links", "stock-tight"})
    public String chain;

    private static final String FIELDS = "rename id to user_id; rename name to full_name; rename mail to email;"
            + " rename tel to phone; drop row_version; drop legacy_flag; set origin = 'legacy';";
    private static final String VALUES =
            "age: to(int32); score: to(string); visits: to(int64); born: parse-date('yyyy-MM-dd'); seen: epoch(ms)";

    private static final Schema ROW = schema();

    private final List<Transformation<SourceRecord>> links = new ArrayList<>();
    private final SourceRecord[] records = new SourceRecord[ROWS];
    private int next;

    @Setup
    public void prepare() {
        switch (chain) {
            case "lockstep" -> link(new MapFields.Value<>(), Map.of("rules", FIELDS + VALUES));
            case "lockstep-two" -> {
                link(new MapFields.Value<>(), Map.of("rules", FIELDS));
                link(new CleanFields.Value<>(), Map.of("rules", VALUES));
            }
            case "stock-links" -> stockLinks();
            default -> stockTight();
        }
        for (int i = 0; i < ROWS; i++) {
            records[i] = new SourceRecord(Map.of(), Map.of(), "src.public.users", null, null, null, ROW, row(i));
        }
    }

    private void stockLinks() {
        for (String renamed : List.of("id:user_id", "name:full_name", "mail:email", "tel:phone")) {
            link(new ReplaceField.Value<>(), Map.of("renames", renamed));
        }
        link(new ReplaceField.Value<>(), Map.of("exclude", "row_version"));
        link(new ReplaceField.Value<>(), Map.of("exclude", "legacy_flag"));
        link(new InsertField.Value<>(), Map.of("static.field", "origin", "static.value", "legacy"));
        for (String cast : List.of("age:int32", "score:string", "visits:int64")) {
            link(new Cast.Value<>(), Map.of("spec", cast));
        }
        times();
    }

    private void stockTight() {
        link(
                new ReplaceField.Value<>(),
                Map.of(
                        "renames", "id:user_id,name:full_name,mail:email,tel:phone",
                        "exclude", "row_version,legacy_flag"));
        link(new InsertField.Value<>(), Map.of("static.field", "origin", "static.value", "legacy"));
        link(new Cast.Value<>(), Map.of("spec", "age:int32,score:string,visits:int64"));
        times();
    }

    private void times() {
        link(new TimestampConverter.Value<>(), Map.of("field", "born", "target.type", "Date", "format", "yyyy-MM-dd"));
        link(
                new TimestampConverter.Value<>(),
                Map.of("field", "seen", "target.type", "Timestamp", "unix.precision", "milliseconds"));
    }

    private void link(Transformation<SourceRecord> link, Map<String, String> settings) {
        link.configure(settings);
        links.add(link);
    }

    @Benchmark
    public SourceRecord transform() {
        SourceRecord record = records[next];
        next = (next + 1) % ROWS;
        for (Transformation<SourceRecord> link : links) {
            record = link.apply(record);
        }
        return record;
    }

    private static Schema schema() {
        SchemaBuilder builder = SchemaBuilder.struct().name("users");
        Map<String, Schema> columns = new LinkedHashMap<>();
        columns.put("id", Schema.INT64_SCHEMA);
        for (String text : List.of("name", "mail", "tel", "age", "born", "street", "city", "zip", "country", "note")) {
            columns.put(text, Schema.OPTIONAL_STRING_SCHEMA);
        }
        columns.put("score", Schema.OPTIONAL_FLOAT64_SCHEMA);
        columns.put("visits", Schema.OPTIONAL_INT32_SCHEMA);
        columns.put("seen", Schema.OPTIONAL_INT64_SCHEMA);
        columns.put("row_version", Schema.OPTIONAL_INT64_SCHEMA);
        columns.put("legacy_flag", Schema.OPTIONAL_BOOLEAN_SCHEMA);
        for (String number : List.of("a", "b", "c", "d")) {
            columns.put(number, Schema.OPTIONAL_INT64_SCHEMA);
        }
        columns.forEach(builder::field);
        return builder.build();
    }

    private static Struct row(int i) {
        return new Struct(ROW)
                .put("id", (long) i)
                .put("name", "name " + i)
                .put("mail", "user" + i + "@example.com")
                .put("tel", "+43 1 " + (1_000_000 + i))
                .put("age", String.valueOf(18 + i % 60))
                .put("born", String.format(java.util.Locale.ROOT, "19%02d-0%d-1%d", 50 + i % 50, 1 + i % 9, i % 9))
                .put("street", "street " + i % 97)
                .put("city", "city " + i % 53)
                .put("zip", String.valueOf(1_000 + i % 9_000))
                .put("country", "AT")
                .put("note", i % 3 == 0 ? null : "note " + i)
                .put("score", i / 8.0)
                .put("visits", i % 1_000)
                .put("seen", 1_700_000_000_000L + i * 1_000L)
                .put("row_version", (long) i)
                .put("legacy_flag", i % 2 == 0)
                .put("a", (long) i)
                .put("b", (long) -i)
                .put("c", null)
                .put("d", 5L);
    }
}
