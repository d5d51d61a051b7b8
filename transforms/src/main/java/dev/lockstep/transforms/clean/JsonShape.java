/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.convert.TargetType;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * What a rule says a JSON document looks like: fields with their types, as in {@code city string, tags array(string)},
 * or one type. All of it is optional.
 */
final class JsonShape {
    private static final String USAGE = " Write fields with their types, 'city string, zip int32, tags array(string),"
            + " home object(lat float64, lon float64)', or one type: 'array(string)', 'map(int32)'";

    private final String text;
    private int at;

    private JsonShape(String text) {
        this.text = text;
    }

    /**
     * Reads a shape.
     *
     * @throws IllegalArgumentException when it is none
     */
    static SchemaBuilder parse(String text) {
        JsonShape reader = new JsonShape(text);
        reader.blanks();
        int start = reader.at;
        String first = reader.word();
        reader.blanks();
        boolean oneType = reader.at == text.length() || reader.text.charAt(reader.at) == '(';
        reader.at = start;
        SchemaBuilder shape = oneType && !first.isEmpty() ? reader.type() : reader.fields();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.wrong("the end");
        }
        return shape;
    }

    private SchemaBuilder fields() {
        SchemaBuilder struct = SchemaBuilder.struct();
        List<String> names = new ArrayList<>();
        do {
            blanks();
            String name = name();
            if (names.contains(name)) {
                throw new IllegalArgumentException("The shape has the field " + name + " twice. Keep one of them");
            }
            names.add(name);
            blanks();
            struct.field(name, type().optional().build());
            blanks();
        } while (next(','));
        return struct;
    }

    private SchemaBuilder type() {
        String word = word();
        switch (word) {
            case "object" -> {
                return inBrackets(this::fields);
            }
            case "array" -> {
                return SchemaBuilder.array(inBrackets(this::type).optional().build());
            }
            case "map" -> {
                return SchemaBuilder.map(
                        Schema.STRING_SCHEMA, inBrackets(this::type).optional().build());
            }
            case "" -> throw wrong("a type");
            default -> {
                int start = at;
                if (next('(')) {
                    while (at < text.length() && !next(')')) {
                        at++;
                    }
                }
                return scalar(word + text.substring(start, at));
            }
        }
    }

    private static SchemaBuilder scalar(String type) {
        try {
            return TargetType.parse(type).builder();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The shape of parse-json: " + e.getMessage() + "." + USAGE, e);
        }
    }

    private SchemaBuilder inBrackets(java.util.function.Supplier<SchemaBuilder> inner) {
        if (!next('(')) {
            throw wrong("`(`");
        }
        blanks();
        SchemaBuilder shape = inner.get();
        blanks();
        if (!next(')')) {
            throw wrong("`)`");
        }
        return shape;
    }

    private String name() {
        if (!next('"')) {
            String name = word();
            if (name.isEmpty()) {
                throw wrong("the name of a field");
            }
            return name;
        }
        int end = text.indexOf('"', at);
        if (end < 0) {
            throw wrong("a closing quote \"");
        }
        String name = text.substring(at, end);
        at = end + 1;
        return name;
    }

    private String word() {
        int start = at;
        while (at < text.length() && " \t\n(),\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean next(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String found = at < text.length() ? "`" + text.charAt(at) + "`" : "the end";
        return new IllegalArgumentException("The shape of parse-json: expected " + expected + " at character "
                + (at + 1) + ", found " + found + "." + USAGE);
    }
}
