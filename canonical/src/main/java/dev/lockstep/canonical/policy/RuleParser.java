/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads rules as a policy writes them: {@code name} or {@code name(argument,…)}, with blanks between rules. */
public final class RuleParser {
    private static final Pattern RULE = Pattern.compile("([a-z0-9-]+)(?:\\(([a-z0-9:,]*)\\))?");
    private static final int MAX_DIGITS = 9;
    private static final int MAX_SCALE = 1_000;

    private static final Map<String, Rule> WITHOUT_ARGUMENTS = Stream.concat(
                    Stream.concat(Arrays.stream(TextRule.values()), Arrays.stream(As.values())),
                    Stream.of(
                            new Rule.Ignore(),
                            new NumberRule.Float32(),
                            new Unordered(),
                            ZeroDateRule.NULL,
                            ZeroDateRule.TEXT))
            .collect(Collectors.toUnmodifiableMap(Rule::text, Function.identity()));

    private RuleParser() {}

    /**
     * Reads the rules of one column.
     *
     * @throws IllegalArgumentException when the text is not rules; the message says what is expected
     */
    public static ColumnRules parse(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String word : text.strip().split("\\s+", -1)) {
            rules.add(rule(word));
        }
        boolean alone = rules.stream().anyMatch(rule -> rule instanceof Rule.Ignore) && rules.size() > 1;
        boolean tolerant = rules.stream().limit(rules.size() - 1L).anyMatch(rule -> rule instanceof Tolerance);
        if (alone || tolerant) {
            throw new IllegalArgumentException(
                    alone
                            ? "`ignore` leaves the column out, so it stands alone: remove the other rules"
                            : "`tolerance` compares what the rules before it leave: put it last");
        }
        return new ColumnRules(rules);
    }

    private static Rule rule(String word) {
        Rule plain = WITHOUT_ARGUMENTS.get(word);
        if (plain != null) {
            return plain;
        }
        Matcher matcher = RULE.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected a rule such as rtrim or timestamp(3,cut), found `" + word
                    + "`. Rules are parted by blanks and hold none");
        }
        String name = matcher.group(1);
        String[] arguments = Optional.ofNullable(matcher.group(2)).orElse("").split(",", -1);
        return switch (name) {
            case "timestamp", "time" -> {
                expect(word, arguments, 2, name + "(digits,cut|round), for example " + name + "(3,cut)");
                yield new TimeRule(
                        name.equals("timestamp"),
                        number(word, arguments[0], 0, MAX_DIGITS),
                        reduction(word, arguments[1]));
            }
            case "decimal" -> {
                expect(word, arguments, 2, "decimal(scale,cut|round), for example decimal(2,round)");
                yield new NumberRule.Scale(number(word, arguments[0], 0, MAX_SCALE), reduction(word, arguments[1]));
            }
            case "double" -> new NumberRule.Digits(number(word, arguments[0], 1, 17));
            case "unsigned" -> new NumberRule.Unsigned(number(word, arguments[0], 1, 64));
            case "tolerance" -> {
                boolean single = arguments.length == 2 && arguments[1].equals("float32");
                expect(word, arguments, single ? 2 : 1, "tolerance(bits) or tolerance(bits,float32)");
                yield new Tolerance(number(word, arguments[0], 1, single ? 20 : 40), single);
            }
            default ->
                throw new IllegalArgumentException("Expected one of the rules " + names() + "; found `" + word + "`");
        };
    }

    private static void expect(String word, String[] arguments, int count, String form) {
        if (arguments.length != count) {
            throw new IllegalArgumentException("Expected " + form + ", found `" + word + "`");
        }
    }

    private static int number(String word, String text, int min, int max) {
        if (text.matches("\\d{1,4}")) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new IllegalArgumentException("Expected a number from " + min + " to " + max + " in `" + word + "`");
    }

    private static Reduction reduction(String word, String text) {
        for (Reduction reduction : Reduction.values()) {
            if (reduction.text().equals(text)) {
                return reduction;
            }
        }
        throw new IllegalArgumentException("Expected cut or round in `" + word
                + "`: databases differ in what they do with digits they cannot hold");
    }

    private static String names() {
        return Stream.concat(
                        WITHOUT_ARGUMENTS.keySet().stream(),
                        Stream.of(
                                "timestamp(p,how)",
                                "time(p,how)",
                                "decimal(s,how)",
                                "double(d)",
                                "unsigned(n)",
                                "tolerance(k)"))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
