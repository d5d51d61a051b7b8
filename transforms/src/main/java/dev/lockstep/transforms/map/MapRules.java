/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.map;

import dev.lockstep.transforms.clean.CleanRule;
import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.expression.Expression;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.Computation;
import dev.lockstep.transforms.row.RowDraft.Missing;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.rule.RuleLine;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the rules of MapFields: a verb and what it is about, or a field and what is done to its values. */
public final class MapRules {
    /** The verbs, with how each is written. */
    private static final Map<String, String> USAGE = new TreeMap<>(Map.of(
            "rename", "rename OLD to NEW",
            "drop", "drop FIELD, FIELD",
            "keep", "keep FIELD, FIELD",
            "order", "order FIELD, FIELD",
            "nest", "nest FIELD, FIELD into OBJECT",
            "unnest", "unnest OBJECT, or unnest OBJECT prefix NAME_",
            "set", "set FIELD = EXPRESSION, or set FIELD: TYPE = EXPRESSION",
            "default", "default FIELD = 'text', or a number, true or false",
            "require", "require FIELD, FIELD"));

    private final Missing missing;
    private final String verb;
    private final String rest;

    private MapRules(Missing missing, String verb, String rest) {
        this.missing = missing;
        this.verb = verb;
        this.rest = rest;
    }

    /**
     * What reads a line.
     *
     * @param missing what a rule does whose field is not there
     */
    public static Function<RuleLine, RowRule> parser(Missing missing) {
        return line -> {
            String[] words = line.text().split("\\s+", 2);
            if (!USAGE.containsKey(words[0]) && outsideQuotes(line.text(), ":") >= 0) {
                return CleanRule.parse(line, missing);
            }
            try {
                return new MapRules(missing, words[0], words.length == 1 ? "" : words[1]).parse();
            } catch (IllegalArgumentException e) {
                throw line.wrong(e.getMessage());
            }
        };
    }

    private MapRule parse() {
        return switch (verb) {
            case "rename" -> move();
            case "drop" -> new MapRule.Drop(paths(rest), missing);
            case "keep" -> new MapRule.Keep(paths(rest), missing);
            case "order" -> order();
            case "nest" -> nest();
            case "unnest" -> unnest();
            case "set" -> compute();
            case "default" -> defaultValue();
            case "require" -> new MapRule.Require(paths(rest), missing);
            default ->
                throw new IllegalArgumentException("No rule begins with " + verb + ". "
                        + Suggestion.among(verb, USAGE.keySet()) + ". For example: rename first_name to given_name");
        };
    }

    private MapRule move() {
        String[] sides = sides(" to ");
        FieldPath from = path(sides[0]);
        FieldPath to = path(sides[1]);
        if (from.equals(to)) {
            throw new IllegalArgumentException("Both names are " + to + ", so nothing would change. Remove the rule");
        }
        return new MapRule.Move(from, inSameList(from, to), missing);
    }

    private static FieldPath inSameList(FieldPath from, FieldPath to) {
        if (!Paths.upToLastList(from).equals(Paths.upToLastList(to))
                || to.last().equals(FieldPath.ELEMENTS)) {
            throw new IllegalArgumentException("A field cannot be moved from " + from + " to " + to
                    + ": it can change its place inside the same list only, or where no list is");
        }
        return to;
    }

    private MapRule order() {
        List<FieldPath> paths = paths(rest);
        for (FieldPath path : paths) {
            if (!path.parents().equals(paths.get(0).parents())) {
                throw new IllegalArgumentException(path + " and " + paths.get(0)
                        + " do not stand in the same object. Write one rule for each object");
            }
        }
        return new MapRule.Order(paths, missing);
    }

    private MapRule nest() {
        String[] sides = sides(" into ");
        FieldPath into = path(sides[1]);
        List<FieldPath> paths = paths(sides[0]);
        paths.forEach(path -> inSameList(path, Paths.child(into, path.last())));
        return new MapRule.Nest(paths, into, missing);
    }

    private MapRule unnest() {
        int prefix = outsideQuotes(rest, " prefix ");
        return prefix < 0
                ? new MapRule.Unnest(path(rest), "", missing)
                : new MapRule.Unnest(
                        path(rest.substring(0, prefix)),
                        path(rest.substring(prefix + " prefix ".length())).last(),
                        missing);
    }

    private MapRule compute() {
        String[] sides = sides("=");
        int colon = outsideQuotes(sides[0], ":");
        Computation expression = Expression.parse(sides[1].strip());
        if (colon < 0) {
            return new MapRule.Compute(path(sides[0]), expression);
        }
        TargetType type = TargetType.parse(sides[0].substring(colon + 1).strip());
        return new MapRule.Compute(
                path(sides[0].substring(0, colon)), new ConvertedResult(expression, Conversions.to(type)));
    }

    private MapRule defaultValue() {
        String[] sides = sides("=");
        return new MapRule.Default(path(sides[0]), new DefaultValue(Literal.parse(sides[1].strip())), missing);
    }

    private List<FieldPath> paths(String text) {
        List<FieldPath> paths = new ArrayList<>();
        String remaining = text;
        for (int comma = outsideQuotes(remaining, ","); comma >= 0; comma = outsideQuotes(remaining, ",")) {
            paths.add(path(remaining.substring(0, comma)));
            remaining = remaining.substring(comma + 1);
        }
        paths.add(path(remaining));
        if (new HashSet<>(paths).size() < paths.size()) {
            throw new IllegalArgumentException("A field is named twice. Name each once");
        }
        return paths;
    }

    private FieldPath path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("Expected the name of a field, found none. Write " + USAGE.get(verb));
        }
        return FieldPath.parse(text);
    }

    private String[] sides(String separator) {
        int at = outsideQuotes(rest, separator);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "Expected `" + separator.strip() + "`, found none. Write " + USAGE.get(verb));
        }
        return new String[] {rest.substring(0, at), rest.substring(at + separator.length())};
    }

    /** Where a text stands that is no part of a name in double quotes; negative where it does not. */
    private static int outsideQuotes(String text, String wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (!quoted && text.startsWith(wanted, i)) {
                return i;
            }
        }
        return -1;
    }
}
