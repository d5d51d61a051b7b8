/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.row.Schemas;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * One value for another, as in {@code map('A' => 'active', 'D' => null, else keep)}. Both sides are of the field's type.
 *
 * @param pairs by the text of what comes in; a value may be null
 * @param other in place of all other values where {@code otherwise} says so
 */
record ValueMap(Map<String, OnError.Literal> pairs, Otherwise otherwise, OnError.Literal other) implements ValueStep {
    static final String USAGE = "map('A' => 'active', 'D' => 'deleted', else fail)";
    private static final List<String> ELSE = List.of("null", "keep", "fail", "'x'");

    private enum Otherwise {
        FAIL,
        KEEP,
        REPLACE
    }

    /** @throws IllegalArgumentException when the arguments are wrong */
    static ValueMap parse(Call call) {
        List<Call.Argument> arguments = call.arguments();
        Map<String, OnError.Literal> pairs = new LinkedHashMap<>();
        int i = 0;
        while (i < arguments.size() && !isElse(arguments.get(i))) {
            if (i + 2 >= arguments.size() || !arguments.get(i + 1).text().equals(Call.ARROW)) {
                throw new IllegalArgumentException("map has a value without `=>` behind it. Write " + USAGE);
            }
            String key = arguments.get(i).text();
            if (pairs.containsKey(key)) {
                throw new IllegalArgumentException("map has '" + key + "' twice. Keep one of them");
            }
            pairs.put(key, literal(arguments.get(i + 2)));
            i += 3;
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("map has no pair. Write " + USAGE);
        }
        return otherwise(pairs, arguments.subList(i, arguments.size()));
    }

    private static boolean isElse(Call.Argument argument) {
        return !argument.quoted()
                && (argument.text().equals("else") || argument.text().startsWith("else "));
    }

    private static OnError.Literal literal(Call.Argument argument) {
        return !argument.quoted() && argument.text().equals("null") ? null : OnError.Literal.of(argument);
    }

    private static ValueMap otherwise(Map<String, OnError.Literal> pairs, List<Call.Argument> rest) {
        if (rest.isEmpty()) {
            return new ValueMap(pairs, Otherwise.FAIL, null);
        }
        Call.Argument first = rest.get(0);
        boolean isText = first.text().equals("else");
        if (rest.size() != (isText ? 2 : 1)) {
            throw new IllegalArgumentException("`else` is the last of map, with one value. Write " + USAGE);
        }
        if (isText) {
            return new ValueMap(pairs, Otherwise.REPLACE, OnError.Literal.of(rest.get(1)));
        }
        String word = first.text().substring("else ".length()).strip();
        return switch (word) {
            case "fail" -> new ValueMap(pairs, Otherwise.FAIL, null);
            case "keep" -> new ValueMap(pairs, Otherwise.KEEP, null);
            case "null" -> new ValueMap(pairs, Otherwise.REPLACE, null);
            default -> {
                OnError.Literal literal = new OnError.Literal(word, false);
                if (literal.over(null) instanceof String) {
                    throw new IllegalArgumentException(
                            "map has no `else " + word + "`. " + Suggestion.among(word, ELSE));
                }
                yield new ValueMap(pairs, Otherwise.REPLACE, literal);
            }
        };
    }

    @Override
    public Typed over(Schema schema) {
        UnaryOperator<Object> key = schema == null ? Keys::text : Keys.of(schema);
        Map<Object, Object> values = new HashMap<>();
        pairs.forEach((text, literal) -> values.put(
                schema == null ? text : key.apply(new OnError.Literal(text, true).over(schema)),
                literal == null ? null : literal.over(schema)));
        Object instead = other == null ? null : other.over(schema);
        boolean optional = pairs.containsValue(null) || (otherwise == Otherwise.REPLACE && other == null);
        Schema out = schema == null || !optional ? schema : Schemas.nullable(schema);
        return new Typed(out, value -> {
            if (value == null) {
                return null;
            }
            Object found = key.apply(value);
            Object mapped = values.get(found);
            if (mapped != null || values.containsKey(found)) {
                return mapped;
            }
            return switch (otherwise) {
                case KEEP -> value;
                case REPLACE -> instead;
                case FAIL -> throw unknown(schema, value);
            };
        });
    }

    private DataException unknown(Schema schema, Object value) {
        String type = schema == null ? Types.of(value) : Types.of(schema);
        return new DataException("Expected one of the " + pairs.size() + " value(s) of map, found another " + type
                + (value instanceof String text ? " of " + text.length() + " character(s)" : "")
                + ". Add it, or say what becomes of the others: else keep, else null or else 'x'");
    }
}
