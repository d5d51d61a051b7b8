/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Compiles schemas to writers. Immutable, thread-safe. */
final class ValueWriters {
    private final boolean numericDecimals;
    private final boolean replaceNull;

    ValueWriters(boolean numericDecimals, boolean replaceNull) {
        this.numericDecimals = numericDecimals;
        this.replaceNull = replaceNull;
    }

    /** @param path of the value in the record, for messages; empty for the record's own */
    ValueWriter of(Schema schema, String path) {
        ValueWriter present = present(schema, path);
        Object substitute = replaceNull ? schema.defaultValue() : null;
        boolean optional = schema.isOptional();
        return (out, value) -> {
            try {
                if (value != null) {
                    present.write(out, value);
                } else if (substitute != null) {
                    present.write(out, substitute);
                } else if (optional) {
                    out.writeNull();
                } else {
                    throw new DataException("Null" + at(path) + ", where the schema demands a value");
                }
            } catch (ClassCastException e) {
                throw new DataException("An object of class " + value.getClass().getName() + at(path)
                        + ", where the schema says " + named(schema));
            }
        };
    }

    /** For values without a schema. */
    ValueWriter ofAny() {
        return this::writeAny;
    }

    private ValueWriter present(Schema schema, String path) {
        ValueWriter logical = logical(schema);
        if (logical != null) {
            return logical;
        }
        return switch (schema.type()) {
            case INT8 -> (out, value) -> out.writeNumber((Byte) value);
            case INT16 -> (out, value) -> out.writeNumber((Short) value);
            case INT32 -> (out, value) -> out.writeNumber((Integer) value);
            case INT64 -> (out, value) -> out.writeNumber((Long) value);
            case FLOAT32 -> (out, value) -> out.writeNumber((Float) value);
            case FLOAT64 -> (out, value) -> out.writeNumber((Double) value);
            case BOOLEAN -> (out, value) -> out.writeBoolean((Boolean) value);
            case STRING -> (out, value) -> out.writeString(((CharSequence) value).toString());
            case BYTES -> ValueWriters::writeBytes;
            case ARRAY -> array(of(schema.valueSchema(), path + "[]"));
            case MAP -> map(schema, path);
            case STRUCT -> struct(schema, path);
        };
    }

    private ValueWriter logical(Schema schema) {
        if (schema.name() == null) {
            return null;
        }
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME ->
                numericDecimals
                        ? (out, value) -> out.writeNumber((BigDecimal) value)
                        : (out, value) -> out.writeBinary(Decimal.fromLogical(schema, (BigDecimal) value));
            case Date.LOGICAL_NAME -> (out, value) -> out.writeNumber(Date.fromLogical(schema, (java.util.Date) value));
            case Time.LOGICAL_NAME -> (out, value) -> out.writeNumber(Time.fromLogical(schema, (java.util.Date) value));
            case Timestamp.LOGICAL_NAME ->
                (out, value) -> out.writeNumber(Timestamp.fromLogical(schema, (java.util.Date) value));
            default -> null;
        };
    }

    private static void writeBytes(JsonGenerator out, Object value) throws IOException {
        if (value instanceof ByteBuffer buffer) {
            ByteBuffer rest = buffer.duplicate();
            byte[] bytes = new byte[rest.remaining()];
            rest.get(bytes);
            out.writeBinary(bytes);
        } else {
            out.writeBinary((byte[]) value);
        }
    }

    private static ValueWriter array(ValueWriter element) {
        return (out, value) -> {
            out.writeStartArray();
            for (Object each : (Collection<?>) value) {
                element.write(out, each);
            }
            out.writeEndArray();
        };
    }

    private ValueWriter map(Schema schema, String path) {
        ValueWriter element = of(schema.valueSchema(), path + "{}");
        if (schema.keySchema().type() == Schema.Type.STRING) {
            return (out, value) -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    out.writeFieldName((String) entry.getKey());
                    element.write(out, entry.getValue());
                }
                out.writeEndObject();
            };
        }
        return pairs(of(schema.keySchema(), path + "{key}"), element);
    }

    private static ValueWriter pairs(ValueWriter key, ValueWriter element) {
        return (out, value) -> {
            out.writeStartArray();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                out.writeStartArray();
                key.write(out, entry.getKey());
                element.write(out, entry.getValue());
                out.writeEndArray();
            }
            out.writeEndArray();
        };
    }

    private ValueWriter struct(Schema schema, String path) {
        List<Field> list = schema.fields();
        Field[] fields = list.toArray(Field[]::new);
        SerializedString[] names =
                list.stream().map(field -> new SerializedString(field.name())).toArray(SerializedString[]::new);
        ValueWriter[] writers = list.stream()
                .map(field -> of(field.schema(), path.isEmpty() ? field.name() : path + "." + field.name()))
                .toArray(ValueWriter[]::new);
        boolean[] defaults = new boolean[fields.length];
        for (int i = 0; i < fields.length; i++) {
            defaults[i] = fields[i].schema().defaultValue() != null;
        }
        return (out, value) -> {
            Struct struct = (Struct) value;
            if (struct.schema() != schema && !struct.schema().equals(schema)) {
                throw new DataException("A struct" + at(path) + " of another schema than the record's");
            }
            out.writeStartObject();
            for (int i = 0; i < fields.length; i++) {
                out.writeFieldName(names[i]);
                // Where there is a default, get() would give it for null; the writer knows whether it should.
                Object field = defaults[i] ? struct.getWithoutDefault(fields[i].name()) : struct.get(fields[i]);
                writers[i].write(out, field);
            }
            out.writeEndObject();
        };
    }

    private void writeAny(JsonGenerator out, Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof CharSequence text) {
            out.writeString(text.toString());
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Short number) {
            out.writeNumber(number);
        } else if (value instanceof Byte number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Float number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            writeBytes(out, value);
        } else if (value instanceof List<?> list) {
            array(this::writeAny).write(out, list);
        } else if (value instanceof Map<?, ?> map) {
            writeAnyMap(out, map);
        } else {
            throw new DataException("An object of class " + value.getClass().getName()
                    + " in a record without schema, which has no form in JSON");
        }
    }

    private void writeAnyMap(JsonGenerator out, Map<?, ?> map) throws IOException {
        if (!map.keySet().stream().allMatch(String.class::isInstance)) {
            pairs(this::writeAny, this::writeAny).write(out, map);
            return;
        }
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeFieldName((String) entry.getKey());
            writeAny(out, entry.getValue());
        }
        out.writeEndObject();
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : " in field \"" + path + "\"";
    }

    private static String named(Schema schema) {
        return schema.name() == null ? schema.type().toString() : schema.type() + " (" + schema.name() + ")";
    }
}
