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

    /**
     * How many letters are to be put in, taken out, replaced or swapped with their neighbour (the optimal string alignment
     * distance), without regard to case.
     */
    private static int distance(String left, String right) {
        int[][] steps = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replaced = steps[i - 1][j - 1] + (same(left, i, right, j) ? 0 : 1);
                steps[i][j] = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                if (i > 1 && j > 1 && same(left, i, right, j - 1) && same(left, i - 1, right, j)) {
                    steps[i][j] = Math.min(steps[i][j], 1 + steps[i - 2][j - 2]);
                }
            }
        }
        return steps[left.length()][right.length()];
    }

    private static boolean same(String left, int i, String right, int j) {
        return Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
    }
}
