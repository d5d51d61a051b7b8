/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.cli.engine.Finding.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges the rows of one key after the other and counts. Owned by one thread.
 *
 * <p>Rows with the same bytes pair off first; then, where there are rules, rows equal under them; what remains is
 * different as far as both sides have a row left, else missing or unexpected.
 */
final class GroupJudge {
    private final RowLayout layout;
    private final Finding.Sink findings;

    private long equal;
    private long masked;
    private long different;
    private long missing;
    private long unexpected;
    private long sourceUnknown;
    private long targetUnknown;
    private long collisions;

    // Of the group being judged: rows not paired off yet, by member.
    private long[] sourceLeft = new long[4];
    private long[] targetLeft = new long[4];

    GroupJudge(RowLayout layout, Finding.Sink findings) {
        this.layout = layout;
        this.findings = findings;
    }

    Counts counts() {
        return new Counts(equal, masked, different, missing, unexpected, sourceUnknown, targetUnknown, collisions);
    }

    void judge(JoinTable.Group group) {
        long sources = take(group, Side.SOURCE);
        long targets = take(group, Side.TARGET);
        if (layout.keyed() && (sources > 1 || targets > 1)) {
            collisions++;
            find(Kind.KEY_COLLISION, group, sources, targets);
        }
        if (sources > 0 && targets > 0 && anyUnknown(group)) {
            sourceUnknown += sources;
            targetUnknown += targets;
            find(Kind.UNKNOWN, group, sources, targets);
            return;
        }
        pairSame(group);
        if (layout.hasRules() && group.size() > 1) {
            pairUnderRules(group);
        }
        judgeRest(group, sum(sourceLeft, group.size()), sum(targetLeft, group.size()));
    }

    private long take(JoinTable.Group group, Side side) {
        if (sourceLeft.length < group.size()) {
            sourceLeft = Arrays.copyOf(sourceLeft, 2 * group.size());
            targetLeft = Arrays.copyOf(targetLeft, 2 * group.size());
        }
        long[] left = side == Side.SOURCE ? sourceLeft : targetLeft;
        long all = 0;
        for (int i = 0; i < group.size(); i++) {
            left[i] = group.count(i, side);
            all += left[i];
        }
        return all;
    }

    private static boolean anyUnknown(JoinTable.Group group) {
        for (int i = 0; i < group.size(); i++) {
            if (PackedRow.isUnknown(group.rows(), group.rowAt(i))) {
                return true;
            }
        }
        return false;
    }

    private void pairSame(JoinTable.Group group) {
        for (int i = 0; i < group.size(); i++) {
            equal += pair(i, i);
        }
    }

    private void pairUnderRules(JoinTable.Group group) {
        long pairs = 0;
        for (int i = 0; i < group.size(); i++) {
            for (int j = 0; j < group.size() && sourceLeft[i] > 0; j++) {
                if (targetLeft[j] > 0 && equalUnderRules(group.rows(), group.rowAt(i), group.rowAt(j))) {
                    pairs += pair(i, j);
                }
            }
        }
        if (pairs > 0) {
            equal += pairs;
            masked += pairs;
            find(Kind.MASKED, group, pairs, pairs);
        }
    }

    private long pair(int source, int target) {
        long pairs = Math.min(sourceLeft[source], targetLeft[target]);
        sourceLeft[source] -= pairs;
        targetLeft[target] -= pairs;
        return pairs;
    }

    private boolean equalUnderRules(byte[] rows, int a, int b) {
        int contentA = PackedRow.contentAt(rows, a);
        int contentB = PackedRow.contentAt(rows, b);
        if (!Arrays.equals(rows, contentA, contentA + Digest128.BYTES, rows, contentB, contentB + Digest128.BYTES)) {
            return false;
        }
        for (int i = 0; i < layout.tolerant().size(); i++) {
            if (!withinTolerance(rows, contentA, contentB, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean withinTolerance(byte[] rows, int contentA, int contentB, int index) {
        int first = layout.gridOffset(index);
        int second = first + Long.BYTES;
        return PackedRow.longAt(rows, contentA + first) == PackedRow.longAt(rows, contentB + first)
                || PackedRow.longAt(rows, contentA + second) == PackedRow.longAt(rows, contentB + second);
    }

    private void judgeRest(JoinTable.Group group, long sources, long targets) {
        long pairs = Math.min(sources, targets);
        different += pairs;
        missing += sources - pairs;
        unexpected += targets - pairs;
        if (pairs > 0) {
            boolean single = sources == 1 && targets == 1;
            List<Integer> columns = single ? differingColumns(group) : List.of();
            findings.accept(new Finding(Kind.DIFFERENT, key(group), sources, targets, columns));
        } else if (sources > 0) {
            find(Kind.MISSING, group, sources, 0);
        } else if (targets > 0) {
            find(Kind.UNEXPECTED, group, 0, targets);
        }
    }

    private List<Integer> differingColumns(JoinTable.Group group) {
        int a = PackedRow.contentAt(group.rows(), group.rowAt(remaining(sourceLeft)));
        int b = PackedRow.contentAt(group.rows(), group.rowAt(remaining(targetLeft)));
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < layout.columns(); i++) {
            int at = layout.fragmentOffset(i);
            int grid = layout.tolerant().indexOf(i);
            boolean differs = grid >= 0
                    ? !withinTolerance(group.rows(), a, b, grid)
                    : PackedRow.intAt(group.rows(), a + at) != PackedRow.intAt(group.rows(), b + at);
            if (differs) {
                columns.add(i);
            }
        }
        return columns;
    }

    private static int remaining(long[] left) {
        int i = 0;
        while (left[i] == 0) {
            i++;
        }
        return i;
    }

    private static long sum(long[] left, int size) {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += left[i];
        }
        return sum;
    }

    private static ByteBuffer key(JoinTable.Group group) {
        return ByteBuffer.wrap(PackedRow.key(group.rows(), group.rowAt(0)));
    }

    private void find(Kind kind, JoinTable.Group group, long sources, long targets) {
        findings.accept(new Finding(kind, key(group), sources, targets, List.of()));
    }
}
