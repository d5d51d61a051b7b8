/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The worked examples of a documentation page: lines of its table whose cells are code. */
final class Examples {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    /** One line: the rules, a row, and what becomes of it. */
    record Example(String want, String rules, String row, String becomes) {
        Map<String, Object> map() {
            return object(row);
        }

        Map<String, Object> expected() {
            return object(becomes);
        }

        @Override
        public String toString() {
            return want;
        }
    }

    private Examples() {}

    /** All lines of the table that begins with {@code | I want to |}. */
    static Stream<Example> of(String page) {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("../docs/transforms").resolve(page));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        List<Example> examples = lines.stream()
                .dropWhile(line -> !line.startsWith("| I want to |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(Examples::example)
                .toList();
        assertThat(examples).as("examples of " + page).isNotEmpty();
        return examples.stream();
    }

    private static Example example(String line) {
        String[] cells = line.replace("\\|", "\u0000").split("\\|", -1);
        assertThat(cells).as(line).hasSize(6);
        return new Example(cells[1].strip(), code(cells[2]), code(cells[3]), code(cells[4]));
    }

    private static String code(String cell) {
        String stripped = cell.strip();
        assertThat(stripped).startsWith("`").endsWith("`");
        return stripped.substring(1, stripped.length() - 1).replace('\u0000', '|');
    }

    private static Map<String, Object> object(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A struct of such values; each field is optional, and one that is null is a text. */
    static Struct struct(Map<String, Object> row) {
        return (Struct) typed(schema(row), row);
    }

    private static Schema schema(Object value) {
        if (value instanceof Map<?, ?> map) {
            SchemaBuilder builder = SchemaBuilder.struct().optional();
            map.forEach((name, member) -> builder.field(String.valueOf(name), schema(member)));
            return builder.build();
        }
        if (value instanceof List<?> list) {
            return SchemaBuilder.array(schema(list.get(0))).optional().build();
        }
        if (value instanceof Boolean) {
            return Schema.OPTIONAL_BOOLEAN_SCHEMA;
        }
        return value instanceof Long
                ? Schema.OPTIONAL_INT64_SCHEMA
                : value instanceof Double ? Schema.OPTIONAL_FLOAT64_SCHEMA : Schema.OPTIONAL_STRING_SCHEMA;
    }

    private static Object typed(Schema schema, Object value) {
        if (value instanceof Map<?, ?> map) {
            Struct struct = new Struct(schema);
            map.forEach((name, member) -> struct.put(
                    String.valueOf(name),
                    typed(schema.field(String.valueOf(name)).schema(), member)));
            return struct;
        }
        return value instanceof List<?> list
                ? list.stream()
                        .map(element -> typed(schema.valueSchema(), element))
                        .toList()
                : value;
    }
}
