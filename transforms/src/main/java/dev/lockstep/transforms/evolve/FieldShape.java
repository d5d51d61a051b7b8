/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Gives a value exactly the type that a version declares, with what may be null and what stands in for it. What a schema
 * says besides, such as its documentation, is kept.
 *
 * @param isRetyped whether a value without schema is of another type, and has to be converted
 * @param isCurrent whether null is refused where the field is required; a row before a change need not be whole
 */
record FieldShape(FieldDefinition field, boolean isRetyped, boolean isCurrent) implements ValueStep {
    @Override
    public Typed over(Schema schema) {
        return schema == null ? live() : typed(schema);
    }

    private Typed live() {
        Work convert = field.type()
                .single()
                .filter(type -> isRetyped)
                .map(type -> Conversions.to(type).over(null).work())
                .orElse(value -> value);
        Object instead = field.defaultValue()
                .filter(value -> field.isRequired())
                .map(value -> value.of(field.type().single().orElseThrow()))
                .orElse(null);
        return new Typed(null, value -> required(convert.apply(value), instead));
    }

    private Typed typed(Schema schema) {
        Typed converted = field.type()
                .single()
                .map(type -> Conversions.to(type).over(schema))
                .orElseGet(() -> whole(schema));
        Schema shape = shape(converted.schema());
        Object instead = field.isRequired() ? shape.defaultValue() : null;
        boolean isObject = shape.type() == Schema.Type.STRUCT;
        return new Typed(shape, value -> {
            Object made = required(converted.work().apply(value), instead);
            return isObject && made != null ? copy(shape, (Struct) made) : made;
        });
    }

    private Typed whole(Schema schema) {
        if (!field.type().isLike(schema)) {
            throw new DataException("expected " + field.type() + ", found " + Types.of(schema)
                    + ". Correct the type in the versions, or the connector");
        }
        return new Typed(schema, value -> value);
    }

    private Object required(Object value, Object instead) {
        if (value == null && field.isRequired()) {
            if (instead == null && isCurrent) {
                throw new DataException(
                        "it is required, and is null. Correct the row at the source, or give it a default"
                                + " in the versions (= 'new')");
            }
            return instead;
        }
        return value;
    }

    private Schema shape(Schema schema) {
        boolean isLenient =
                !isCurrent && schema.isOptional() && field.defaultValue().isEmpty();
        boolean optional = !field.isRequired() || isLenient;
        Object instead = field.defaultValue()
                .map(value -> value.of(plain(schema, true).build()))
                .orElse(null);
        if (schema.isOptional() == optional && java.util.Objects.equals(schema.defaultValue(), instead)) {
            return schema;
        }
        SchemaBuilder builder = plain(schema, optional);
        return instead == null ? builder.build() : builder.defaultValue(instead).build();
    }

    private static SchemaBuilder plain(Schema schema, boolean optional) {
        SchemaBuilder builder = switch (schema.type()) {
            case STRUCT -> {
                SchemaBuilder struct = SchemaBuilder.struct();
                schema.fields().forEach(member -> struct.field(member.name(), member.schema()));
                yield struct;
            }
            case ARRAY -> SchemaBuilder.array(schema.valueSchema());
            case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES ->
                new SchemaBuilder(schema.type());
        };
        builder.name(schema.name()).version(schema.version()).doc(schema.doc());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return optional ? builder.optional() : builder;
    }

    /** An object belongs to one schema: to let it be null, or no longer, it is put into the other. */
    @SuppressWarnings("ReferenceEquality") // the very schema is what most objects have
    private static Object copy(Schema shape, Struct object) {
        if (object.schema() == shape) {
            return object;
        }
        Struct copy = new Struct(shape);
        for (Field member : shape.fields()) {
            Object value = object.getWithoutDefault(member.name());
            if (value != null) {
                copy.put(member, value);
            }
        }
        return copy;
    }
}
