/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.record.InternalRecord.Referred;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which child rows refer to the keys of this partition. Owned by one stream thread.
 *
 * <p>Invariant N (newest): of what is said of one child and one parent, the later version's word holds, in whatever order and
 * however often it comes. So one that says "not any more" is kept for a while, against an older one that is late.
 */
final class Referrers {
    /**
     * A child that refers, or has referred, to a parent.
     *
     * @param there whether it does
     * @param arrived the newest scan of the parent's table of which a lane had ended when this came
     */
    record Entry(long relationship, CanonicalKey parent, CanonicalKey child, boolean there, int arrived) {}

    private final Section store;
    private final Names names;

    Referrers(Section store, Names names) {
        this.store = store;
        this.names = names;
    }

    /** True when it is news that the child refers to the parent. */
    boolean take(CanonicalKey parent, Referred referred, int newestScan) {
        byte[] key = key(referred.relationship(), parent, referred.child());
        byte[] before = store.get(key);
        if (before != null && !isNews(before, referred)) {
            return false;
        }
        store.put(
                key,
                new BinaryWriter()
                        .writeByte(referred.there() ? 1 : 0)
                        .writeInt(newestScan)
                        .writeLong(names.numberOf(referred.home().topic()))
                        .writeLong(referred.home().partition())
                        .writeLong(referred.offset())
                        .toByteArray());
        return referred.there();
    }

    private boolean isNews(byte[] known, Referred referred) {
        BinaryReader in = new BinaryReader(known);
        in.readByte();
        in.readInt();
        Home home = new Home(names.nameOf(in.readLong()), (int) in.readLong());
        return !home.equals(referred.home()) || in.readLong() < referred.offset();
    }

    void forEach(Consumer<Entry> action) {
        store.forEach((key, value) -> action.accept(entry(key, value)));
    }

    /**
     * Reads at most so many entries of one relationship, those of a parent one after the other.
     *
     * @param from where to begin; empty for the first
     * @return where the next entry is; empty when there is none
     */
    Optional<byte[]> from(Optional<byte[]> from, long relationship, int limit, Consumer<Entry> action) {
        byte[] prefix = new BinaryWriter().writeFixed(relationship).toByteArray();
        return store.from(from.orElse(prefix), prefix, limit, (key, value) -> action.accept(entry(key, value)));
    }

    void forget(Entry entry) {
        store.delete(key(entry.relationship(), entry.parent(), entry.child()));
    }

    private static byte[] key(long relationship, CanonicalKey parent, CanonicalKey child) {
        return new BinaryWriter()
                .writeFixed(relationship)
                .writeKey(parent)
                .writeBytes(child.bytes())
                .toByteArray();
    }

    private static Entry entry(byte[] key, byte[] value) {
        BinaryReader place = new BinaryReader(key);
        BinaryReader in = new BinaryReader(value);
        return new Entry(
                place.readFixed(),
                place.readKey(),
                CanonicalKey.ofBytes(place.readRest()),
                in.readByte() == 1,
                in.readInt());
    }
}
