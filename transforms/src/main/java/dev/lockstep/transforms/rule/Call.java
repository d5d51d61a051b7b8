/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.rule;

import java.util.List;
import java.util.Set;

/**
 * One step of a rule: a name and what stands in its brackets, such as {@code trim} or {@code pad('0', 8)}. Immutable.
 *
 * @param arguments in order; texts without their quotes
 */
public record Call(String name, List<Argument> arguments) {
    /** Stands as an argument of its own between the two sides of {@code 'A' => 'B'}. */
    public static final String ARROW = "=>";

    /** Words that have a text behind them, as in {@code else 'x'}: two arguments. */
    static final Set<String> LEADING = Set.of("else", "default");

    public Call {
        arguments = List.copyOf(arguments);
    }

    /** @param quoted whether it stood in single quotes, and so is a text whatever it looks like */
    public record Argument(String text, boolean quoted) {}

    /**
     * The text of the argument.
     *
     * @throws IllegalArgumentException when there is none at this place
     */
    public String text(int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(
                    name + " needs " + (index + 1) + " argument(s), found " + arguments.size());
        }
        return arguments.get(index).text();
    }

    /** @throws IllegalArgumentException when there is no whole number at this place, or it is out of these bounds */
    public int number(int index, int min, int max) {
        String text = text(index);
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The one message below says what is expected.
        }
        throw new IllegalArgumentException("Argument " + (index + 1) + " of " + name + ": expected a whole number from "
                + min + " to " + max + ", found " + text);
    }

    /**
     * Checks how many arguments there are.
     *
     * @param usage how the step is written, such as {@code pad('0', 8)}
     * @throws IllegalArgumentException when there are fewer or more
     */
    public Call expect(int min, int max, String usage) {
        if (arguments.size() < min || arguments.size() > max) {
            throw new IllegalArgumentException(name + " has " + arguments.size() + " argument(s), expected "
                    + (min == max ? String.valueOf(min) : min + " to " + max) + ". Write " + usage);
        }
        return this;
    }
}
