/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.rule;

import dev.lockstep.transforms.path.FieldPath;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule of the form {@code PATH: STEP STEP…}: what is done with one field, from left to right. Immutable.
 *
 * @param line where it was written
 */
public record FieldRule(RuleLine line, FieldPath path, List<Call> calls) {
    public FieldRule {
        calls = List.copyOf(calls);
    }

    /** @throws IllegalArgumentException when the line has another form; the message names the line and the place */
    public static FieldRule parse(RuleLine line) {
        try {
            int colon = colon(line.text());
            if (colon < 0) {
                throw new IllegalArgumentException(
                        "Expected `FIELD: STEP STEP…`, found no colon. Write for example: email: trim lower");
            }
            FieldPath path = FieldPath.parse(line.text().substring(0, colon));
            List<Call> calls = new Reader(line.text(), colon + 1).calls();
            if (calls.isEmpty()) {
                throw new IllegalArgumentException(
                        "No step stands after the colon. Write for example: " + path + ": trim, or remove the rule");
            }
            return new FieldRule(line, path, calls);
        } catch (IllegalArgumentException e) {
            throw line.wrong(e.getMessage());
        }
    }

    private static int colon(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (text.charAt(i) == ':' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** Reads steps: names, each with or without arguments in brackets. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text, int at) {
            this.text = text;
            this.at = at;
        }

        List<Call> calls() {
            List<Call> calls = new ArrayList<>();
            for (blanks(); at < text.length(); blanks()) {
                String name = word(" \t(),'\"");
                if (name.isEmpty()) {
                    throw wrong("the name of a step");
                }
                calls.add(new Call(name, next('(') ? arguments() : List.of()));
            }
            return calls;
        }

        private List<Call.Argument> arguments() {
            List<Call.Argument> arguments = new ArrayList<>();
            blanks();
            if (next(')')) {
                return arguments;
            }
            while (true) {
                blanks();
                arguments.add(argument());
                blanks();
                if (text.startsWith(Call.ARROW, at)) {
                    at += Call.ARROW.length();
                    arguments.add(new Call.Argument(Call.ARROW, false));
                    continue;
                }
                if (next(')')) {
                    return arguments;
                }
                if (leads(arguments.get(arguments.size() - 1))) {
                    continue;
                }
                if (!next(',')) {
                    throw wrong("`,` or `)`");
                }
            }
        }

        /** Whether it is a word with a text behind it, such as {@code else 'x'}. */
        private boolean leads(Call.Argument argument) {
            return !argument.quoted()
                    && Call.LEADING.contains(argument.text())
                    && at < text.length()
                    && text.charAt(at) == '\'';
        }

        private Call.Argument argument() {
            if (next('\'')) {
                return new Call.Argument(quoted(), true);
            }
            String word = argumentWord().strip();
            if (next('(')) {
                // A type with arguments of its own, such as decimal(10,2).
                int close = text.indexOf(')', at);
                if (close < 0) {
                    throw wrong("`)`");
                }
                word += "(" + text.substring(at, close).replace(" ", "") + ")";
                at = close + 1;
            }
            // An open end, such as range(0,), is an argument that is empty; a text that ends here is not.
            if (word.isEmpty() && at == text.length()) {
                throw wrong("an argument");
            }
            return new Call.Argument(word, false);
        }

        /** The rest of a text in single quotes, in which a quote is doubled. */
        private String quoted() {
            StringBuilder value = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c != '\'') {
                    value.append(c);
                } else if (next('\'')) {
                    value.append(c);
                } else {
                    return value.toString();
                }
            }
            throw wrong("a closing quote '");
        }

        private String argumentWord() {
            int start = at;
            String word = word("(),'");
            int arrow = word.indexOf(Call.ARROW);
            if (arrow >= 0) {
                at = start + arrow;
            }
            return arrow < 0 ? word : word.substring(0, arrow);
        }

        private String word(String ends) {
            int start = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
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
            return new IllegalArgumentException("Expected " + expected + " at character " + (at + 1) + ", found "
                    + found + ". Write steps with blanks between them, and texts in single quotes: trim pad('0', 8)");
        }
    }
}
