/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.util.Arrays;
import java.util.Comparator;

/** Puts the members of a record that were written as they came into the order of their names' bytes. */
final class MemberOrder {
    private MemberOrder() {}

    /**
     * Sorts the members at the end of {@code out}; of members with one name the last that came stays.
     *
     * @param starts where they begin, from index {@code from} to index {@code to}; each begins with its framed name
     * @return how many members stay
     */
    static int arrange(CanonicalWriter out, int[] starts, int from, int to) {
        if (isAscending(out.array(), starts, from, to)) {
            return to - from;
        }
        int begin = starts[from];
        byte[] members = Arrays.copyOfRange(out.array(), begin, out.size());
        Integer[] order = new Integer[to - from];
        for (int i = 0; i < order.length; i++) {
            order[i] = from + i;
        }
        Comparator<Integer> byName = (a, b) -> compareNames(members, starts[a] - begin, starts[b] - begin);
        Arrays.sort(order, byName);
        out.truncate(begin);
        int count = 0;
        for (int i = 0; i < order.length; i++) {
            // The sort is stable, so the last of several with one name is the last that came.
            if (i + 1 < order.length && byName.compare(order[i], order[i + 1]) == 0) {
                continue;
            }
            int member = order[i];
            int end = member + 1 < to ? starts[member + 1] - begin : members.length;
            out.writeRaw(members, starts[member] - begin, end);
            count++;
        }
        return count;
    }

    private static boolean isAscending(byte[] bytes, int[] starts, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (compareNames(bytes, starts[i - 1], starts[i]) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static int compareNames(byte[] bytes, int a, int b) {
        int aFrom = skipLength(bytes, a);
        int bFrom = skipLength(bytes, b);
        return Arrays.compareUnsigned(bytes, aFrom, aFrom + length(bytes, a), bytes, bFrom, bFrom + length(bytes, b));
    }

    private static int skipLength(byte[] bytes, int at) {
        int position = at;
        while (bytes[position] < 0) {
            position++;
        }
        return position + 1;
    }

    private static int length(byte[] bytes, int at) {
        int length = 0;
        int shift = 0;
        int position = at;
        do {
            length |= (bytes[position] & 0x7F) << shift;
            shift += 7;
        } while (bytes[position++] < 0);
        return length;
    }
}
