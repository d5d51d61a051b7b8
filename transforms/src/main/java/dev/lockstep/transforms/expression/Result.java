/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.values.CelByteString;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * What becomes of the result of an expression. Immutable.
 *
 * @param schema null where rows have none
 * @param writer makes a result that is not null a value of the schema
 */
record Result(Schema schema, UnaryOperator<Object> writer) {
    private static final Schema VARIABLE_SCALE = SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .version(1)
            .doc("Variable scaled decimal")
            .optional()
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();

    private static final Schema MICRO_TIMESTAMP = SchemaBuilder.int64()
            .name("io.debezium.time.MicroTimestamp")
            .version(1)
            .optional()
            .build();

    /** @throws DataException when the type of the result cannot be told, or is none of a field */
    static Result typed(Checked checked) {
        if (checked.type().equals(Decimals.TYPE)) {
            OptionalInt scale = new EvidentScale(checked).of(checked.tree().getExpr());
            if (scale.isPresent()) {
                return decimal(scale.getAsInt());
            }
        }
        return of(checked.type());
    }

    static Result untyped() {
        return new Result(null, Result::plain);
    }

    Object write(Object value) {
        return Equality.isNull(value) ? null : writer.apply(value);
    }

    private static Result of(CelType type) {
        if (type.equals(Decimals.TYPE)) {
            return new Result(VARIABLE_SCALE, Result::variableScale);
        }
        return switch (type.kind()) {
            case INT -> new Result(Schema.OPTIONAL_INT64_SCHEMA, value -> value);
            case DOUBLE -> new Result(Schema.OPTIONAL_FLOAT64_SCHEMA, value -> value);
            case STRING -> new Result(Schema.OPTIONAL_STRING_SCHEMA, value -> value);
            case BOOL -> new Result(Schema.OPTIONAL_BOOLEAN_SCHEMA, value -> value);
            case BYTES -> new Result(Schema.OPTIONAL_BYTES_SCHEMA, Result::plain);
            case TIMESTAMP ->
                new Result(MICRO_TIMESTAMP, value -> ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
            case LIST -> list(of(((ListType) type).elemType()));
            case MAP -> map(of(((MapType) type).keyType()), of(((MapType) type).valueType()));
            case DYN ->
                throw new DataException("Expression: the type of its result cannot be told. Say what it is with"
                        + " string(…), int(…), double(…) or decimal(…)");
            case DURATION ->
                throw new DataException("Expression: its result is a duration, which is no type of a field. Write"
                        + " int(…) for its seconds, or string(…)");
            default ->
                throw new DataException("Expression: its result is a " + type.name() + ", which is no type of a field."
                        + " Take a part of it, or convert it with string(…) or int(…)");
        };
    }

    private static Result decimal(int scale) {
        Schema schema = Decimal.builder(scale).optional().build();
        return new Result(schema, value -> ((ExactDecimal) value).number().setScale(scale));
    }

    private static Object variableScale(Object value) {
        BigDecimal number = ((ExactDecimal) value).number();
        return new Struct(VARIABLE_SCALE)
                .put("scale", number.scale())
                .put("value", number.unscaledValue().toByteArray());
    }

    private static Result list(Result element) {
        Schema schema = SchemaBuilder.array(element.schema()).optional().build();
        return new Result(schema, value -> {
            List<Object> copy = new ArrayList<>();
            ((List<?>) value).forEach(member -> copy.add(element.write(member)));
            return copy;
        });
    }

    private static Result map(Result key, Result member) {
        Schema schema =
                SchemaBuilder.map(key.schema(), member.schema()).optional().build();
        return new Result(schema, value -> {
            Map<Object, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> copy.put(key.write(k), member.write(v)));
            return copy;
        });
    }

    /** As rows without schema hold it. */
    private static Object plain(Object value) {
        if (Equality.isNull(value)) {
            return null;
        }
        if (value instanceof ExactDecimal decimal) {
            return decimal.number();
        }
        if (value instanceof CelByteString bytes) {
            return bytes.toByteArray();
        }
        if (value instanceof Instant || value instanceof Duration) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(member -> copy.add(plain(member)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, member) -> copy.put(plain(key), plain(member)));
            return copy;
        }
        if (value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        throw new DataException("Expression: its result is no value of a field. Convert it with string(…) or int(…)");
    }
}
