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

    private Schemas() {}

    static Schema of(SchemaBuilder builder, boolean optional) {
        return (optional ? builder.optional() : builder.required()).build();
    }

    static SchemaBuilder isoDate() {
        return SchemaBuilder.string().name(TIME + "IsoDate");
    }

    static SchemaBuilder isoTime() {
        return SchemaBuilder.string().name(TIME + "IsoTime");
    }

    static SchemaBuilder isoTimestamp() {
        return SchemaBuilder.string().name(TIME + "IsoTimestamp");
    }

    static SchemaBuilder zonedTime() {
        return SchemaBuilder.string().name(TIME + "ZonedTime");
    }

    static SchemaBuilder zonedTimestamp() {
        return SchemaBuilder.string().name(TIME + "ZonedTimestamp");
    }

    static SchemaBuilder interval() {
        return SchemaBuilder.string().name(TIME + "Interval");
    }

    static SchemaBuilder year() {
        return SchemaBuilder.int32().name(TIME + "Year");
    }

    /** Text that is named for its type: Json, Uuid, Xml, Ltree, Tsvector. */
    static SchemaBuilder namedText(String name) {
        return SchemaBuilder.string().name(DATA + name);
    }

    static SchemaBuilder enumeration(String name, List<String> labels) {
        return namedText(name).parameter("allowed", String.join(",", labels));
    }

    static SchemaBuilder bits(int length) {
        return SchemaBuilder.bytes().name(DATA + "Bits").parameter("length", Integer.toString(length));
    }

    static SchemaBuilder decimal(int scale) {
        return Decimal.builder(scale);
    }

    static SchemaBuilder variableScaleDecimal() {
        return SchemaBuilder.struct()
                .name(DATA + "VariableScaleDecimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA);
    }

    static SchemaBuilder vector(String name, Schema element) {
        return SchemaBuilder.array(element).name(DATA + name);
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

    /** @param name Geometry or Geography */
    static SchemaBuilder geometry(String name) {
        return SchemaBuilder.struct()
                .name(GEOMETRY + name)
                .field("wkb", Schema.BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                .field(
                        "extensions",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                                .optional()
                                .build());
    }

    static SchemaBuilder point() {
        return SchemaBuilder.struct()
                .name(GEOMETRY + "Point")
                .field("x", Schema.FLOAT64_SCHEMA)
                .field("y", Schema.FLOAT64_SCHEMA)
                .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA);
    }

    static SchemaBuilder circle() {
        return SchemaBuilder.struct()
                .name(GEOMETRY + "Circle")
                .field("center", point().build())
                .field("radius", Schema.FLOAT64_SCHEMA);
    }

    static SchemaBuilder line() {
        return SchemaBuilder.struct()
                .name(GEOMETRY + "Line")
                .field("a", Schema.FLOAT64_SCHEMA)
                .field("b", Schema.FLOAT64_SCHEMA)
                .field("c", Schema.FLOAT64_SCHEMA);
    }
}
