/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.relation.Referral;
import dev.lockstep.validator.relation.Relationship;
import dev.lockstep.validator.report.KeyText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the references to the keys of one table, once the keys themselves have been judged at the end of a scan. In
 * slices, over our own entries.
 *
 * <p>Invariant A (age): a reference is settled only after two scans of the parent's table that surely began after it came. The
 * first one that ends after it came may have begun before, so it does not count; the next two began after that end.
 *
 * <p>Owned by one stream thread. One that a crash cuts off begins again at the end of the next scan.
 */
final class ReferenceSweep {
    /** The one that may have begun before a reference came, and the two whole ones after it. */
    static final int SCANS = 3;

    private static final int SHOWN_KEYS = 5;

    private final Relationship relationship;
    private final KeyTable keys;
    private final Referrers referrers;
    private final List<Integer> scans;
    private final boolean conclusive;
    private final Map<Referral, Long> counts = new EnumMap<>(Referral.class);
    private final Map<Referral, List<String>> shown = new EnumMap<>(Referral.class);
    private Optional<byte[]> next = Optional.empty();
    private CanonicalKey parent = CanonicalKey.ofBytes(new byte[0]);
    private KeyState state = KeyState.NEW;

    /**
     * @param scans the last ones, oldest first, that which has just ended among them
     * @param conclusive whether everything was read that may have brought a parent
     */
    ReferenceSweep(
            Relationship relationship, KeyTable keys, Referrers referrers, List<Integer> scans, boolean conclusive) {
        this.relationship = relationship;
        this.keys = keys;
        this.referrers = referrers;
        this.scans = List.copyOf(scans.subList(Math.max(0, scans.size() - SCANS), scans.size()));
        this.conclusive = conclusive;
    }

    Relationship relationship() {
        return relationship;
    }

    /** One slice; true when it was the last. */
    boolean slice(int limit) {
        next = referrers.from(next, relationship.id(), limit, this::judge);
        return next.isEmpty();
    }

    private void judge(Referrers.Entry entry) {
        boolean old = scans.size() == SCANS && entry.arrived() < scans.get(0);
        if (!entry.there()) {
            if (old) {
                referrers.forget(entry);
            }
            return;
        }
        Referral referral = Referral.of(stateOf(entry.parent()), old && conclusive);
        counts.merge(referral, 1L, Long::sum);
        if (referral == Referral.ORPHAN || referral == Referral.INHERITED) {
            List<String> some = shown.computeIfAbsent(referral, any -> new ArrayList<>());
            if (some.size() < SHOWN_KEYS) {
                some.add(KeyText.of(entry.child().bytes()));
            }
        }
    }

    /** The children of a parent come one after the other. */
    private KeyState stateOf(CanonicalKey key) {
        if (!key.equals(parent)) {
            parent = key;
            state = keys.get(new InternalKey(relationship.parent(), key.bytes()).toBytes());
        }
        return state;
    }

    JudgedReferences.Judged judged() {
        return new JudgedReferences.Judged(
                scans,
                count(Referral.ORPHAN),
                count(Referral.INHERITED),
                count(Referral.PENDING),
                count(Referral.UNKNOWN),
                shown.getOrDefault(Referral.ORPHAN, List.of()),
                shown.getOrDefault(Referral.INHERITED, List.of()));
    }

    private long count(Referral referral) {
        return counts.getOrDefault(referral, 0L);
    }
}
