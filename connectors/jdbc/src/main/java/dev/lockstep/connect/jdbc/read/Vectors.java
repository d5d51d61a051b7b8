/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** The types of pgvector: {@code [1,2]} and, sparse, {@code {1:0.5,3:2}/5}. */
final class Vectors {
    private Vectors() {}

    static TypeReading reading(String type, boolean optional) {
        return switch (type) {
            case "vector" ->
                TypeReading.ofText(
                        Schemas.of(Schemas.vector("DoubleVector", Schema.FLOAT64_SCHEMA), optional),
                        text -> dense(text, Double::valueOf));
            case "halfvec" ->
                TypeReading.ofText(
                        Schemas.of(Schemas.vector("FloatVector", Schema.FLOAT32_SCHEMA), optional),
                        text -> dense(text, Float::valueOf));
            case "sparsevec" -> {
                Schema schema = Schemas.of(Schemas.sparseVector(), optional);
                yield TypeReading.ofText(schema, text -> sparse(schema, text));
            }
            default -> throw new IllegalStateException("no vector: " + type);
        };
    }

    private static List<Object> dense(String text, TextReader element) {
        List<Object> elements = new ArrayList<>();
        for (String part : inside(text, text.length(), '[', ']')) {
            elements.add(element.read(part));
        }
        return elements;
    }

    private static Struct sparse(Schema schema, String text) {
        int slash = text.indexOf('/');
        Map<Integer, Double> elements = new LinkedHashMap<>();
        for (String part : inside(text, slash, '{', '}')) {
            int colon = part.indexOf(':');
            elements.put(Integer.valueOf(part.substring(0, colon)), Double.valueOf(part.substring(colon + 1)));
        }
        return new Struct(schema)
                .put("dimensions", Integer.valueOf(text.substring(slash + 1)))
                .put("vector", elements);
    }

    private static List<String> inside(String text, int end, char open, char close) {
        if (end < 2 || text.charAt(0) != open || text.charAt(end - 1) != close) {
            throw new IllegalArgumentException("no brackets");
        }
        String inside = text.substring(1, end - 1);
        return inside.isEmpty() ? List.of() : List.of(inside.split(",", -1));
    }
}
