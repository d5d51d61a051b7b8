/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.transforms.row.ValueStep;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The step {@code null}: nothing is left of the value, and its field becomes optional. Stateless. */
final class Nulled implements ValueStep {
    @Override
    public Typed over(Schema schema) {
        return new Typed(schema == null ? null : optional(schema), value -> null);
    }

    /** Without the default, which readers would take in place of null. */
    private static Schema optional(Schema schema) {
        if (schema.isOptional() && schema.defaultValue() == null) {
            return schema;
        }
        SchemaBuilder builder = switch (schema.type()) {
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
        builder.optional().name(schema.name()).version(schema.version()).doc(schema.doc());
        return schema.parameters() == null
                ? builder.build()
                : builder.parameters(schema.parameters()).build();
    }
}
