/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Schemas that were made, each once: equal ones are the same object, which is what lets caches further on hit. Owned by
 * one thread.
 */
public final class Schemas {
    private final Map<Schema, Schema> made = new HashMap<>();

    Schema of(SchemaBuilder builder) {
        Schema schema = builder.build();
        Schema known = made.putIfAbsent(schema, schema);
        return known == null ? schema : known;
    }

    /** A builder with all that the schema says of itself but its fields, its elements, and its default. */
    static SchemaBuilder like(Schema schema, SchemaBuilder builder) {
        return like(schema, schema.version(), builder);
    }

    /** The same under another version; null for none. */
    static SchemaBuilder like(Schema schema, Integer version, SchemaBuilder builder) {
        builder.name(schema.name()).version(version).doc(schema.doc());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return schema.isOptional() ? builder.optional() : builder;
    }

    /** The schema, or its optional form. */
    public static Schema optionalIf(boolean optional, Schema schema) {
        if (!optional || schema.isOptional()) {
            return schema;
        }
        SchemaBuilder builder = like(schema, bare(schema)).optional();
        return schema.defaultValue() == null
                ? builder.build()
                : builder.defaultValue(schema.defaultValue()).build();
    }

    /**
     * The schema for values of which some become null. It has no default: Connect reads null as the default where there
     * is one, so that what a rule made null would come back as another value.
     */
    public static Schema nullable(Schema schema) {
        return schema.isOptional() && schema.defaultValue() == null
                ? schema
                : like(schema, bare(schema)).optional().build();
    }

    private static SchemaBuilder bare(Schema schema) {
        return switch (schema.type()) {
            case STRUCT -> {
                SchemaBuilder struct = SchemaBuilder.struct();
                schema.fields().forEach(field -> struct.field(field.name(), field.schema()));
                yield struct;
            }
            case ARRAY -> SchemaBuilder.array(schema.valueSchema());
            case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES ->
                new SchemaBuilder(schema.type());
        };
    }
}
