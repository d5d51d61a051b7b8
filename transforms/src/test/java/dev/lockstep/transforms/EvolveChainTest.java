/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** A row that takes all migrations at once is the row that takes one after the other. */
class EvolveChainTest {
    private static final int VERSIONS = 4;
    private static final List<String> TYPES = List.of("string", "int64", "int32", "boolean");

    /** One field of a generated version. */
    private record Column(String name, String type, boolean isRequired, String rest) {
        String line() {
            String value =
                    isRequired ? " = " + (type.equals("string") ? "'x'" : type.equals("boolean") ? "true" : "7") : "";
            return "  " + name + ": " + type + (isRequired ? " required" : "") + value + rest;
        }

        Column then(String newName, String newType, boolean required, String newRest) {
            return new Column(newName, newType, required, newRest);
        }
    }

    @Property(tries = 100)
    void allAtOnceIsOneAfterTheOther(@ForAll long seed) {
        Random random = new Random(seed);
        List<List<Column>> chain = chain(random);
        String text = text(chain);
        Schema schema = schema(chain.get(0));
        Struct row = row(schema, random);

        Struct atOnce = (Struct) evolved(text, 1, VERSIONS, schema, row);
        Struct stepwise = row;
        for (int version = 1; version < VERSIONS; version++) {
            stepwise = (Struct) evolved(text, version, version + 1, stepwise.schema(), stepwise);
        }

        assertThat(atOnce).as(text).isEqualTo(stepwise);
        assertThat(atOnce.schema().fields())
                .extracting(field -> field.name())
                .containsExactlyElementsOf(
                        chain.get(VERSIONS - 1).stream().map(Column::name).toList());
        atOnce.validate();
    }

    @Property(tries = 100)
    void allAtOnceIsOneAfterTheOtherWithoutSchema(@ForAll long seed) {
        Random random = new Random(seed);
        List<List<Column>> chain = chain(random);
        String text = text(chain);
        Schema schema = schema(chain.get(0));
        Map<String, Object> row = new LinkedHashMap<>();
        Struct struct = row(schema, random);
        schema.fields().forEach(field -> {
            Object value = struct.getWithoutDefault(field.name());
            row.put(field.name(), value instanceof Integer number ? (Object) number.longValue() : value);
        });

        Object stepwise = row;
        for (int version = 1; version < VERSIONS; version++) {
            stepwise = evolved(text, version, version + 1, null, stepwise);
        }

        assertThat(evolved(text, 1, VERSIONS, null, row)).as(text).isEqualTo(stepwise);
    }

    private static Object evolved(String text, int from, int to, Schema schema, Object value) {
        EvolveSchema.Value<SinkRecord> transform = new EvolveSchema.Value<>();
        transform.configure(Map.of("versions", text, "version.from", "header:v", "target.version", String.valueOf(to)));
        SinkRecord record = new SinkRecord("t", 0, null, null, schema, value, 0);
        record.headers().addString("v", String.valueOf(from));
        return transform.apply(record).value();
    }

    private static String text(List<List<Column>> chain) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < chain.size(); i++) {
            text.append("version ").append(i + 1).append('\n');
            text.append(chain.get(i).stream().map(Column::line).collect(Collectors.joining("\n")))
                    .append('\n');
        }
        return text.toString();
    }

    private static List<List<Column>> chain(Random random) {
        List<List<Column>> chain = new ArrayList<>();
        List<Column> first = new ArrayList<>();
        for (int i = 0; i < 3 + random.nextInt(3); i++) {
            first.add(new Column("f" + i, TYPES.get(random.nextInt(TYPES.size())), random.nextBoolean(), ""));
        }
        chain.add(first);
        int[] names = {100};
        while (chain.size() < VERSIONS) {
            chain.add(next(chain.get(chain.size() - 1), random, names));
        }
        return chain;
    }

    private static List<Column> next(List<Column> before, Random random, int[] names) {
        List<Column> columns = new ArrayList<>();
        for (Column column : before) {
            Column plain = column.then(column.name(), column.type(), column.isRequired(), "");
            switch (random.nextInt(7)) {
                case 0 -> {
                    if (before.size() < 3) {
                        columns.add(plain);
                    }
                }
                case 1 ->
                    columns.add(plain.then("g" + names[0]++, plain.type(), plain.isRequired(), " was " + plain.name()));
                case 2 -> columns.add(plain.then(plain.name(), "string", plain.isRequired(), ""));
                case 3 -> columns.add(plain.then(plain.name(), plain.type(), !plain.isRequired(), ""));
                case 4 -> {
                    columns.add(plain);
                    if (plain.type().equals("string")) {
                        columns.add(plain.then(
                                "h" + names[0]++, "string", false, " from coalesce(" + plain.name() + ", '-') + '!'"));
                    }
                }
                default -> columns.add(plain);
            }
        }
        columns.add(new Column("n" + names[0]++, TYPES.get(random.nextInt(TYPES.size())), random.nextBoolean(), ""));
        Collections.shuffle(columns, random);
        return columns;
    }

    private static Schema schema(List<Column> columns) {
        SchemaBuilder builder = SchemaBuilder.struct().name("t");
        for (Column column : columns) {
            SchemaBuilder field = switch (column.type()) {
                case "int64" -> SchemaBuilder.int64();
                case "int32" -> SchemaBuilder.int32();
                case "boolean" -> SchemaBuilder.bool();
                default -> SchemaBuilder.string();
            };
            builder.field(
                    column.name(),
                    column.isRequired() ? field.build() : field.optional().build());
        }
        return builder.build();
    }

    private static Struct row(Schema schema, Random random) {
        Struct row = new Struct(schema);
        schema.fields().forEach(field -> {
            if (!field.schema().isOptional() || random.nextInt(3) > 0) {
                row.put(
                        field,
                        switch (field.schema().type()) {
                            case INT64 -> (Object) random.nextLong();
                            case INT32 -> (Object) random.nextInt();
                            case BOOLEAN -> (Object) random.nextBoolean();
                            default -> "t" + random.nextInt();
                        });
            }
        });
        return row;
    }
}
