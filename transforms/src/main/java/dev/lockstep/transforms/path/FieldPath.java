/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.path;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The way from a row to one of its values: {@code city}, {@code address.city}, {@code items[*].price} for every element
 * of a list. Names that hold a point, a bracket, a comma, a colon, a quote or blanks stand in double quotes, in which a
 * quote is doubled. Immutable.
 *
 * @param steps at least one: names of fields, and {@link #ELEMENTS} for all elements of the list before it
 */
public record FieldPath(List<String> steps) {
    /** The step into every element of a list. */
    public static final String ELEMENTS = "[*]";

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_$#@][\\p{L}\\p{N}_$#@-]*");

    /** @throws IllegalArgumentException when there is no step, or a list is at the beginning */
    public FieldPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.get(0).equals(ELEMENTS)) {
            throw new IllegalArgumentException("A path begins with the name of a field");
        }
    }

    /** @throws IllegalArgumentException when the text is not a path; the message says what is wrong and where */
    public static FieldPath parse(String text) {
        return new FieldPath(new Reader(text).read());
    }

    /** The path of one field of the row itself, whatever its name holds. */
    public static FieldPath of(String name) {
        return new FieldPath(List.of(name));
    }

    /** The last step: a name, or {@link #ELEMENTS}. */
    public String last() {
        return steps.get(steps.size() - 1);
    }

    /** The steps before the last. */
    public List<String> parents() {
        return steps.subList(0, steps.size() - 1);
    }

    public boolean isNested() {
        return steps.size() > 1;
    }

    /** Whether the path goes through a list and so stands for many values. */
    public boolean isMany() {
        return steps.contains(ELEMENTS);
    }

    /** As it is parsed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            if (step.equals(ELEMENTS)) {
                text.append(step);
            } else {
                text.append(text.isEmpty() ? "" : ".").append(quote(step));
            }
        }
        return text.toString();
    }

    private static String quote(String name) {
        return PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Reads one path from left to right. */
    private static final class Reader {
        private final String text;
        private final List<String> steps = new ArrayList<>();
        private int at;

        Reader(String text) {
            this.text = text.strip();
        }

        List<String> read() {
            name();
            while (at < text.length()) {
                if (text.startsWith(ELEMENTS, at)) {
                    steps.add(ELEMENTS);
                    at += ELEMENTS.length();
                } else if (text.charAt(at) == '.') {
                    at++;
                    name();
                } else {
                    throw wrong("`.` or `[*]`");
                }
            }
            return steps;
        }

        private void name() {
            if (at < text.length() && text.charAt(at) == '"') {
                steps.add(quoted());
                return;
            }
            int start = at;
            while (at < text.length() && ".[]\"(),:; \t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            if (at == start) {
                throw wrong("the name of a field");
            }
            steps.add(text.substring(start, at));
        }

        private String quoted() {
            StringBuilder name = new StringBuilder();
            for (int i = at + 1; i < text.length(); i++) {
                if (text.charAt(i) != '"') {
                    name.append(text.charAt(i));
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    name.append('"');
                    i++;
                } else {
                    at = i + 1;
                    return name.toString();
                }
            }
            throw new IllegalArgumentException("Path `" + text + "`: the quote opened at character " + (at + 1)
                    + " is not closed. Close it with \"");
        }

        private IllegalArgumentException wrong(String expected) {
            String found = at < text.length() ? "`" + text.charAt(at) + "`" : "the end";
            return new IllegalArgumentException("Path `" + text + "`: expected " + expected + " at character "
                    + (at + 1) + ", found " + found
                    + ". Write address.city, items[*].price, or \"a name with blanks\"");
        }
    }
}
