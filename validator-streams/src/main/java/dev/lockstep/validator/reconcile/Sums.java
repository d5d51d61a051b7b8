/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Hash128;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The sums over the keys of one table in one partition, kept by subtracting what goes and adding what comes. Mutable;
 * owned by one stream thread.
 *
 * <p>Invariant: at any moment they equal the sums a recount over all {@link KeyState}s would give, in any order.
 */
public final class Sums {
    /** A partition of a data topic. */
    public record DataPartition(String topic, int partition) implements Comparable<DataPartition> {
        @Override
        public int compareTo(DataPartition other) {
            int byTopic = topic.compareTo(other.topic);
            return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
        }
    }

    private final Map<Side, Long> rows = new TreeMap<>();
    private final Map<Side, Digest128> fingerprints = new TreeMap<>();
    private final Map<Side, Map<DataPartition, Long>> reached = new TreeMap<>();
    private final Map<Kind, Long> divergent = new TreeMap<>();
    private long verified;
    private long masked;
    private long pending;
    private long hot;
    private long unknown;
    private long uncovered;

    public Sums() {
        for (Side side : Side.values()) {
            rows.put(side, 0L);
            fingerprints.put(side, Digest128.ZERO);
            reached.put(side, new TreeMap<>());
        }
        for (Kind kind : Kind.values()) {
            divergent.put(kind, 0L);
        }
    }

    /** Puts {@code after} in the place of {@code before}, which is {@link KeyState#NEW} for a key not counted yet. */
    public void replace(byte[] canonicalKey, KeyState before, KeyState after) {
        count(before, -1);
        count(after, 1);
        replaceRow(
                Side.SOURCE,
                canonicalKey,
                before.evidence().expected().content(),
                after.evidence().expected().content());
        replaceRow(
                Side.TARGET,
                canonicalKey,
                before.evidence().observed().content(),
                after.evidence().observed().content());
        reach(after);
    }

    /** Does so with a key that is not judged: nothing of it counts but that the source has the row. */
    public void replaceUncovered(KeyState before, KeyState after) {
        uncovered += (after.evidence().expected().present() ? 1 : 0)
                - (before.evidence().expected().present() ? 1 : 0);
        reach(after);
    }

    private void reach(KeyState after) {
        after.evidence()
                .home()
                .ifPresent(home -> after.evidence()
                        .latest()
                        .ifPresent(
                                version -> reach(Side.SOURCE, home.topic(), home.partition(), version.lastOffset())));
        if (after.evidence().observation().orElse(null) instanceof Observation.Change change) {
            Position at = change.position();
            reach(Side.TARGET, at.topic(), at.partition(), at.offset());
        }
    }

    /** A record at this position was read. */
    public void reach(Side side, String topic, int partition, long offset) {
        reached.get(side).merge(new DataPartition(topic, partition), offset, Math::max);
    }

    private void count(KeyState state, int sign) {
        switch (state.standing()) {
            case VERIFIED -> {
                verified += state.evidence().expected().present() ? sign : 0;
                masked += state.evidence().masked() ? sign : 0;
            }
            case PENDING -> pending += sign;
            case HOT -> {
                pending += sign;
                hot += sign;
            }
            case DIVERGENT -> divergent.merge(kind(state), (long) sign, Long::sum);
            case UNKNOWN -> unknown += sign;
        }
    }

    private static Kind kind(KeyState state) {
        return state.verdict()
                .flatMap(Verdict::kind)
                .orElseThrow(() -> new IllegalStateException("a divergent key has no verdict that names its kind"));
    }

    private void replaceRow(Side side, byte[] canonicalKey, Content before, Content after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Content.Present gone) {
            rows.merge(side, -1L, Long::sum);
            fingerprints.computeIfPresent(side, (s, sum) -> sum.minus(rowDigest(canonicalKey, gone.digest())));
        }
        if (after instanceof Content.Present come) {
            rows.merge(side, 1L, Long::sum);
            fingerprints.computeIfPresent(side, (s, sum) -> sum.plus(rowDigest(canonicalKey, come.digest())));
        }
    }

    /** The key is inside the digest, so that two rows with swapped contents show. */
    private static Digest128 rowDigest(byte[] canonicalKey, Digest128 content) {
        byte[] bytes = ByteBuffer.allocate(canonicalKey.length + Digest128.BYTES)
                .put(canonicalKey)
                .putLong(content.high())
                .putLong(content.low())
                .array();
        return Hash128.of(bytes, 0, bytes.length);
    }

    public long rows(Side side) {
        return rows.get(side);
    }

    public Digest128 fingerprint(Side side) {
        return fingerprints.get(side);
    }

    /** The highest offset read of each data partition. */
    public Map<DataPartition, Long> reached(Side side) {
        return Map.copyOf(reached.get(side));
    }

    /** Rows whose latest version was observed. */
    public long verified() {
        return verified;
    }

    /** Those of them whose two sides are the same by the rules of the policy and were not seen to be so strictly. */
    public long masked() {
        return masked;
    }

    /** Keys that wait, the hot ones among them. */
    public long pending() {
        return pending;
    }

    public long hot() {
        return hot;
    }

    public Map<Kind, Long> divergent() {
        return Map.copyOf(divergent);
    }

    public long unknown() {
        return unknown;
    }

    /** Rows of the source that are not judged. */
    public long uncovered() {
        return uncovered;
    }
}
