/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Knows what really happened, and checks all that the validator says against it. The letters are those of {@link Decider}. */
final class Truth {
    /** The validator said what is not so. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    private final World world;
    private final int[][] readUpTo;
    private final int[] readFrom;

    /** When the observation that verified a key last was made. */
    private final long[] verifiedAsOf;

    private final Verdict[] published;
    private final List<Long> rounds = new ArrayList<>();
    private final int[] removedBelow;
    private boolean partialBaseline;

    private int seen;
    private int faithful;
    private long wrongSince;
    private long read;
    private boolean foreign;
    private long round;
    long lines;
    long verified;

    Truth(World world) {
        this.world = world;
        int keys = world.setup.keys();
        readUpTo = new int[world.setup.partitions()][keys];
        for (int[] offsets : readUpTo) {
            Arrays.fill(offsets, DataLog.NONE);
        }
        readFrom = new int[keys];
        removedBelow = new int[world.setup.partitions()];
        verifiedAsOf = new long[keys];
        Arrays.fill(verifiedAsOf, -1);
        published = new Verdict[keys];
    }

    void versionRead(int key, int partition, int offset) {
        readUpTo[partition][key] = Math.max(readUpTo[partition][key], offset);
        readFrom[key] |= 1 << partition;
    }

    /** Retention removed what is below an offset, and some of it may not have been read. */
    void removed(int partition, int below) {
        partialBaseline = true;
        removedBelow[partition] = Math.max(removedBelow[partition], below);
    }

    private boolean orderLost(int key) {
        return Integer.bitCount(readFrom[key]) > 1;
    }

    /**
     * What the observation was that is judged next, and what would have been there without harm.
     *
     * @param lastingSince since when the target had been wrong, if it was so from before the observation began; else −1
     */
    void observed(int content, int withoutHarm, long lastingSince, long readAt, boolean otherContract) {
        seen = content;
        faithful = withoutHarm;
        wrongSince = lastingSince;
        read = readAt;
        foreign = otherContract;
    }

    void wasAbsent(int key, int content) {
        check(content == 0, "L", key, "a sweep takes for absent what the scan has seen as " + content);
    }

    /** @param decided empty where the observation said nothing any more */
    void judged(int key, Window window, Optional<Decision> decided, Optional<Verdict> line, KeyState after) {
        decided.ifPresent(decision -> decided(key, window, decision, line, after));
        boolean verifiedBefore = after.standing() == Standing.VERIFIED && verifiedAsOf[key] < wrongSince;
        if (verifiedBefore && !baseIsLost(key, window, after)) {
            fail(
                    "C",
                    key,
                    "verified after " + decided + " at " + window + ", though the target held " + seen + " instead of "
                            + faithful + " since before the observation began");
        }
    }

    private void decided(int key, Window window, Decision decision, Optional<Verdict> line, KeyState after) {
        check(!orderLost(key) || decision instanceof Decision.Unknown, "U", key, "judged though its order is lost");
        check(seen >= 0 || decision instanceof Decision.Unknown, "U", key, "judged though nobody could read it");
        if (decision instanceof Decision.Divergent divergent) {
            check(seen != faithful, "S", key, divergent + " at " + window + ", yet the target rightly held " + seen);
            checkKind(key, window, divergent.kind());
        } else if (decision instanceof Decision.Verified) {
            verifiedAsOf[key] = Math.max(verifiedAsOf[key], read);
            check(!foreign || seen == 0, "U", key, "verified by a digest of another contract");
            checkVerified(key, window, after);
        } else if (decision instanceof Decision.Unknown) {
            check(line.map(Verdict::open).orElse(true), "U", key, "unknown and yet resolved");
        }
    }

    private boolean baseIsLost(int key, Window window, KeyState state) {
        if (!partialBaseline) {
            return false;
        }
        int home = state.evidence().home().map(Home::partition).orElse(world.homes[key]);
        DataLog log = world.logs[home];
        int below = (int) (state.evidence().home().isPresent() ? window.lo() : log.end());
        return baseIsLost(log, home, log.newestBelow(key, below));
    }

    private boolean baseIsLost(DataLog log, int home, int base) {
        return base == DataLog.NONE || log.lost(base) || base + 1 < removedBelow[home];
    }

    /** B: every version that may have been current, and every newer one that was read, holds what was seen. */
    private void checkVerified(int key, Window window, KeyState after) {
        verified++;
        if (after.evidence().home().isEmpty()) {
            check(seen == 0, "B", key, "verified a row without a version");
            return;
        }
        int partition = after.evidence().home().get().partition();
        DataLog log = world.logs[partition];
        int base = log.newestBelow(key, (int) window.lo());
        check(base != DataLog.NONE || seen == 0, "B", key, "verified at " + window + " what had no version then");
        for (int at = log.newest(key); at != DataLog.NONE && at >= base; at = log.before(at)) {
            boolean matters = at < window.hi() || at <= readUpTo[partition][key];
            boolean same = log.value(at) == seen && !log.unreadable(at);
            check(
                    !matters || same,
                    "B",
                    key,
                    "verified " + seen + " at " + window + ", yet offset " + at + " holds " + log.value(at));
        }
    }

    private void checkKind(int key, Window window, Kind kind) {
        int partition = 0;
        while (partition < readUpTo.length && (readFrom[key] >> partition & 1) == 0) {
            partition++;
        }
        int newest = DataLog.NONE;
        DataLog log = null;
        if (partition < readUpTo.length) {
            log = world.logs[partition];
            newest = log.newestBelow(key, (int) window.hi());
        }
        boolean present = newest != DataLog.NONE && (log.value(newest) != 0 || log.unreadable(newest));
        boolean old = kind == Kind.STALE || kind == Kind.RESURRECTED;
        boolean possible = seen == 0
                ? kind == Kind.MISSING
                : present
                        ? kind == Kind.STALE || kind == Kind.DIFFERENT
                        : kind == Kind.RESURRECTED || kind == Kind.UNEXPECTED;
        check(possible, "S", key, kind + " at " + window + " of content " + seen + " is not the right kind");
        if (old) {
            check(everHeld(log, newest), "S", key, kind + " at " + window + ", yet the source never had " + seen);
        } else if (seen != 0 && !foreign && newest != DataLog.NONE && !world.setup.compacted() && !partialBaseline) {
            check(
                    !heldJustBefore(log, newest),
                    "S",
                    key,
                    kind + " at " + window + ", yet the source had " + seen + " before");
        }
    }

    private boolean everHeld(DataLog log, int newest) {
        for (int at = newest; at != DataLog.NONE; at = log.before(at)) {
            if (log.value(at) == seen && !log.unreadable(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the version before the newest one held it; that far the history always reaches. */
    private boolean heldJustBefore(DataLog log, int newest) {
        int at = newest;
        while (at != DataLog.NONE && log.value(at) == log.value(newest) && !log.unreadable(at)) {
            at = log.before(at);
        }
        return at != DataLog.NONE && log.value(at) == seen && !log.unreadable(at) && !log.unreadable(newest);
    }

    void roundBegun(long now) {
        rounds.add(now);
    }

    void round(long id) {
        round = id;
    }

    void judgedInRound(int key, Optional<Window> window, Decision decision, KeyState after) {
        if (decision == null) {
            return;
        }
        check(!orderLost(key) || decision instanceof Decision.Unknown, "U", key, "judged though its order is lost");
        if (decision instanceof Decision.Divergent divergent) {
            check(
                    world.wrongAfter(key, rounds.get((int) round - 1)),
                    "S",
                    key,
                    divergent + " in round " + round + ", yet the target was right all the time");
        } else if (decision instanceof Decision.Verified && window.isPresent()) {
            seen = 0;
            while (!Rows.content(seen).equals(after.evidence().observed().content())) {
                seen++;
            }
            checkVerified(key, window.get(), after);
        }
    }

    void published(int key, Verdict line) {
        lines++;
        published[key] = line;
    }

    /** R: what a restart says again is what was said last. */
    void publishedAgain(int key, KeyState state) {
        Verdict again = state.verdict().orElse(null);
        check(
                again == null ? published[key] == null : again.equals(published[key]),
                "R",
                key,
                "a restart says " + again + " after " + published[key]);
    }

    void changesNothing(int key, Reconciler.Step step) {
        check(!step.changed(), "R", key, "a version that is read twice changes the key");
    }

    void saysTheSame(int key, KeyState state, Reconciler.Step step) {
        check(step.line().isEmpty(), "R", key, "an observation that is read twice says " + step.line());
        check(step.state().equals(state), "R", key, "an observation that is read twice makes another state");
    }

    void sameSums(Sums kept, Sums recount) {
        boolean same = kept.verified() == recount.verified()
                && kept.pending() == recount.pending()
                && kept.hot() == recount.hot()
                && kept.unknown() == recount.unknown()
                && kept.divergent().equals(recount.divergent());
        for (Side side : Side.values()) {
            same &= kept.rows(side) == recount.rows(side)
                    && kept.fingerprint(side).equals(recount.fingerprint(side))
                    && (world.setup.movesKeys() || kept.reached(side).equals(recount.reached(side)));
        }
        check(same, "sums", -1, "what was kept by adding is not what a recount gives");
    }

    /** C, L: once nothing moves any more and a whole scan or round has come by, every key is what it is. */
    void atEnd(int key, KeyState state) {
        DataLog log = world.logs[world.homes[key]];
        int newest = log.newest(key);
        int wanted = newest == DataLog.NONE ? 0 : log.value(newest);
        int held = world.target[key];
        Standing standing = state.standing();
        if (partialBaseline && baseIsLost(log, world.homes[key], newest)) {
            boolean absent = standing == Standing.VERIFIED
                    && held == 0
                    && state.evidence().expected().absent();
            // A capture verifies by what it reported, and that is as old as the versions it is compared with.
            boolean captured = standing == Standing.VERIFIED
                    && !world.setup.samples()
                    && state.evidence().agree();
            check(
                    absent || captured || standing == Standing.UNKNOWN,
                    "U",
                    key,
                    "is " + standing + " at the end, without a baseline");
        } else if (orderLost(key) || (newest != DataLog.NONE && log.unreadable(newest))) {
            check(standing == Standing.UNKNOWN, "U", key, "is " + standing + " at the end");
        } else {
            Standing right = wanted == held ? Standing.VERIFIED : Standing.DIVERGENT;
            check(
                    standing == right,
                    right == Standing.VERIFIED ? "L" : "C",
                    key,
                    "is " + standing + " at the end: source " + wanted + ", target " + held);
        }
    }

    static void require(boolean good, String letter, String what) {
        if (!good) {
            throw new Broken("(" + letter + ") " + what);
        }
    }

    private static void check(boolean good, String letter, int key, String what) {
        if (!good) {
            fail(letter, key, what);
        }
    }

    private static void fail(String letter, int key, String what) {
        throw new Broken("(" + letter + ") k" + key + " " + what);
    }
}
