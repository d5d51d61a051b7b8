/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.InternalRecord.Referred;
import dev.lockstep.validator.record.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose children the rows of this partition are; the partitions of the parents are told of every change. Owned by one
 * stream thread.
 *
 * <p>Invariant T (told): the partition of every parent that a row has, or ever had, comes to know the row's last word. What is
 * told may be lost in a crash while the state is not, or the other way round. But then the version that brought it about
 * is read again, and all that it, and those before it, had to tell is told again: a former parent is kept until its
 * partition has answered.
 */
final class References {
    /** A parent that the row does not refer to any more, since the version at this offset. */
    private record Former(CanonicalKey parent, long offset) {}

    private record Known(Home home, long offset, Reference.Parent parent, List<Former> formers) {}

    /** Rows of which it is known whose children they are, and rows of which it cannot be read. */
    private static final class Count {
        private long told;
        private long unknown;
    }

    private final Section store;
    private final Names names;
    private final Map<Long, Count> counts = new HashMap<>();

    References(Section store, Names names) {
        this.store = store;
        this.names = names;
    }

    /** Counts what the store holds, when a task starts. */
    void rebuild() {
        store.forEach((key, value) -> count(
                ByteBuffer.wrap(key).getLong(), Optional.empty(), decode(value).parent()));
    }

    /** A version of a child row was read. */
    void take(byte[] childKey, Home home, long offset, Reference reference, ReferenceTeller teller) {
        byte[] key = key(reference.relationship(), childKey);
        Optional<Known> before = Optional.ofNullable(store.get(key)).map(this::decode);
        CanonicalKey child = CanonicalKey.ofBytes(InternalKey.parse(childKey).canonicalKey());
        if (before.isPresent()
                && before.get().home().equals(home)
                && offset <= before.get().offset()) {
            if (offset == before.get().offset()) {
                tell(reference.relationship(), child, before.get(), teller);
            }
            return;
        }
        Optional<Reference.Parent> parent = before.map(Known::parent);
        if (parent.equals(Optional.of(reference.parent()))) {
            return;
        }
        Known after = new Known(home, offset, reference.parent(), formers(before, reference.parent(), offset));
        store.put(key, encode(after));
        count(reference.relationship(), parent, reference.parent());
        tell(reference.relationship(), child, after, teller);
    }

    private static List<Former> formers(Optional<Known> before, Reference.Parent now, long offset) {
        List<Former> formers = new ArrayList<>();
        before.ifPresent(known -> {
            formers.addAll(known.formers());
            if (known.parent() instanceof Reference.Key left) {
                formers.removeIf(former -> former.parent().equals(left.key()));
                formers.add(new Former(left.key(), offset));
            }
        });
        formers.removeIf(
                former -> now instanceof Reference.Key back && back.key().equals(former.parent()));
        return formers;
    }

    private static void tell(long relationship, CanonicalKey child, Known known, ReferenceTeller teller) {
        for (Former former : known.formers()) {
            teller.tell(former.parent(), new Referred(relationship, child, known.home(), former.offset(), false));
        }
        if (known.parent() instanceof Reference.Key parent) {
            teller.tell(parent.key(), new Referred(relationship, child, known.home(), known.offset(), true));
        }
    }

    /** The partition of a former parent knows. */
    void released(byte[] childKey, InternalRecord.Released released) {
        byte[] key = key(released.relationship(), childKey);
        byte[] bytes = store.get(key);
        if (bytes == null) {
            return;
        }
        Known known = decode(bytes);
        List<Former> left = new ArrayList<>(known.formers());
        if (left.remove(new Former(released.parent(), released.offset()))) {
            store.put(key, encode(new Known(known.home(), known.offset(), known.parent(), left)));
        }
    }

    private void count(long relationship, Optional<Reference.Parent> before, Reference.Parent after) {
        Count count = counts.computeIfAbsent(relationship, any -> new Count());
        before.ifPresent(parent -> add(count, parent, -1));
        add(count, after, 1);
    }

    private static void add(Count count, Reference.Parent parent, int sign) {
        count.told += parent instanceof Reference.Key || parent instanceof Reference.Nobody ? sign : 0;
        count.unknown += parent instanceof Reference.Unknown ? sign : 0;
    }

    /**
     * Rows of this partition whose parent is not known: it could not be read, or the row was read before the relationship
     * was one.
     *
     * @param rows how many rows the source has of the child's table
     */
    long unknown(long relationship, long rows) {
        Count count = counts.getOrDefault(relationship, new Count());
        return count.unknown + Math.max(0, rows - count.told - count.unknown);
    }

    private static byte[] key(long relationship, byte[] childKey) {
        return ByteBuffer.allocate(Long.BYTES + childKey.length)
                .putLong(relationship)
                .put(childKey)
                .array();
    }

    private byte[] encode(Known known) {
        BinaryWriter out = new BinaryWriter()
                .writeLong(names.numberOf(known.home().topic()))
                .writeLong(known.home().partition())
                .writeLong(known.offset());
        Reference.write(known.parent(), out);
        out.writeLong(known.formers().size());
        known.formers().forEach(former -> out.writeKey(former.parent()).writeLong(former.offset()));
        return out.toByteArray();
    }

    private Known decode(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        Home home = new Home(names.nameOf(in.readLong()), (int) in.readLong());
        long offset = in.readLong();
        Reference.Parent parent = Reference.read(in);
        List<Former> formers = new ArrayList<>();
        for (long left = in.readLong(); left > 0; left--) {
            formers.add(new Former(in.readKey(), in.readLong()));
        }
        return new Known(home, offset, parent, formers);
    }
}
