/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schemas that change capture gives its values, by the names that it gives them.
 *
 * <p>Times are those of its ISO forms: counts of microseconds since 1970 cannot hold the last years of PostgreSQL's range,
 * nor tell them from infinity.
 */
final class Schemas {
    private static final String DATA = "io.debezium.data.";
    private static final String GEOMETRY = DATA + "geometry.";
    private static final String TIME = "io.debezium.time.";
    private static final int VERSION = 1;

    private Schemas() {}

    static Schema of(SchemaBuilder builder, boolean optional) {
        return (optional ? builder.optional() : builder.required()).build();
    }

    /** The same schema, of no other ones, with a default. */
    static Schema withDefault(Schema schema, Object value) {
        SchemaBuilder builder = new SchemaBuilder(schema.type())
                .name(schema.name())
                .version(schema.version())
                .doc(schema.doc());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return (schema.isOptional() ? builder.optional() : builder)
                .defaultValue(value)
                .build();
    }

    static SchemaBuilder isoDate() {
        return time(SchemaBuilder.string(), "IsoDate");
    }

    static SchemaBuilder isoTime() {
        return time(SchemaBuilder.string(), "IsoTime");
    }

    static SchemaBuilder isoTimestamp() {
        return time(SchemaBuilder.string(), "IsoTimestamp");
    }

    static SchemaBuilder zonedTime() {
        return time(SchemaBuilder.string(), "ZonedTime");
    }

    static SchemaBuilder zonedTimestamp() {
        return time(SchemaBuilder.string(), "ZonedTimestamp");
    }

    static SchemaBuilder interval() {
        return time(SchemaBuilder.string(), "Interval");
    }

    static SchemaBuilder year() {
        return time(SchemaBuilder.int32(), "Year");
    }

    /** A count since midnight or 1970, or a text, by the name that tells which. */
    static SchemaBuilder time(SchemaBuilder builder, String name) {
        return builder.name(TIME + name).version(VERSION);
    }

    /** Text that is named for its type: Json, Uuid, Xml, Ltree, Tsvector. */
    static SchemaBuilder namedText(String name) {
        return SchemaBuilder.string().name(DATA + name).version(VERSION);
    }

    static SchemaBuilder enumeration(String name, List<String> labels) {
        return namedText(name).parameter("allowed", String.join(",", labels));
    }

    static SchemaBuilder bits(int length) {
        return SchemaBuilder.bytes().name(DATA + "Bits").version(VERSION).parameter("length", Integer.toString(length));
    }

    static SchemaBuilder decimal(int scale) {
        return Decimal.builder(scale);
    }

    static SchemaBuilder decimal(int precision, int scale) {
        return Decimal.builder(scale).parameter("connect.decimal.precision", Integer.toString(precision));
    }

    static SchemaBuilder variableScaleDecimal() {
        return SchemaBuilder.struct()
                .name(DATA + "VariableScaleDecimal")
                .version(VERSION)
                .doc("Variable scaled decimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA);
    }

    static SchemaBuilder vector(String name, Schema element) {
        return SchemaBuilder.array(element).name(DATA + name).version(VERSION);
    }

    static SchemaBuilder sparseVector() {
        return SchemaBuilder.struct()
                .name(DATA + "SparseDoubleVector")
                .field("dimensions", Schema.INT32_SCHEMA)
                .field(
                        "vector",
                        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.FLOAT64_SCHEMA)
                                .build());
    }

    /** As change capture has it. */
    static SchemaBuilder shortSparseVector() {
        return SchemaBuilder.struct()
                .name(DATA + "SparseDoubleVector")
                .version(VERSION)
                .doc("Sparse double vector")
                .field("dimensions", Schema.INT16_SCHEMA)
                .field(
                        "vector",
                        SchemaBuilder.map(Schema.INT16_SCHEMA, Schema.FLOAT64_SCHEMA)
                                .build());
    }

    static SchemaBuilder geography() {
        return shape("Geography", "Geography")
                .field("wkb", Schema.BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA);
    }

    /** As change capture for MariaDB still has it. */
    static SchemaBuilder plainGeometry() {
        return shape("Geometry", "Geometry")
                .field("wkb", Schema.BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA);
    }

    static SchemaBuilder geometry() {
        return SchemaBuilder.struct()
                .name(GEOMETRY + "Geometry")
                .version(VERSION + 1)
                .doc("Geometry")
                .field("wkb", Schema.BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                .field(
                        "extensions",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                                .optional()
                                .build());
    }

    private static SchemaBuilder shape(String name, String doc) {
        return SchemaBuilder.struct().name(GEOMETRY + name).version(VERSION).doc(doc);
    }

    static SchemaBuilder point() {
        return shape("Point", "Geometry (POINT)")
                .field("x", Schema.FLOAT64_SCHEMA)
                .field("y", Schema.FLOAT64_SCHEMA)
                .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA);
    }

    static SchemaBuilder circle() {
        return shape("Circle", "Geometry (CIRCLE)")
                .field("center", point().build())
                .field("radius", Schema.FLOAT64_SCHEMA);
    }

    static SchemaBuilder line() {
        return shape("Line", "Geometry (LINE)")
                .field("a", Schema.FLOAT64_SCHEMA)
                .field("b", Schema.FLOAT64_SCHEMA)
                .field("c", Schema.FLOAT64_SCHEMA);
    }
}
