/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.expression.Expression;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.rule.RuleLine;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.List;
import java.util.Optional;

/**
 * Reads one field of a version, from left to right: {@code PATH: TYPE}, then {@code required} or {@code optional},
 * {@code was OLD}, {@code = VALUE} in any order, and {@code from EXPRESSION} as the last. Owned by one thread.
 */
final class FieldReader {
    private static final String USAGE = "Write FIELD: TYPE, then what applies of: required, was OLD, = 'default',"
            + " from EXPRESSION; for example status: string required = 'new'";
    private static final List<String> WORDS = List.of("required", "optional", "was", "=", "from");

    private final RuleLine line;
    private final String text;
    private int at;
    private Boolean required;
    private DefaultValue defaultValue;
    private FieldPath was;
    private FieldDefinition.Step step;

    private FieldReader(RuleLine line) {
        this.line = line;
        this.text = line.text();
    }

    /** @throws IllegalArgumentException when the line is no field; the message names the line and what to write */
    static FieldDefinition read(RuleLine line) {
        try {
            return new FieldReader(line).read();
        } catch (IllegalArgumentException e) {
            throw line.wrong(e.getMessage());
        }
    }

    private FieldDefinition read() {
        FieldPath path = FieldPath.parse(name(":", "no colon"));
        at++;
        if (path.isMany()) {
            throw new IllegalArgumentException("Fields inside a list are not listed one by one. Write "
                    + path.steps().get(0) + ": list, and change its elements with MapFields or CleanFields");
        }
        DeclaredType type = DeclaredType.parse(type());
        for (String word = word(); !word.isEmpty(); word = word()) {
            clause(word);
        }
        return checked(path, type);
    }

    private void clause(String word) {
        switch (word) {
            case "required", "optional" -> {
                once(required, "required or optional");
                required = word.equals("required");
            }
            case "=" -> {
                once(defaultValue, "=");
                defaultValue = value();
            }
            case "was" -> {
                once(was, word);
                was = FieldPath.parse(name(" \t", null));
            }
            case "from" -> {
                String expression = text.substring(at).strip();
                if (expression.isEmpty()) {
                    throw new IllegalArgumentException("No expression stands after `from`. Write for example:"
                            + " label: string from name + ' (' + status + ')'");
                }
                step = new FieldDefinition.Step(expression, Expression.parse(expression));
                at = text.length();
            }
            case "default" ->
                throw new IllegalArgumentException("A default is written with an equals sign: = 'new'. " + USAGE);
            case "not" -> throw new IllegalArgumentException("A field that is never null is `required`. " + USAGE);
            default ->
                throw new IllegalArgumentException(
                        "`" + word + "` is not known here. " + Suggestion.among(word, WORDS) + ". " + USAGE);
        }
    }

    private FieldDefinition checked(FieldPath path, DeclaredType type) {
        if (was != null && step != null) {
            throw new IllegalArgumentException(
                    "`was` and `from` contradict each other. Keep `was` where the value goes on"
                            + " under a new name, and `from` where it is worked out");
        }
        if (was != null && was.equals(path)) {
            throw new IllegalArgumentException(
                    "It was " + was + " and is so still. Leave `was` out where the name stays the same");
        }
        if (defaultValue != null) {
            TargetType single = type.single()
                    .orElseThrow(() -> new IllegalArgumentException("A field of type " + type
                            + " has no default. Leave it out, and let the field be optional"));
            defaultValue.check(single);
        }
        return new FieldDefinition(
                line,
                path,
                type,
                required != null && required,
                Optional.ofNullable(defaultValue),
                Optional.ofNullable(was),
                Optional.ofNullable(step));
    }

    private static void once(Object before, String what) {
        if (before != null) {
            throw new IllegalArgumentException("`" + what + "` stands there twice. Keep one of them");
        }
    }

    /** A name or path, in which double quotes hide what else would end it. */
    private String name(String ends, String missing) {
        blanks();
        int start = at;
        boolean quoted = false;
        while (at < text.length() && (quoted || ends.indexOf(text.charAt(at)) < 0)) {
            quoted ^= text.charAt(at) == '"';
            at++;
        }
        if (at == text.length() && missing != null) {
            throw new IllegalArgumentException("Expected FIELD: TYPE, found " + missing + ". " + USAGE);
        }
        return text.substring(start, at);
    }

    /** A type, whose brackets may hold blanks. */
    private String type() {
        blanks();
        int start = at;
        boolean inBrackets = false;
        while (at < text.length() && (inBrackets || !Character.isWhitespace(text.charAt(at)))) {
            inBrackets = text.charAt(at) == '(' || (inBrackets && text.charAt(at) != ')');
            at++;
        }
        if (at == start) {
            throw new IllegalArgumentException("No type stands after the colon. " + USAGE);
        }
        return text.substring(start, at);
    }

    private String word() {
        blanks();
        int start = at;
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            return "=";
        }
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != '=') {
            at++;
        }
        return text.substring(start, at);
    }

    private DefaultValue value() {
        blanks();
        if (at == text.length() || text.charAt(at) != '\'') {
            return DefaultValue.word(word());
        }
        StringBuilder value = new StringBuilder();
        while (++at < text.length()) {
            if (text.charAt(at) != '\'') {
                value.append(text.charAt(at));
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                value.append('\'');
                at++;
            } else {
                at++;
                return DefaultValue.quoted(value.toString());
            }
        }
        throw new IllegalArgumentException("Expected a closing quote ' after the default");
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
