/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/** Reads values that have no schema: whole numbers are long, others double. */
final class AnyReader {
    private AnyReader() {}

    static Object read(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> integer(in);
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case START_ARRAY -> array(in);
            case START_OBJECT -> object(in);
            default -> throw new DataException("Expected a value");
        };
    }

    private static Object integer(JsonParser in) throws IOException {
        if (in.getNumberType() == NumberType.BIG_INTEGER) {
            throw new DataException("A whole number without schema beyond 64 bits. Write such numbers as text, or"
                    + " records with their schema");
        }
        return in.getLongValue();
    }

    private static List<Object> array(JsonParser in) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(in));
        }
        return elements;
    }

    private static Map<String, Object> object(JsonParser in) throws IOException {
        Map<String, Object> fields = new HashMap<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            fields.put(name, read(in));
        }
        return fields;
    }
}
