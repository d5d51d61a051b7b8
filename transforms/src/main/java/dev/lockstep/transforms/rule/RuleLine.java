/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.rule;

/**
 * One rule as it was written.
 *
 * @param number where it stands, from 1; errors name it
 * @param text without blanks at its ends
 */
public record RuleLine(int number, String text) {
    /** The mistake with the place where it is. */
    public IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException("Rule " + number + " (" + abbreviated() + "): " + message);
    }

    private String abbreviated() {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
