/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a case says, or the comparison says, of one table. Keys are lists of their values as text.
 *
 * @param comparable whether rows could be told apart by a common key
 * @param reason why not; not part of what is held against each other
 * @param mismatch the differing columns by key
 */
record Verdict(
        boolean comparable,
        String reason,
        long equal,
        SortedSet<String> missing,
        SortedSet<String> extraneous,
        SortedMap<String, List<String>> mismatch) {

    static Verdict notComparable(String reason) {
        return new Verdict(false, reason, 0, new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
    }

    boolean agrees(Verdict other) {
        return comparable == other.comparable
                && (!comparable
                        || (equal == other.equal
                                && missing.equals(other.missing)
                                && extraneous.equals(other.extraneous)
                                && mismatch.equals(other.mismatch)));
    }

    /** Whether this lets something pass that the expected verdict does not: the worst error. */
    boolean isFalseEqual(Verdict expected) {
        if (!expected.comparable) {
            return comparable;
        }
        return comparable
                && !(missing.containsAll(expected.missing)
                        && extraneous.containsAll(expected.extraneous)
                        && namesAll(expected.mismatch));
    }

    private boolean namesAll(Map<String, List<String>> expected) {
        return expected.entrySet().stream()
                .allMatch(entry ->
                        mismatch.getOrDefault(entry.getKey(), List.of()).containsAll(entry.getValue()));
    }
}
