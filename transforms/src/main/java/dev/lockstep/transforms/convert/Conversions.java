/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/**
 * Conversions between types. Nothing is lost in silence: a number beyond the range, digits beyond the scale, a text that
 * is none of the type is a {@link DataException} that says what was expected and what to do, and never the value. Null
 * stays null. Stateless.
 */
public final class Conversions {
    /** What names the placeholder of values that change capture left out; it goes with the field. */
    private static final String PLACEHOLDER = "__debezium.unavailable.value.placeholder";

    /** So many digits always fit a long. */
    private static final int SAFE_DIGITS = 18;

    private Conversions() {}

    /**
     * To a type by its name. Where the field has that very type already, its schema and its values stay the same
     * objects. Else the schema is the type's own; optional where the field is, with its documentation, and with its
     * default where that can be converted.
     */
    public static ValueStep to(TargetType type) {
        return schema -> {
            if (schema == null) {
                Target target = Target.withoutSchema(type);
                return new ValueStep.Typed(null, value -> live(value, target));
            }
            Schema plain = type.schema(schema.isOptional());
            if (isSame(schema, plain)) {
                return new ValueStep.Typed(schema, value -> value);
            }
            ValueStep.Work work = work(schema, plain, Target.of(plain, type.toString()));
            return new ValueStep.Typed(described(type, schema, work), work);
        };
    }

    /** To the values of exactly this schema: for defaults and constants, which are often written as texts. */
    public static ValueStep to(Schema schema) {
        return source -> {
            if (source == null) {
                Target target = Target.of(schema);
                return new ValueStep.Typed(schema, value -> live(value, target));
            }
            return isSame(source, schema)
                    ? new ValueStep.Typed(schema, value -> value)
                    : new ValueStep.Typed(schema, work(source, schema, Target.of(schema)));
        };
    }

    private static Object live(Object value, Target target) {
        if (value == null) {
            return null;
        }
        Source source = Source.of(value);
        return target.from(source.kind()).apply(source.read(value));
    }

    /** Whether values of the one are values of the other as they are. */
    private static boolean isSame(Schema source, Schema target) {
        if (!source.type().isPrimitive()) {
            return source.equals(target);
        }
        return source.type() == target.type()
                && Objects.equals(source.name(), target.name())
                && (Kind.of(source) != Kind.DECIMAL || Objects.equals(source.parameters(), target.parameters()));
    }

    private static ValueStep.Work work(Schema from, Schema to, Target target) {
        Source source = Source.of(from);
        Function<CanonicalValue, Object> writer = target.from(source.kind());
        if (source.kind() == Kind.TEXT && target.kind() == Kind.WHOLE && to.name() == null) {
            Function<Object, Object> longWay = value -> writer.apply(source.read(value));
            return value -> value == null ? null : whole(value, to.type(), longWay);
        }
        if (source.kind() == Kind.WHOLE && target.kind() == Kind.TEXT) {
            return value -> value == null ? null : String.valueOf(number(value).longValue());
        }
        if (source.kind() == Kind.WHOLE && to.type() == Schema.Type.INT64 && to.name() == null) {
            return value -> value == null ? null : (Object) number(value).longValue();
        }
        if (from.type() == Schema.Type.FLOAT32 && to.type() == Schema.Type.FLOAT64) {
            return value -> value == null ? null : (Object) number(value).doubleValue();
        }
        return value -> value == null ? null : writer.apply(source.read(value));
    }

    private static Number number(Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new DataException("Expected a number, found a " + Types.of(value));
    }

    /** The short way of most numbers; all others, and all that do not fit, go the long one. */
    private static Object whole(Object value, Schema.Type type, Function<Object, Object> longWay) {
        if (!(value instanceof String text) || text.isEmpty() || text.length() > SAFE_DIGITS) {
            return longWay.apply(value);
        }
        int first = text.charAt(0) == '-' ? 1 : 0;
        long number = 0;
        for (int i = first; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return longWay.apply(value);
            }
            number = number * 10 + digit;
        }
        long signed = first == 0 ? number : -number;
        Object fitting = first == text.length() ? null : fitting(signed, type);
        return fitting == null ? longWay.apply(value) : fitting;
    }

    /** Null where the type does not hold it. */
    private static Object fitting(long number, Schema.Type type) {
        return switch (type) {
            case INT8 -> number == (byte) number ? (Object) (byte) number : null;
            case INT16 -> number == (short) number ? (Object) (short) number : null;
            case INT32 -> number == (int) number ? (Object) (int) number : null;
            case INT64 -> number;
            case FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES, ARRAY, MAP, STRUCT -> null;
        };
    }

    private static Schema described(TargetType type, Schema old, ValueStep.Work work) {
        SchemaBuilder builder = retyped(old, type.builder());
        if (old.defaultValue() != null) {
            try {
                builder.defaultValue(work.apply(old.defaultValue()));
            } catch (DataException e) {
                // A default that is none of the new type is left out: every row has a value of its own, or is an error.
                return builder.build();
            }
        }
        return builder.build();
    }

    /**
     * The builder of a field's new type, with what stays of the old schema: whether it is optional, its documentation,
     * and how values are marked that change capture left out. Its default does not go along.
     */
    public static SchemaBuilder retyped(Schema old, SchemaBuilder builder) {
        builder.doc(old.doc());
        String placeholder = old.parameters() == null ? null : old.parameters().get(PLACEHOLDER);
        if (placeholder != null && builder.type() == old.type()) {
            builder.parameter(PLACEHOLDER, placeholder);
        }
        return old.isOptional() ? builder.optional() : builder;
    }
}
