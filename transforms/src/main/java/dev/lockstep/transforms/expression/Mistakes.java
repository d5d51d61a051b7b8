/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the library finds wrong with an expression, in words that say where it is and what to write. */
final class Mistakes {
    private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '([^']*)' applied to '(.*)' \\(candidates: (.*)\\)", Pattern.DOTALL);
    private static final Pattern TYPE_VARIABLE = Pattern.compile("%[A-Z][0-9]*");

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry(Equality.EQUAL, "=="),
            Map.entry(Equality.WITHIN, "in"),
            Map.entry("_[_]", "[ ]"),
            Map.entry("_?_:_", "? :"),
            Map.entry("!_", "!"),
            Map.entry("-_", "-"));

    private static final String ADVICE = "Texts stand in quotes: 'text'; columns with odd names are written"
            + " value['a name']; equal, and, or, not, null are written ==, &&, ||, !, x == null";

    private Mistakes() {}

    /** All that is wrong, one after the other. */
    static String of(CelValidationException refusal, CelSource source) {
        Set<String> messages = new LinkedHashSet<>();
        for (CelIssue issue : refusal.getErrors()) {
            messages.add(place(issue, source) + message(issue.getMessage()));
        }
        return String.join("; ", messages);
    }

    /** By the part's id where it has one: of an expression that was changed no other place is left. */
    private static String place(CelIssue issue, CelSource source) {
        return Optional.ofNullable(source.getPositionsMap().get(issue.getExprId()))
                .flatMap(source::getOffsetLocation)
                .map(Mistakes::place)
                .orElseGet(() -> source.getPositionsMap().isEmpty() ? place(issue.getSourceLocation()) : ": ");
    }

    /** A mistake at a part of the expression. */
    static IllegalArgumentException at(CelSource source, long id, String message) {
        Optional<CelSourceLocation> place =
                Optional.ofNullable(source.getPositionsMap().get(id)).flatMap(source::getOffsetLocation);
        return new IllegalArgumentException(
                "Expression" + place.map(Mistakes::place).orElse(": ") + message);
    }

    private static String place(CelSourceLocation place) {
        if (place.getLine() < 1) {
            return ": ";
        }
        String line = place.getLine() == 1 ? "" : " of line " + place.getLine();
        return " at character " + (place.getColumn() + 1) + line + ": ";
    }

    private static String message(String message) {
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.matches()) {
            String name = unknown.group(1);
            return "there is no function " + name + ". " + Suggestion.among(name, Language.functionNames());
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return overload(overload.group(1), overload.group(2), overload.group(3));
        }
        if (message.contains("undefined field")) {
            return message.replace("undefined field", "the object has no field") + ". Fields of objects are written"
                    + " address.city";
        }
        if (message.contains("invalid argument to has() macro")) {
            return "has takes a field. Write has(value.email), has(address.city), or email != null";
        }
        if (message.contains("does not support field selection")) {
            return message + ". Only objects and maps have fields: address.city";
        }
        return syntax(message);
    }

    private static String syntax(String message) {
        if (message.contains("input '<EOF>'")) {
            return "the expression ends where a name, a value or a bracket is expected";
        }
        int expecting = message.indexOf(" expecting ");
        String found = expecting < 0 ? message : message.substring(0, expecting);
        return found.replace("token recognition error at:", "not understood:")
                        .replace("extraneous input", "not expected here:")
                        .replace("mismatched input", "not expected here:")
                        .replace("'<EOF>'", "the end")
                + ". " + ADVICE;
    }

    private static String overload(String function, String types, String candidates) {
        if (isOperator(function)) {
            String operator = OPERATORS.getOrDefault(function, function.replace("_", ""));
            return "`" + operator + "` does not work on " + plain(types)
                    + ". Convert one side: string(x), int(x), double(x), decimal(x)";
        }
        return function + " does not work on " + plain(types) + ". It takes " + plain(candidates);
    }

    private static boolean isOperator(String function) {
        return OPERATORS.containsKey(function) || function.startsWith("_");
    }

    /** Types as the documentation calls them. */
    private static String plain(String types) {
        String named =
                types.replace("google.protobuf.Timestamp", "timestamp").replace("google.protobuf.Duration", "duration");
        return TYPE_VARIABLE.matcher(named).replaceAll("any").lines().collect(Collectors.joining(" "));
    }
}
