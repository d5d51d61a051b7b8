/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Schemas as JSON. Immutable, thread-safe. */
final class SchemaWriter {
    private final ValueWriters values;

    /** @param values write the defaults */
    SchemaWriter(ValueWriters values) {
        this.values = values;
    }

    /** All that stands before the value in a record that holds its schema. */
    byte[] head(Schema schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.FACTORY.createGenerator(bytes)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            out.writeStartObject();
            out.writeFieldName(Words.SCHEMA);
            write(out, schema, null);
            out.writeFieldName(Words.PAYLOAD);
            out.writeRaw(':');
        } catch (IOException e) {
            throw new DataException("Bytes in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** @param field the name of the field that has the schema, or null */
    private void write(JsonGenerator out, Schema schema, String field) throws IOException {
        out.writeStartObject();
        out.writeStringField(Words.TYPE, type(schema.type()));
        switch (schema.type()) {
            case STRUCT -> {
                out.writeArrayFieldStart(Words.FIELDS);
                for (Field each : schema.fields()) {
                    write(out, each.schema(), each.name());
                }
                out.writeEndArray();
            }
            case ARRAY -> {
                out.writeFieldName(Words.ITEMS);
                write(out, schema.valueSchema(), null);
            }
            case MAP -> {
                out.writeFieldName(Words.KEYS);
                write(out, schema.keySchema(), null);
                out.writeFieldName(Words.VALUES);
                write(out, schema.valueSchema(), null);
            }
            default -> {}
        }
        attributes(out, schema);
        if (field != null) {
            out.writeStringField(Words.FIELD, field);
        }
        out.writeEndObject();
    }

    private void attributes(JsonGenerator out, Schema schema) throws IOException {
        out.writeBooleanField(Words.OPTIONAL, schema.isOptional());
        if (schema.name() != null) {
            out.writeStringField(Words.NAME, schema.name());
        }
        if (schema.version() != null) {
            out.writeNumberField(Words.VERSION, schema.version());
        }
        if (schema.doc() != null) {
            out.writeStringField(Words.DOC, schema.doc());
        }
        if (schema.parameters() != null) {
            out.writeObjectFieldStart(Words.PARAMETERS);
            for (Map.Entry<String, String> parameter : schema.parameters().entrySet()) {
                out.writeStringField(parameter.getKey(), parameter.getValue());
            }
            out.writeEndObject();
        }
        if (schema.defaultValue() != null) {
            out.writeFieldName(Words.DEFAULT);
            values.of(schema, "").write(out, schema.defaultValue());
        }
    }

    private static String type(Schema.Type type) {
        return switch (type) {
            case FLOAT32 -> Words.FLOAT;
            case FLOAT64 -> Words.DOUBLE;
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }
}
