/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.InternalRecord.Referred;
import dev.lockstep.validator.record.InternalRecord.Released;
import dev.lockstep.validator.record.InternalRecord.Row;
import dev.lockstep.validator.record.Reference;
import dev.lockstep.validator.relation.Relationship;
import dev.lockstep.validator.relation.Relationships;
import dev.lockstep.validator.report.PartialSums.Related;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The relationships in one partition: what its rows refer to, what refers to its rows, and what that has come to. Owned by
 * one stream thread.
 */
final class Relations {
    /** Sends a record to the partition of its key. */
    @FunctionalInterface
    interface Outlet {
        void send(InternalKey key, InternalRecord internal, long timestamp);
    }

    private final Relationships relationships;
    private final References references;
    private final Referrers referrers;
    private final JudgedReferences judged;
    private final KeyTable keys;
    private final ReadPositions read;
    private final DataTopics topics;
    private final Outlet outlet;
    private final Deque<ReferenceSweep> running = new ArrayDeque<>();

    /** References that came since the last judging began, by relationship. */
    private final Map<Long, Long> fresh = new HashMap<>();

    /** The newest scan of each table of which a lane has ended. */
    private final Map<String, Integer> newest = new HashMap<>();

    /** The ends of each parent's topic when its references were judged the last time. */
    private final Map<String, List<Long>> goals = new HashMap<>();

    /** @param rows the store of the keys */
    Relations(
            Relationships relationships,
            KeyValueStore<Bytes, byte[]> rows,
            Names names,
            KeyTable keys,
            ReadPositions read,
            DataTopics topics,
            Outlet outlet) {
        this.relationships = relationships;
        this.references = new References(new Section(rows, Section.Kind.REFERENCES), names);
        this.referrers = new Referrers(new Section(rows, Section.Kind.REFERRERS), names);
        this.judged = new JudgedReferences(new Section(rows, Section.Kind.JUDGED_REFERENCES));
        this.keys = keys;
        this.read = read;
        this.topics = topics;
        this.outlet = outlet;
    }

    /** Counts what the store holds, when a task starts. */
    void rebuild() {
        if (relationships.isEmpty()) {
            return;
        }
        references.rebuild();
        Map<Long, Integer> lastScans = new HashMap<>();
        relationships
                .all()
                .forEach(
                        known -> lastScans.put(known.id(), judged.of(known.id()).lastScan()));
        referrers.forEach(entry -> {
            // One that came since that scan may or may not have been judged at its end.
            if (entry.there() && entry.arrived() >= lastScans.getOrDefault(entry.relationship(), Integer.MAX_VALUE)) {
                fresh.merge(entry.relationship(), 1L, Long::sum);
            }
        });
    }

    /** A version of a child row was read. */
    void take(byte[] childKey, InternalRecord.Detailed child, long timestamp) {
        Row row = child.row();
        Home home = new Home(row.position().topic(), row.position().partition());
        for (Reference reference : child.references()) {
            relationships
                    .of(reference.relationship())
                    .ifPresent(known -> references.take(
                            childKey,
                            home,
                            row.position().offset(),
                            reference,
                            (parent, referred) ->
                                    outlet.send(new InternalKey(known.parent(), parent.bytes()), referred, timestamp)));
        }
    }

    /** A child row elsewhere refers to a key of this partition, or does not any more. */
    void take(byte[] parentKey, Referred referred, long timestamp) {
        relationships.of(referred.relationship()).ifPresent(known -> {
            InternalKey key = InternalKey.parse(parentKey);
            CanonicalKey parent = CanonicalKey.ofBytes(key.canonicalKey());
            if (referrers.take(parent, referred, newest.getOrDefault(key.table(), 0))) {
                fresh.merge(known.id(), 1L, Long::sum);
            }
            if (!referred.there()) {
                outlet.send(
                        new InternalKey(known.child(), referred.child().bytes()),
                        new Released(known.id(), parent, referred.offset()),
                        timestamp);
            }
        });
    }

    void take(byte[] childKey, Released released) {
        references.released(childKey, released);
    }

    /** A lane of this scan has ended. */
    void scanned(String topic, int scan) {
        if (!relationships.isEmpty()) {
            newest.merge(topics.tableOf(topic), scan, Math::max);
        }
    }

    /** The keys of a scan have been judged: what refers to them is next. */
    void swept(String table, Scans.Due due) {
        List<Relationship> concerned = relationships.ofParent(table);
        if (concerned.isEmpty()) {
            return;
        }
        // A parent that was in its topic when a reference came that is settled now has been read by then.
        boolean caughtUp = read.reached(due.topic(), goals.getOrDefault(due.topic(), read.ends(due.topic())));
        goals.put(due.topic(), read.ends(due.topic()));
        boolean conclusive = caughtUp
                && topics.of(table).size() == 1
                && read.trust(due.topic()).equals(Trust.FULL);
        for (Relationship relationship : concerned) {
            List<Integer> scans = new ArrayList<>(judged.of(relationship.id()).scans());
            scans.add(due.scan().epoch());
            running.add(new ReferenceSweep(relationship, keys, referrers, scans, conclusive));
            fresh.remove(relationship.id());
        }
    }

    /** One slice of what is to be judged; false when nothing is. */
    boolean slice(int limit) {
        if (running.isEmpty()) {
            return false;
        }
        ReferenceSweep sweep = running.element();
        if (sweep.slice(limit)) {
            judged.save(sweep.relationship().id(), sweep.judged());
            running.remove();
        }
        return true;
    }

    /** Tells the sums of each child table what its references have come to. */
    void tell(Totals totals) {
        Map<String, List<Related>> byChild = new TreeMap<>();
        for (Relationship relationship : relationships.all()) {
            byChild.computeIfAbsent(relationship.child(), any -> new ArrayList<>())
                    .add(related(relationship, totals.sourceRows(relationship.child())));
        }
        byChild.forEach(totals::related);
    }

    private Related related(Relationship relationship, long rows) {
        JudgedReferences.Judged last = judged.of(relationship.id());
        return new Related(
                relationship.columns(),
                relationship.parent(),
                last.lastScan(),
                last.orphans(),
                last.inherited(),
                last.pending() + fresh.getOrDefault(relationship.id(), 0L),
                last.unknown() + references.unknown(relationship.id(), rows),
                last.orphanKeys(),
                last.inheritedKeys());
    }
}
