/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Structs, maps and lists as JSON documents. What JSON has no form for is refused. */
final class JsonText {
    private JsonText() {}

    static String write(Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, Object value) {
        if (value == null || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof String string) {
            TextValue.write(string);
            appendString(text, string);
        } else if (value instanceof Number number) {
            appendNumber(text, number);
        } else if (value instanceof List<?> list) {
            appendList(text, list);
        } else if (value instanceof Map<?, ?> map) {
            appendMap(text, map);
        } else if (value instanceof Struct struct) {
            appendStruct(text, struct);
        } else {
            throw new UnwritableValueException(
                    "a " + value.getClass().getSimpleName() + " inside a document has no form in JSON");
        }
    }

    private static void appendNumber(StringBuilder text, Number number) {
        boolean floating = number instanceof Double || number instanceof Float;
        boolean exact = number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigDecimal
                || number instanceof BigInteger;
        if (!(floating ? Double.isFinite(number.doubleValue()) : exact)) {
            throw new UnwritableValueException("a number inside a document is not finite, which JSON cannot say");
        }
        text.append(number);
    }

    private static void appendList(StringBuilder text, List<?> list) {
        text.append('[');
        String separator = "";
        for (Object element : list) {
            append(text.append(separator), element);
            separator = ",";
        }
        text.append(']');
    }

    private static void appendMap(StringBuilder text, Map<?, ?> map) {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw new UnwritableValueException("a map inside a document has a key that is not text");
            }
            appendString(text.append(separator), name);
            append(text.append(':'), member.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private static void appendStruct(StringBuilder text, Struct struct) {
        text.append('{');
        String separator = "";
        for (Field field : struct.schema().fields()) {
            requireUnnamed(field.schema());
            appendString(text.append(separator), field.name());
            append(text.append(':'), struct.getWithoutDefault(field.name()));
            separator = ",";
        }
        text.append('}');
    }

    // A date inside a struct is a number there; only its schema's name says which. JSON would keep the number alone.
    private static void requireUnnamed(Schema schema) {
        if (schema.name() != null && schema.type().isPrimitive()) {
            throw new UnwritableValueException(
                    "a field inside a document has the logical type " + schema.name() + ", which JSON does not have");
        }
    }

    private static void appendString(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
