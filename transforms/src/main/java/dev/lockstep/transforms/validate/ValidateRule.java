/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import dev.lockstep.transforms.expression.Condition;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.FieldRule;
import dev.lockstep.transforms.rule.RuleLine;
import dev.lockstep.transforms.rule.RuleText;
import dev.lockstep.transforms.rule.Suggestion;
import dev.lockstep.transforms.validate.ValuePath.Absent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the rules of one text, line by line. Owned by one thread; what it gives is immutable. */
public final class ValidateRule {
    private static final String CROSS = "check ";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]{1,100}");

    /** How each check is written. */
    private static final Map<String, String> USAGE = Map.of(
            "required", "required",
            "type", "type(int32)",
            "range", "range(0,150), range(0,) or range(2000-01-01,2030-12-31)",
            "length", "length(2,80), length(,80) or length(8)",
            "matches", "matches('[A-Z]{2}[0-9]+')",
            "one-of", "one-of('new','paid') or one-of(1,2,3)",
            "format", "format(email)");

    private static final List<String> CHECKS =
            List.of("required", "type", "range", "length", "matches", "one-of", "format");

    private final boolean skipMissing;
    private final Map<Integer, Integer> sections = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    /**
     * @param text that the lines are of
     * @param skipMissing whether rules are left out for rows that lack their field
     */
    public ValidateRule(RuleText text, boolean skipMissing) {
        this.skipMissing = skipMissing;
        for (int i = 0; i < text.sections().size(); i++) {
            for (RuleLine line : text.sections().get(i).lines()) {
                sections.put(line.number(), i);
            }
        }
    }

    /** @throws IllegalArgumentException when the line is no rule; the message names the line and says what to write */
    public List<RowCheck> parse(RuleLine line) {
        List<RowCheck> checks;
        if (line.text().startsWith(CROSS)) {
            checks = List.of(cross(line));
        } else {
            FieldRule rule = FieldRule.parse(line);
            checks = new ArrayList<>();
            for (Call call : rule.calls()) {
                try {
                    checks.add(check(rule.path(), call));
                } catch (IllegalArgumentException e) {
                    throw line.wrong(e.getMessage());
                }
            }
        }
        for (RowCheck check : checks) {
            Integer before = names.put(sections.get(line.number()) + " " + check.name(), line.number());
            if (before != null) {
                throw line.wrong("The rule " + check.name() + " is there already, in rule " + before
                        + ". Make one of the two, or give a `check NAME: EXPRESSION` a name of its own");
            }
        }
        return List.copyOf(checks);
    }

    private RowCheck cross(RuleLine line) {
        int colon = line.text().indexOf(':');
        String name =
                colon < 0 ? "" : line.text().substring(CROSS.length(), colon).strip();
        if (!NAME.matcher(name).matches()) {
            throw line.wrong("Expected `check NAME: EXPRESSION` with a name of letters, digits, _, . and -."
                    + " Write for example: check dates: start <= end");
        }
        String expression = line.text().substring(colon + 1).strip();
        if (expression.isEmpty()) {
            throw line.wrong(
                    "No expression stands after the name. Write for example: check " + name + ": start <= end");
        }
        try {
            return new CrossCheck(name, expression, Condition.parse(expression), skipMissing);
        } catch (IllegalArgumentException e) {
            throw line.wrong(e.getMessage());
        }
    }

    private RowCheck check(FieldPath path, Call call) {
        String name = call.name();
        boolean required = name.equals("required");
        ValueCheck check = switch (name) {
            case "required" -> {
                call.expect(0, 0, USAGE.get(name));
                yield null;
            }
            case "type" -> TypeCheck.parse(only(call));
            case "range" -> {
                call.expect(2, 2, USAGE.get(name));
                yield Range.parse(call.text(0), call.text(1));
            }
            case "length" -> length(call.expect(1, 2, USAGE.get(name)));
            case "matches" -> {
                only(call);
                if (!call.arguments().get(0).quoted()) {
                    throw new IllegalArgumentException("Argument 1 of matches: expected a regular expression in"
                            + " single quotes. Write " + USAGE.get(name));
                }
                yield TextChecks.matches(call.text(0));
            }
            case "one-of" -> {
                call.expect(1, 1_000, USAGE.get(name));
                yield TextChecks.oneOf(
                        call.arguments().stream().map(Call.Argument::text).toList());
            }
            case "format" -> TextChecks.format(Format.parse(only(call)));
            case "unique" ->
                throw new IllegalArgumentException("unique cannot be checked row by row. The validator finds rows"
                        + " that are there twice; remove the check");
            default ->
                throw new IllegalArgumentException(
                        "No check is called " + name + ". " + Suggestion.among(name, CHECKS));
        };
        Absent absent = skipMissing ? Absent.SKIP : required ? Absent.NULL : Absent.FAIL;
        return new FieldCheck(path, path + "." + name, written(call), check, absent);
    }

    private static String only(Call call) {
        return call.expect(1, 1, USAGE.get(call.name())).text(0);
    }

    private static ValueCheck length(Call call) {
        boolean exact = call.arguments().size() == 1;
        int min = bound(call, 0, exact ? -1 : 0);
        int max = exact ? min : bound(call, 1, Integer.MAX_VALUE);
        if (min > max) {
            throw new IllegalArgumentException(
                    "The least length " + min + " is above the greatest " + max + ". Write length(min,max)");
        }
        return TextChecks.length(min, max);
    }

    /** @param open what an open end means; negative where the end may not be open */
    private static int bound(Call call, int index, int open) {
        return call.text(index).isEmpty() && open >= 0 ? open : call.number(index, 0, Integer.MAX_VALUE);
    }

    private static String written(Call call) {
        if (call.arguments().isEmpty()) {
            return call.name();
        }
        List<String> arguments = call.arguments().stream()
                .map(argument -> argument.quoted() ? "'" + argument.text().replace("'", "''") + "'" : argument.text())
                .toList();
        return call.name() + "(" + String.join(",", arguments) + ")";
    }
}
