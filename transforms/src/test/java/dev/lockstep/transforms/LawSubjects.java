/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.row.RecordPart;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** The transforms that the laws are tried on, each with settings that change nested fields and elements of lists. */
final class LawSubjects {
    static final Schema ROW = schema();

    private static final String SECRET = "bm90IGEgc2VjcmV0LCBidXQgbG9uZw==";
    private static final Expected TOKEN = value -> value instanceof String text && text.matches("[a-z0-9]{20}");

    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();

    /**
     * One transform.
     *
     * @param transforms one for each half of a record that it works on
     * @param settings that work on {@link #row}
     * @param unknownField settings that name a field {@code nosuch}; null where settings name no fields
     * @param reached what then stands at some paths, such as {@code items.1.sku}: a value, or a predicate of it
     */
    record Subject(
            String name,
            Map<RecordPart, Supplier<Transformation<SinkRecord>>> transforms,
            Map<String, String> settings,
            Map<String, String> unknownField,
            Map<String, Object> reached) {}

    /** What a value has to look like that cannot be told beforehand. */
    interface Expected {
        boolean fits(Object value);
    }

    private LawSubjects() {}

    static List<Subject> all() {
        return List.of(
                mapFields(),
                cleanFields(),
                protectFields(),
                protectKeys(),
                filterRecords(),
                validateRecords(),
                evolveSchema(),
                stampDigest());
    }

    private static Subject mapFields() {
        return new Subject(
                "MapFields",
                Map.of(RecordPart.KEY, MapFields.Key::new, RecordPart.VALUE, MapFields.Value::new),
                Map.of(
                        "rules",
                        "rename address.city to address.town; rename items[*].sku to items[*].article;"
                                + " nest email into contact"),
                Map.of("rules", "drop address.nosuch"),
                Map.of("address.town", " Wien ", "items.1.article", " b2 ", "contact.email", " Ada@Example.COM "));
    }

    private static Subject cleanFields() {
        return new Subject(
                "CleanFields",
                Map.of(RecordPart.KEY, CleanFields.Key::new, RecordPart.VALUE, CleanFields.Value::new),
                Map.of(
                        "rules",
                        "email: trim lower; address.city: trim upper; items[*].sku: trim; items[*].price: to(string);"
                                + " tags[*]: trim"),
                Map.of("rules", "address.nosuch: trim"),
                Map.of(
                        "email", "ada@example.com",
                        "address.city", "WIEN",
                        "items.1.sku", "b2",
                        "items.0.price", "5",
                        "tags.1", "b"));
    }

    private static Subject protectFields() {
        return new Subject(
                "ProtectFields",
                Map.of(RecordPart.VALUE, ProtectFields.Value::new),
                Map.of(
                        "rules",
                        "email: redact; address.city: redact('x'); items[*].price: redact; tags[*]: redact; items[*].sku: token(20)",
                        "secret",
                        SECRET),
                Map.of("rules", "address.nosuch: redact"),
                Map.of(
                        "email",
                        "***",
                        "address.city",
                        "x",
                        "items.1.price",
                        0L,
                        "tags.1",
                        "***",
                        "items.1.sku",
                        TOKEN));
    }

    private static Subject protectKeys() {
        return new Subject(
                "ProtectFields of keys",
                Map.of(RecordPart.KEY, ProtectFields.Key::new),
                Map.of("rules", "address.city: token(20); items[*].sku: token(20)", "secret", SECRET),
                Map.of("rules", "address.nosuch: token", "secret", SECRET),
                Map.of("address.city", TOKEN, "items.1.sku", TOKEN));
    }

    private static Subject filterRecords() {
        return new Subject(
                "FilterRecords",
                Map.of(RecordPart.VALUE, FilterRecords::new),
                Map.of("condition", "id > 0 && (address == null || address.zip == '1010' && items[1].price == 6)"),
                Map.of("condition", "nosuch > 0"),
                Map.of("address.city", " Wien "));
    }

    private static Subject validateRecords() {
        return new Subject(
                "ValidateRecords",
                Map.of(RecordPart.VALUE, ValidateRecords::new),
                Map.of("rules", "id: required range(1,); address.zip: length(4, 4); items[*].price: range(5, 6)"),
                Map.of("rules", "address.nosuch: required"),
                Map.of("address.city", " Wien "));
    }

    private static Subject evolveSchema() {
        String same = "id: int32 required; plan: string required = 'free'; note: string; amount: decimal(12,2);"
                + " created: timestamp; tags: list; items: list; address.zip: string; ";
        return new Subject(
                "EvolveSchema",
                Map.of(RecordPart.KEY, EvolveSchema.Key::new, RecordPart.VALUE, EvolveSchema.Value::new),
                Map.of(
                        "versions",
                        "version 1; " + same + "email: string; address.city: string; version 2; " + same
                                + "mail: string was email; address.town: string was address.city"),
                null,
                Map.of("address.town", " Wien ", "items.1.sku", " b2 "));
    }

    private static Subject stampDigest() {
        return new Subject(
                "StampDigest",
                Map.of(RecordPart.VALUE, StampDigest::new),
                Map.of(),
                null,
                Map.of("address.city", " Wien "));
    }

    static Struct key() {
        return new Struct(KEY).put("id", 7);
    }

    static Struct row() {
        return row(ROW);
    }

    /** Of a schema that was made anew, as converters do when their caches are full. */
    static Struct rowOfAnEqualSchema() {
        return row(schema());
    }

    /** With every optional field null. */
    static Struct emptyRow() {
        return new Struct(ROW).put("id", 7).put("plan", "free");
    }

    private static Struct row(Schema schema) {
        Schema item = schema.field("items").schema().valueSchema();
        return new Struct(schema)
                .put("id", 7)
                .put("email", " Ada@Example.COM ")
                .put("plan", "free")
                .put("note", "n")
                .put("amount", new BigDecimal("12.50"))
                .put("created", 1_700_000_000_000_000L)
                .put(
                        "address",
                        new Struct(schema.field("address").schema())
                                .put("city", " Wien ")
                                .put("zip", "1010"))
                .put("tags", List.of(" a ", " b "))
                .put(
                        "items",
                        List.of(
                                new Struct(item).put("sku", " a1 ").put("price", 5L),
                                new Struct(item).put("sku", " b2 ").put("price", 6L)));
    }

    private static Schema schema() {
        Schema address = SchemaBuilder.struct()
                .optional()
                .name("address")
                .field("city", Schema.OPTIONAL_STRING_SCHEMA)
                .field("zip", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Schema item = SchemaBuilder.struct()
                .name("item")
                .field("sku", Schema.STRING_SCHEMA)
                .field("price", Schema.INT64_SCHEMA)
                .build();
        return SchemaBuilder.struct()
                .name("people.Value")
                .optional()
                .field("id", Schema.INT32_SCHEMA)
                .field(
                        "email",
                        SchemaBuilder.string()
                                .optional()
                                .doc("where to write to")
                                .build())
                .field("plan", SchemaBuilder.string().defaultValue("free").build())
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .field(
                        "amount",
                        Decimal.builder(2)
                                .optional()
                                .parameter("connect.decimal.precision", "12")
                                .build())
                .field(
                        "created",
                        SchemaBuilder.int64()
                                .optional()
                                .name("io.debezium.time.MicroTimestamp")
                                .version(1)
                                .build())
                .field("address", address)
                .field(
                        "tags",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build())
                .field("items", SchemaBuilder.array(item).optional().build())
                .build();
    }
}
