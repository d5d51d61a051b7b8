/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Compiles schemas to readers. Immutable, thread-safe. */
final class ValueReaders {
    private final boolean replaceNull;

    ValueReaders(boolean replaceNull) {
        this.replaceNull = replaceNull;
    }

    /** @param path of the value in the record, for messages; empty for the record's own */
    ValueReader of(Schema schema, String path) {
        ValueReader present = present(schema, path);
        return in -> in.currentToken() == JsonToken.VALUE_NULL ? absent(schema, path) : present.read(in);
    }

    /** What a value is that is null or not there. */
    Object absent(Schema schema, String path) {
        if (replaceNull && schema.defaultValue() != null) {
            return schema.defaultValue();
        }
        if (schema.isOptional()) {
            return null;
        }
        throw new DataException("Null" + at(path) + ", where the schema demands a value");
    }

    private ValueReader present(Schema schema, String path) {
        ValueReader logical = logical(schema, path);
        if (logical != null) {
            return logical;
        }
        return switch (schema.type()) {
            case INT8 -> in -> (byte) integer(in, path, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> in -> (short) integer(in, path, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> in -> (int) integer(in, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> in -> integer(in, path, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT32 -> in -> (float) number(in, path, true);
            case FLOAT64 -> in -> number(in, path, false);
            case BOOLEAN -> in -> truth(in, path);
            case STRING ->
                in -> {
                    expect(in, JsonToken.VALUE_STRING, path, "a text");
                    return in.getText();
                };
            case BYTES -> in -> bytes(in, path);
            case ARRAY -> array(schema, path);
            case MAP -> map(schema, path);
            case STRUCT -> new StructReader(schema, path, this);
        };
    }

    private static ValueReader logical(Schema schema, String path) {
        if (schema.name() == null) {
            return null;
        }
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME ->
                in -> isNumber(in) ? in.getDecimalValue() : Decimal.toLogical(schema, bytes(in, path));
            case Date.LOGICAL_NAME -> in -> Date.toLogical(schema, int32(in, path));
            case Time.LOGICAL_NAME -> in -> Time.toLogical(schema, int32(in, path));
            case Timestamp.LOGICAL_NAME ->
                in -> Timestamp.toLogical(schema, integer(in, path, Long.MIN_VALUE, Long.MAX_VALUE));
            default -> null;
        };
    }

    private ValueReader array(Schema schema, String path) {
        ValueReader element = of(schema.valueSchema(), path + "[]");
        return in -> {
            expect(in, JsonToken.START_ARRAY, path, "an array");
            List<Object> elements = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                elements.add(element.read(in));
            }
            return elements;
        };
    }

    private ValueReader map(Schema schema, String path) {
        ValueReader element = of(schema.valueSchema(), path + "{}");
        if (schema.keySchema().type() == Schema.Type.STRING) {
            return in -> {
                expect(in, JsonToken.START_OBJECT, path, "an object");
                Map<Object, Object> entries = new HashMap<>();
                for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                    in.nextToken();
                    entries.put(name, element.read(in));
                }
                return entries;
            };
        }
        ValueReader key = of(schema.keySchema(), path + "{key}");
        return in -> {
            expect(in, JsonToken.START_ARRAY, path, "an array of pairs");
            Map<Object, Object> entries = new HashMap<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                expect(in, JsonToken.START_ARRAY, path, "a pair");
                in.nextToken();
                Object name = key.read(in);
                in.nextToken();
                entries.put(name, element.read(in));
                in.nextToken();
                expect(in, JsonToken.END_ARRAY, path, "the end of a pair");
            }
            return entries;
        };
    }

    private static int int32(JsonParser in, String path) throws IOException {
        return (int) integer(in, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long integer(JsonParser in, String path, long least, long greatest) throws IOException {
        expect(in, JsonToken.VALUE_NUMBER_INT, path, "a whole number");
        if (in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = in.getLongValue();
            if (value >= least && value <= greatest) {
                return value;
            }
        }
        throw new DataException("A whole number" + at(path) + " is not between " + least + " and " + greatest);
    }

    /** Both converters write what is no number as a text. */
    private static double number(JsonParser in, String path, boolean single) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return switch (in.getText()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw unexpected(in, path, "a number");
            };
        }
        if (!isNumber(in)) {
            throw unexpected(in, path, "a number");
        }
        // A text rounded to double and then to float may not be the nearest float.
        return single ? in.getFloatValue() : in.getDoubleValue();
    }

    private static boolean isNumber(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_NUMBER_INT || in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
    }

    private static boolean truth(JsonParser in, String path) {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw unexpected(in, path, "true or false");
        };
    }

    private static byte[] bytes(JsonParser in, String path) throws IOException {
        expect(in, JsonToken.VALUE_STRING, path, "bytes as base64");
        try {
            return Base64.getDecoder().decode(in.getText());
        } catch (IllegalArgumentException e) {
            // Its message may quote a character.
            throw unexpected(in, path, "bytes as base64");
        }
    }

    static void expect(JsonParser in, JsonToken token, String path, String words) {
        if (in.currentToken() != token) {
            throw unexpected(in, path, words);
        }
    }

    private static DataException unexpected(JsonParser in, String path, String words) {
        return new DataException("Expected " + words + at(path) + ", found " + in.currentToken()
                + ". Were these records written with this schema?");
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : " in field \"" + path + "\"";
    }
}
