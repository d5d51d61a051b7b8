/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Version;
import dev.lockstep.validator.report.KeyText;
import dev.lockstep.validator.report.PartialSums;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The pending keys of one table that wait longest, in bounded memory: of all others only the longest wait is kept. Owned by
 * one stream thread.
 *
 * <p>Invariant O (oldest): a key is called the oldest only if none that was left out can have waited longer. What was left
 * out may have been decided since, so once all that are kept are decided, the oldest is not known until the keys have been
 * gone through again ({@link #recount}).
 */
final class PendingKeys {
    static final int KEPT = 1_000;

    private static final int SHOWN = 5;

    private static final long NONE_LEFT_OUT = Long.MAX_VALUE;

    private record Entry(long since, ByteBuffer key, PartialSums.Waiting waiting) {}

    private final TreeSet<Entry> oldestFirst =
            new TreeSet<>(Comparator.comparingLong(Entry::since).thenComparing(Entry::key));
    private final Map<ByteBuffer, Entry> byKey = new HashMap<>();

    /** Since when the longest waiting of the keys waits that were left out, and of those left out in this recount. */
    private long leftOut = NONE_LEFT_OUT;

    private long leftOutInRecount = NONE_LEFT_OUT;

    /** Puts {@code after} in the place of whatever was known of the key. */
    void replace(byte[] canonicalKey, boolean wasPending, KeyState after) {
        ByteBuffer key = ByteBuffer.wrap(canonicalKey);
        if (wasPending) {
            Entry known = byKey.remove(key);
            if (known != null) {
                oldestFirst.remove(known);
            }
        }
        if (after.pending()) {
            add(key, after);
        }
    }

    private void add(ByteBuffer key, KeyState state) {
        long since = state.unsettledSince();
        if (oldestFirst.size() == KEPT) {
            if (since >= oldestFirst.last().since()) {
                leaveOut(since);
                return;
            }
            Entry youngest = oldestFirst.pollLast();
            byKey.remove(youngest.key());
            leaveOut(youngest.since());
        }
        Home home = state.evidence().home().orElse(new Home("", 0));
        long offset = state.evidence().latest().map(Version::offset).orElse(0L);
        Entry entry = new Entry(since, key, new PartialSums.Waiting(home.topic(), home.partition(), offset, since));
        byKey.put(key, entry);
        oldestFirst.add(entry);
    }

    private void leaveOut(long since) {
        leftOut = Math.min(leftOut, since);
        leftOutInRecount = Math.min(leftOutInRecount, since);
    }

    /** All keys are about to be gone through: each that is pending is to be given by {@link #replace}. */
    void recount() {
        leftOutInRecount = NONE_LEFT_OUT;
    }

    /** All keys have been gone through since {@link #recount}. */
    void recounted() {
        leftOut = leftOutInRecount;
    }

    /**
     * The key that waits longest; empty when none is pending or it is not known.
     *
     * @param pending how many there are
     */
    Optional<PartialSums.Waiting> oldest(long pending) {
        if (pending == oldestFirst.size()) {
            leftOut = NONE_LEFT_OUT;
        }
        return oldestFirst.isEmpty() || oldestFirst.first().since() > leftOut
                ? Optional.empty()
                : Optional.of(oldestFirst.first().waiting());
    }

    /** A few of them, from the oldest known on. */
    List<String> texts() {
        return oldestFirst.stream()
                .limit(SHOWN)
                .map(entry -> KeyText.of(entry.key().array()))
                .toList();
    }
}
