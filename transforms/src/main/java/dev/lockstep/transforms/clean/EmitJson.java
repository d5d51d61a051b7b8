/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.convert.Source;
import dev.lockstep.transforms.convert.Target;
import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Objects, maps, lists and single values as the text of a JSON document. Fields keep their order, null stays in it;
 * numbers are exact, bytes are base64, dates and times ISO texts, and JSON goes in as it is.
 */
final class EmitJson implements ValueStep {
    private static final TargetType JSON = TargetType.parse("json");
    private static final Target TEXT = Target.of(Schema.STRING_SCHEMA);

    @Override
    public Typed over(Schema schema) {
        if (schema == null) {
            return new Typed(null, value -> value == null ? null : text(null, value));
        }
        check(schema);
        return new Typed(
                Conversions.retyped(schema, JSON.builder()).build(),
                value -> value == null ? null : text(schema, value));
    }

    /** What has no form in JSON is told before the first row. */
    private static void check(Schema schema) {
        switch (schema.type()) {
            case STRUCT -> {
                if (Kind.of(schema) == Kind.COMPOSITE) {
                    schema.fields().forEach(field -> check(field.schema()));
                }
            }
            case ARRAY -> check(schema.valueSchema());
            case MAP -> {
                if (schema.keySchema().type() != Schema.Type.STRING) {
                    throw new DataException("emit-json is for maps with texts as keys, found keys of type "
                            + Types.of(schema.keySchema()) + ". Leave the field out, or let the source give texts");
                }
                check(schema.valueSchema());
            }
            case BOOLEAN, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, STRING, BYTES -> Source.of(schema);
        }
    }

    private static String text(Schema schema, Object value) {
        StringBuilder out = new StringBuilder();
        append(schema, value, out);
        return out.toString();
    }

    private static void append(Schema schema, Object value, StringBuilder out) {
        if (value == null) {
            out.append("null");
            return;
        }
        if (Placeholder.DEFAULT.of(schema).matches(value)) {
            throw new DataException("emit-json found a value inside that change capture left out. Let the log carry"
                    + " whole rows (PostgreSQL: REPLICA IDENTITY FULL)");
        }
        Kind kind = schema == null ? Kind.of(value) : Kind.of(schema);
        if (value instanceof Struct struct && kind == Kind.COMPOSITE) {
            object(struct, out);
        } else if (value instanceof Map<?, ?> map) {
            map(schema == null ? null : schema.valueSchema(), map, out);
        } else if (value instanceof Iterable<?> list) {
            list(schema == null ? null : schema.valueSchema(), list.iterator(), out);
        } else {
            single(schema, kind, value, out);
        }
    }

    private static void object(Struct struct, StringBuilder out) {
        out.append('{');
        String comma = "";
        for (Field field : struct.schema().fields()) {
            out.append(comma);
            quote(field.name(), out);
            out.append(':');
            append(field.schema(), struct.getWithoutDefault(field.name()), out);
            comma = ",";
        }
        out.append('}');
    }

    private static void map(Schema schema, Map<?, ?> map, StringBuilder out) {
        out.append('{');
        String comma = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new DataException("emit-json expected texts as keys, found a " + Types.of(entry.getKey()));
            }
            out.append(comma);
            quote(name, out);
            out.append(':');
            append(schema, entry.getValue(), out);
            comma = ",";
        }
        out.append('}');
    }

    private static void list(Schema schema, Iterator<?> elements, StringBuilder out) {
        out.append('[');
        while (elements.hasNext()) {
            append(schema, elements.next(), out);
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private static void single(Schema schema, Kind kind, Object value, StringBuilder out) {
        Source source = schema == null ? Source.of(value) : Source.of(schema);
        CanonicalValue read = source.read(value);
        if (read instanceof CanonicalValue.NotFinite) {
            throw new DataException(
                    "emit-json found NaN or an infinity, which JSON does not have. Make it null before");
        }
        if (read instanceof CanonicalValue.Bytes bytes) {
            quote(base64(bytes.value()), out);
            return;
        }
        String text = (String) TEXT.from(kind).apply(read);
        if (kind == Kind.JSON || kind == Kind.BOOLEAN || kind.isNumber()) {
            out.append(text);
        } else {
            quote(text, out);
        }
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return Base64.getEncoder().encodeToString(copy);
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
