/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.lockstep.transforms.row.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * What values of a column are to expressions: by logical name first, then by type. Immutable.
 *
 * @param name of the column, for errors
 * @param reader makes a value that is not null one that expressions know
 */
record ColumnType(String name, CelType type, UnaryOperator<Object> reader) {
    private static final String VARIABLE_SCALE_DECIMAL = "io.debezium.data.VariableScaleDecimal";

    /** @param schema null where rows have none; each value's class then tells its type */
    static ColumnType of(String name, Schema schema) {
        if (schema == null) {
            return new ColumnType(name, SimpleType.DYN, ColumnType::known);
        }
        Optional<UnaryOperator<Object>> instant = Instants.reader(schema);
        if (instant.isPresent()) {
            return new ColumnType(name, SimpleType.TIMESTAMP, instant.get());
        }
        Optional<UnaryOperator<Object>> duration = Instants.durationReader(schema);
        if (duration.isPresent()) {
            return new ColumnType(name, SimpleType.DURATION, duration.get());
        }
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            return new ColumnType(name, Decimals.TYPE, value -> new ExactDecimal((BigDecimal) value));
        }
        if (VARIABLE_SCALE_DECIMAL.equals(schema.name())) {
            return new ColumnType(name, Decimals.TYPE, ColumnType::variableScale);
        }
        return switch (schema.type()) {
            case INT8, INT16, INT32, INT64 ->
                new ColumnType(name, SimpleType.INT, value -> ((Number) value).longValue());
            case FLOAT32, FLOAT64 -> new ColumnType(name, SimpleType.DOUBLE, value -> ((Number) value).doubleValue());
            case BOOLEAN -> new ColumnType(name, SimpleType.BOOL, value -> value);
            case STRING -> new ColumnType(name, SimpleType.STRING, value -> value);
            case BYTES -> new ColumnType(name, SimpleType.BYTES, ColumnType::bytes);
            case ARRAY -> list(name, of(name, schema.valueSchema()));
            case MAP -> map(name, of(name, schema.keySchema()), of(name, schema.valueSchema()));
            case STRUCT -> object(name, schema);
        };
    }

    /** As messages call it. */
    String typeName() {
        return type.equals(SimpleType.TIMESTAMP)
                ? "timestamp"
                : type.equals(SimpleType.DURATION) ? "duration" : type.name();
    }

    /** The value as expressions know it; never Java's null. */
    Object read(Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        try {
            return reader.apply(value);
        } catch (ClassCastException e) {
            throw new DataException("Column " + name + ": expected a value of its schema (" + typeName() + "), found "
                    + Types.of(value));
        } catch (DataException e) {
            throw new DataException("Column " + name + ": " + e.getMessage());
        }
    }

    /** A value without schema, as expressions know it. */
    static Object untyped(Object value) {
        return value == null ? NullValue.NULL_VALUE : known(value);
    }

    private static Object known(Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof BigDecimal number) {
            return new ExactDecimal(number);
        }
        if (value instanceof BigInteger number) {
            return new ExactDecimal(new BigDecimal(number));
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return bytes(value);
        }
        if (value instanceof java.util.Date date) {
            return Instants.ofDate(date);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ColumnType::untyped).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, member) -> copy.put(untyped(key), untyped(member)));
            return copy;
        }
        if (value instanceof Struct struct) {
            return of("", struct.schema()).read(struct);
        }
        throw new DataException("Expressions know no values of class " + Types.of(value));
    }

    private static CelByteString bytes(Object value) {
        if (value instanceof byte[] array) {
            return CelByteString.of(array);
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return CelByteString.of(copy);
    }

    private static ExactDecimal variableScale(Object value) {
        Struct number = (Struct) value;
        byte[] unscaled = bytes(number.get("value")).toByteArray();
        return new ExactDecimal(new BigDecimal(new BigInteger(unscaled), number.getInt32("scale")));
    }

    private static ColumnType list(String name, ColumnType element) {
        return new ColumnType(name, ListType.create(element.type()), value -> {
            List<Object> copy = new ArrayList<>();
            ((List<?>) value).forEach(member -> copy.add(element.read(member)));
            return copy;
        });
    }

    private static ColumnType map(String name, ColumnType key, ColumnType member) {
        return new ColumnType(name, MapType.create(key.type(), member.type()), value -> {
            Map<Object, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> copy.put(key.read(k), member.read(v)));
            return copy;
        });
    }

    @SuppressWarnings("Immutable") // the map is not changed once it is filled
    private static ColumnType object(String name, Schema schema) {
        Map<String, ColumnType> members = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            members.put(field.name(), of(name + "." + field.name(), field.schema()));
        }
        StructType type = StructType.create(
                "object " + name,
                ImmutableSet.copyOf(members.keySet()),
                field -> Optional.ofNullable(members.get(field)).map(ColumnType::type));
        return new ColumnType(name, type, value -> {
            Map<Object, Object> copy = new LinkedHashMap<>();
            members.forEach((field, member) -> copy.put(field, member.read(((Struct) value).getWithoutDefault(field))));
            return copy;
        });
    }
}
