/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.rule;

import java.util.Collection;
import java.util.Comparator;

/** What a mistyped word may have meant. */
public final class Suggestion {
    private Suggestion() {}

    /** "Did you mean x?" when a known word is near, and the known words in any case. */
    public static String among(String word, Collection<String> known) {
        String near = known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(1, word.length() / 3))
                .map(candidate -> "Did you mean " + candidate + "? ")
                .orElse("");
        return near + "There are: " + String.join(", ", known);
    }

    /** Levenshtein's distance, without regard to case. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same = Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
