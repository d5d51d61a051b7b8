/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.SchemaBuilderException;

/** Schemas from JSON. Immutable, thread-safe. */
final class SchemaReader {
    private final ValueReaders values;

    SchemaReader(boolean replaceNull) {
        this.values = new ValueReaders(replaceNull);
    }

    /** What an object says, in whatever order. */
    private static final class Draft {
        private Optional<String> type = Optional.empty();
        private boolean optional;
        private Optional<String> name = Optional.empty();
        private Optional<Integer> version = Optional.empty();
        private Optional<String> doc = Optional.empty();
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private Optional<ByteRange> defaultValue = Optional.empty();
        private Optional<List<Draft>> fields = Optional.empty();
        private Optional<String> field = Optional.empty();
        private Optional<Draft> items = Optional.empty();
        private Optional<Draft> keys = Optional.empty();
        private Optional<Draft> values = Optional.empty();
    }

    /** @throws DataException when it is no schema */
    Schema read(ByteRange range) {
        Schema schema = range.read(in -> readAny(range, in));
        if (schema == null) {
            throw new DataException("Expected a schema, found null");
        }
        return schema;
    }

    /** Null for JSON's null, which says that values have no schema. */
    Schema readAny(ByteRange range, JsonParser in) throws IOException {
        return in.currentToken() == JsonToken.VALUE_NULL ? null : build(draft(range, in));
    }

    private static Draft draft(ByteRange range, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new DataException("Expected a schema as an object, found " + in.currentToken());
        }
        Draft draft = new Draft();
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            JsonToken token = in.nextToken();
            switch (key) {
                case Words.TYPE -> draft.type = text(in);
                case Words.OPTIONAL -> draft.optional = token == JsonToken.VALUE_TRUE;
                case Words.NAME -> draft.name = text(in);
                case Words.VERSION ->
                    draft.version =
                            token == JsonToken.VALUE_NUMBER_INT ? Optional.of(in.getIntValue()) : Optional.empty();
                case Words.DOC -> draft.doc = text(in);
                case Words.PARAMETERS -> parameters(draft, in);
                case Words.DEFAULT -> draft.defaultValue = Optional.of(range(range, in));
                case Words.FIELDS -> draft.fields = Optional.of(fields(range, in));
                case Words.FIELD -> draft.field = text(in);
                case Words.ITEMS -> draft.items = Optional.of(draft(range, in));
                case Words.KEYS -> draft.keys = Optional.of(draft(range, in));
                case Words.VALUES -> draft.values = Optional.of(draft(range, in));
                default -> in.skipChildren();
            }
        }
        return draft;
    }

    private static Optional<String> text(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return Optional.of(in.getText());
        }
        in.skipChildren();
        return Optional.empty();
    }

    private static ByteRange range(ByteRange of, JsonParser in) throws IOException {
        int start = of.start() + (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.finishToken();
        return new ByteRange(
                of.bytes(), start, of.start() + (int) in.currentLocation().getByteOffset());
    }

    private static void parameters(Draft draft, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                throw new DataException("Expected a text as the schema's parameter \"" + key + "\"");
            }
            draft.parameters.put(key, in.getText());
        }
    }

    private static List<Draft> fields(ByteRange range, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new DataException("Expected the fields of a struct as an array, found " + in.currentToken());
        }
        List<Draft> fields = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            fields.add(draft(range, in));
        }
        return fields;
    }

    private Schema build(Draft draft) {
        try {
            SchemaBuilder builder = builder(draft);
            if (draft.optional) {
                builder.optional();
            }
            draft.name.ifPresent(builder::name);
            draft.version.ifPresent(builder::version);
            draft.doc.ifPresent(builder::doc);
            draft.parameters.forEach(builder::parameter);
            if (draft.defaultValue.isPresent()) {
                // A null default is said to be one; the builder knows it as none.
                builder.defaultValue(draft.defaultValue.get().read(values.of(builder, "default")::read));
            }
            return builder.build();
        } catch (SchemaBuilderException e) {
            throw new DataException("A schema that contradicts itself: " + e.getMessage());
        }
    }

    private SchemaBuilder builder(Draft draft) {
        String type = draft.type.orElseThrow(() -> new DataException("A schema without \"type\""));
        return switch (type) {
            case "boolean" -> SchemaBuilder.bool();
            case "int8" -> SchemaBuilder.int8();
            case "int16" -> SchemaBuilder.int16();
            case "int32" -> SchemaBuilder.int32();
            case "int64" -> SchemaBuilder.int64();
            case Words.FLOAT -> SchemaBuilder.float32();
            case Words.DOUBLE -> SchemaBuilder.float64();
            case "bytes" -> SchemaBuilder.bytes();
            case "string" -> SchemaBuilder.string();
            case "array" -> SchemaBuilder.array(build(part(draft.items, type, Words.ITEMS)));
            case "map" ->
                SchemaBuilder.map(
                        build(part(draft.keys, type, Words.KEYS)), build(part(draft.values, type, Words.VALUES)));
            case "struct" -> struct(draft);
            default -> throw new DataException("Unknown schema type \"" + type + "\"");
        };
    }

    private SchemaBuilder struct(Draft draft) {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (Draft field : draft.fields.orElseThrow(() -> new DataException("A struct's schema without \"fields\""))) {
            String name = field.field.orElseThrow(() -> new DataException("A struct's field without its name"));
            builder.field(name, build(field));
        }
        return builder;
    }

    private static Draft part(Optional<Draft> part, String type, String name) {
        return part.orElseThrow(() -> new DataException("A schema of type " + type + " without \"" + name + "\""));
    }
}
