/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Up to where the versions of the data topics have been read, and how far what was read is complete. Mutable; owned by one
 * stream thread.
 *
 * <p>Invariants: positions only grow; behind a gap a partition is not trusted until what was its end when the gap was met
 * has been read, because only then the versions have been read for which others were compacted away.
 */
public final class ReadPositions {
    private static final long NOT_ASKED = -1;

    /** A gap that reading has met, and the end of its partition some time after that; {@link #NOT_ASKED} at first. */
    private record Gap(long end, long trustedFrom) {}

    private final Map<String, List<Long>> consumed = new HashMap<>();
    private final Map<String, List<Long>> ends = new HashMap<>();
    private final Map<Home, Gap> gaps = new HashMap<>();
    private final Map<Home, Long> removed = new HashMap<>();

    /** A version was read whose reader knew of this gap; true when it is news. */
    public boolean metGap(Home home, long gapEnd) {
        Gap known = gaps.get(home);
        boolean news = gapEnd > 0 && gapEnd > at(home) && (known == null || known.end() < gapEnd);
        if (news) {
            gaps.put(home, new Gap(gapEnd, NOT_ASKED));
        }
        return news;
    }

    /** A gap that was met before a restart: however far reading has come, its end is to be asked for again. */
    public void gapBefore(Home home, long gapEnd) {
        gaps.put(home, new Gap(gapEnd, NOT_ASKED));
    }

    /** The ends of the gaps behind which not everything has been read. */
    public Map<Home, Long> gaps() {
        Map<Home, Long> ends = new HashMap<>();
        gaps.forEach((home, gap) -> ends.put(home, gap.end()));
        return ends;
    }

    /** Records below this offset had been removed before they could be read. */
    public void removed(Home home, long upTo) {
        removed.merge(home, upTo, Math::max);
    }

    /** Everything below these offsets has been read; the ends were asked for after they were known. */
    public void advance(Map<String, List<Long>> offsets, Map<String, List<Long>> endsThen) {
        ends.putAll(endsThen);
        offsets.forEach((topic, now) -> {
            List<Long> all = new ArrayList<>(consumed.getOrDefault(topic, List.of()));
            all.addAll(Collections.nCopies(Math.max(0, now.size() - all.size()), 0L));
            for (int partition = 0; partition < now.size(); partition++) {
                all.set(partition, Math.max(all.get(partition), now.get(partition)));
            }
            consumed.put(topic, List.copyOf(all));
        });
        // By what this mark says, not by how far we are: one that is read again after a crash asked before the gap was
        // met.
        gaps.replaceAll((home, gap) -> gap.trustedFrom() == NOT_ASKED && offset(offsets, home) >= gap.end()
                ? new Gap(gap.end(), Math.max(gap.end(), offset(endsThen, home)))
                : gap);
        gaps.entrySet()
                .removeIf(gap -> gap.getValue().trustedFrom() != NOT_ASKED
                        && at(gap.getKey()) >= gap.getValue().trustedFrom());
    }

    /** The data topics that are read, those among them of which nothing has been read yet. */
    public Set<String> topics() {
        return Set.copyOf(consumed.keySet());
    }

    public Map<String, List<Long>> consumed() {
        return Map.copyOf(consumed);
    }

    public Map<Home, Long> removed() {
        return Map.copyOf(removed);
    }

    /** How far the versions of a key of this partition can be trusted to be all. */
    public Trust trust(Home home) {
        Gap gap = gaps.get(home);
        return new Trust(removed.getOrDefault(home, 0L), gap == null ? 0 : gap.end());
    }

    /** The same for a key without versions, which may belong to any partition of the topic. */
    public Trust trust(String topic) {
        long gapEnd = gaps.entrySet().stream()
                .filter(gap -> gap.getKey().topic().equals(topic))
                .mapToLong(gap -> gap.getValue().end())
                .max()
                .orElse(0);
        long removedBelow = removed.entrySet().stream()
                .filter(part -> part.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
        return new Trust(removedBelow, gapEnd);
    }

    /** Where the partitions of a topic ended some time ago; none when nobody has told. */
    public List<Long> ends(String topic) {
        return ends.getOrDefault(topic, List.of());
    }

    public Map<String, List<Long>> ends() {
        return Map.copyOf(ends);
    }

    /** Whether everything below these offsets has been read, one a partition. */
    public boolean reached(String topic, List<Long> offsets) {
        for (int partition = 0; partition < offsets.size(); partition++) {
            if (at(new Home(topic, partition)) < offsets.get(partition)) {
                return false;
            }
        }
        return true;
    }

    /** The offset up to which a partition has been read. */
    public long at(Home home) {
        return offset(consumed, home);
    }

    private static long offset(Map<String, List<Long>> vectors, Home home) {
        List<Long> offsets = vectors.getOrDefault(home.topic(), List.of());
        return home.partition() < offsets.size() ? offsets.get(home.partition()) : 0;
    }
}
