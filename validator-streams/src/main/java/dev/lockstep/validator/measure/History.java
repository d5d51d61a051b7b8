/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.measure;

import dev.lockstep.validator.reconcile.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the versions of a key hold in the columns that are added up: all that a scan may meet which is still to come, or
 * under way. Beside the key's own state, which forgets a version once a later one was seen. Immutable.
 *
 * @param entries oldest first, no two neighbours alike, at most {@value #KEPT}
 * @param truncated whether there were older ones: what came before the first entry is then not known
 */
public record History(List<Entry> entries, boolean truncated) {
    /** As many changes of one row within one scan can be followed. */
    public static final int KEPT = 16;

    public static final History NONE = new History(List.of(), false);

    /** What was there before the first version: no row. */
    private static final Optional<Entry> NO_ROW = Optional.empty();

    /**
     * Versions that hold the same.
     *
     * @param offset of the first of them
     * @param last offset of the last of them
     * @param afterGap whether versions before the first may have been compacted away unread
     * @param values one a column
     */
    public record Entry(long offset, long last, boolean afterGap, List<Measure> values) {
        public Entry {
            values = List.copyOf(values);
        }
    }

    public History {
        entries = List.copyOf(entries);
    }

    /**
     * With one more version; one that was read before changes nothing (R).
     *
     * @param gapEnd the offset behind the last gap that reading had met by then; 0 when there was none
     */
    public History with(long offset, long gapEnd, List<Measure> values) {
        long before = entries.isEmpty() ? -1 : entries.get(entries.size() - 1).last();
        if (offset <= before) {
            return this;
        }
        boolean afterGap = gapEnd > before + 1;
        List<Entry> all = new ArrayList<>(entries);
        if (!entries.isEmpty()
                && !afterGap
                && entries.get(entries.size() - 1).values().equals(values)) {
            Entry same = all.remove(all.size() - 1);
            all.add(new Entry(same.offset(), offset, same.afterGap(), values));
            return new History(all, truncated);
        }
        all.add(new Entry(offset, offset, afterGap, values));
        return all.size() > KEPT ? new History(all.subList(1, all.size()), true) : new History(all, truncated);
    }

    /** Without what no scan can meet any more that begins at this position or behind it. */
    public History passed(long lo) {
        int base = newestBelow(lo);
        return base > 0 ? new History(entries.subList(base, entries.size()), true) : this;
    }

    /**
     * All that may have been current at one instant between two positions, no row among it where there may have been none;
     * empty when nobody can say.
     *
     * <p>All versions below the upper bound have been read.
     */
    public Optional<List<Optional<Entry>>> between(Window window) {
        int base = newestBelow(window.lo());
        if (hidden(window) || (base < 0 && truncated)) {
            return Optional.empty();
        }
        List<Optional<Entry>> current = new ArrayList<>();
        if (base < 0) {
            current.add(NO_ROW);
        }
        entries.subList(Math.max(base, 0), newestBelow(window.hi()) + 1)
                .forEach(entry -> current.add(Optional.of(entry)));
        return Optional.of(current);
    }

    /** Whether a version may have been current that was compacted away unread. */
    private boolean hidden(Window window) {
        long before = -1;
        for (Entry entry : entries) {
            if (entry.afterGap() && entry.offset() >= window.lo() && before < window.hi()) {
                return true;
            }
            before = entry.last();
        }
        return false;
    }

    private int newestBelow(long offset) {
        int index = entries.size() - 1;
        while (index >= 0 && entries.get(index).offset() >= offset) {
            index--;
        }
        return index;
    }
}
