/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.level;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The level of each table: that of the first pattern that matches its whole name, else checksum. Immutable. */
public final class Levels {
    /** Every row of every table. */
    public static final Levels CHECKSUM = new Levels(List.of());

    private static final Level DEFAULT = new Level.Checksum();
    private static final String EXPECTED = "expected <pattern of table names>=checksum, =count, =count:<rows>,"
            + " =count:<percentage>% or =sample:<fraction>, found ";

    private record Rule(Pattern tables, Level level) {}

    private final List<Rule> rules;

    private Levels(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads entries such as {@code public\.log_.*=count:0.5%}.
     *
     * @throws IllegalArgumentException when one of them is none; the message quotes it
     */
    public static Levels parse(List<String> entries) {
        List<Rule> rules = new ArrayList<>();
        for (String entry : entries) {
            int end = entry.lastIndexOf('=');
            if (end <= 0) {
                throw new IllegalArgumentException(EXPECTED + entry);
            }
            try {
                rules.add(new Rule(Pattern.compile(entry.substring(0, end)), level(entry.substring(end + 1))));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(EXPECTED + entry + ": not a regular expression", e);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(EXPECTED + entry + ": " + e.getMessage(), e);
            }
        }
        return new Levels(rules);
    }

    private static Level level(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String argument = colon < 0 ? "" : text.substring(colon + 1);
        if (name.equals("sample")) {
            return new Level.Sample(Double.parseDouble(argument));
        }
        if (name.equals("count")) {
            return count(colon < 0 ? "0" : argument);
        }
        if (text.equals("checksum")) {
            return DEFAULT;
        }
        throw new IllegalArgumentException("there is no level of this name");
    }

    private static Level count(String tolerance) {
        return tolerance.endsWith("%")
                ? new Level.Count(0, Double.parseDouble(tolerance.substring(0, tolerance.length() - 1)))
                : new Level.Count(Long.parseLong(tolerance), 0);
    }

    public Level of(String table) {
        return rules.stream()
                .filter(rule -> rule.tables().matcher(table).matches())
                .map(Rule::level)
                .findFirst()
                .orElse(DEFAULT);
    }
}
