/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord.Referred;
import dev.lockstep.validator.record.InternalRecord.Released;
import dev.lockstep.validator.record.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A child's partition and its parents', as tasks of a world that crashes. */
class ReferencesTest {
    private static final long RELATIONSHIP = 77;
    private static final Home HOME = new Home("items", 0);
    private static final CanonicalKey CHILD = CanonicalKey.ofBytes(new byte[] {1, 5});
    private static final byte[] CHILD_KEY = new InternalKey("items", CHILD.bytes()).toBytes();

    private record Version(long offset, Reference.Parent parent) {}

    private record Told(CanonicalKey parent, Referred referred) {}

    /**
     * A task that reads a log at least once. What it sends is on the other's log for good when it commits; until then
     * a crash may lose any part of it. Its store is restored as it was after any step since the last commit.
     */
    private static final class Task {
        private final List<Object> log = new ArrayList<>();
        private final List<Object> unsent = new ArrayList<>();
        private final List<List<KeyValue<Bytes, byte[]>>> sinceCommit = new ArrayList<>();
        private KeyValueStore<Bytes, byte[]> store = empty();
        private Task other;
        private int at;
        private int committed;

        private static KeyValueStore<Bytes, byte[]> empty() {
            return Stores.inMemoryKeyValueStore("rows").get();
        }

        Section section(Section.Kind kind) {
            return new Section(store, kind);
        }

        Names names() {
            return new Names(section(Section.Kind.NAMES));
        }

        void step(Consumer<Object> process) {
            if (at < log.size()) {
                process.accept(log.get(at++));
                sinceCommit.add(contents());
            }
        }

        private List<KeyValue<Bytes, byte[]>> contents() {
            List<KeyValue<Bytes, byte[]>> all = new ArrayList<>();
            store.all().forEachRemaining(all::add);
            return all;
        }

        void commit() {
            other.log.addAll(unsent);
            unsent.clear();
            sinceCommit.clear();
            committed = at;
        }

        void crash(Random random) {
            unsent.removeIf(any -> random.nextBoolean());
            other.log.addAll(unsent);
            unsent.clear();
            if (!sinceCommit.isEmpty() && random.nextBoolean()) {
                store = empty();
                store.putAll(sinceCommit.get(random.nextInt(sinceCommit.size())));
            }
            sinceCommit.clear();
            at = committed;
        }

        boolean idle() {
            return committed == log.size();
        }
    }

    private final Task child = new Task();
    private final Task parents = new Task();

    private void processChild(Object record) {
        References references = new References(child.section(Section.Kind.REFERENCES), child.names());
        if (record instanceof Version version) {
            references.take(
                    CHILD_KEY,
                    HOME,
                    version.offset(),
                    new Reference(RELATIONSHIP, version.parent()),
                    (parent, referred) -> child.unsent.add(new Told(parent, referred)));
        } else if (record instanceof Released released) {
            references.released(CHILD_KEY, released);
        }
    }

    private void processParents(Object record) {
        Told told = (Told) record;
        new Referrers(parents.section(Section.Kind.REFERRERS), parents.names()).take(told.parent(), told.referred(), 3);
        if (!told.referred().there()) {
            parents.unsent.add(
                    new Released(RELATIONSHIP, told.parent(), told.referred().offset()));
        }
    }

    private static Reference.Parent parent(int choice) {
        return switch (choice) {
            case 0 -> new Reference.Nobody();
            case 1 -> new Reference.NoRow();
            case 2 -> new Reference.Unknown();
            default -> new Reference.Key(CanonicalKey.ofBytes(new byte[] {1, (byte) choice}));
        };
    }

    private List<Reference.Parent> held() {
        List<Reference.Parent> held = new ArrayList<>();
        new Referrers(parents.section(Section.Kind.REFERRERS), parents.names()).forEach(entry -> {
            if (entry.there()) {
                held.add(new Reference.Key(entry.parent()));
            }
        });
        return held;
    }

    private void play(Random random) {
        child.other = parents;
        parents.other = child;
        Reference.Parent last = new Reference.Nobody();
        for (int offset = 0; offset < 1 + random.nextInt(12); offset++) {
            last = parent(random.nextInt(6));
            child.log.add(new Version(offset, last));
        }
        for (int turn = 0; turn < 60; turn++) {
            boolean first = random.nextBoolean();
            Task task = first ? child : parents;
            switch (random.nextInt(6)) {
                case 0 -> task.crash(random);
                case 1 -> task.commit();
                default -> task.step(first ? this::processChild : this::processParents);
            }
        }
        while (!child.idle() || !parents.idle() || !child.unsent.isEmpty() || !parents.unsent.isEmpty()) {
            child.step(this::processChild);
            child.commit();
            parents.step(this::processParents);
            parents.commit();
        }
        if (last instanceof Reference.Key) {
            assertThat(held()).containsExactly(last);
        } else {
            assertThat(held()).isEmpty();
        }
    }

    /** T and N: whatever is lost, and in whatever order it is said again. */
    @Test
    void theParentsComeToKnowTheLastWordWhateverCrashes() {
        for (int seed = 0; seed < 20_000; seed++) {
            try {
                new ReferencesTest().play(new Random(seed));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private References references() {
        return new References(child.section(Section.Kind.REFERENCES), child.names());
    }

    private int told(References references, long offset, Reference.Parent parent) {
        List<Referred> told = new ArrayList<>();
        references.take(
                CHILD_KEY, HOME, offset, new Reference(RELATIONSHIP, parent), (any, referred) -> told.add(referred));
        return told.size();
    }

    @Test
    void aVersionThatLeavesTheReferenceAsItIsIsNotTold() {
        References references = references();
        assertThat(told(references, 1, parent(4))).isEqualTo(1);
        assertThat(told(references, 2, parent(4))).isZero();
        assertThat(told(references, 3, parent(0))).isEqualTo(1);
    }

    @Test
    void anOldVersionChangesNothing() {
        References references = references();
        told(references, 5, parent(4));
        assertThat(told(references, 4, parent(3))).isZero();
        assertThat(told(references, 6, parent(4))).isZero();
    }

    @Test
    void rowsWhoseParentIsNotKnownAreCountedTheSameAfterARestart() {
        References references = references();
        told(references, 1, parent(2));
        assertThat(references.unknown(RELATIONSHIP, 3)).isEqualTo(3);
        told(references, 2, parent(4));
        References again = references();
        again.rebuild();
        assertThat(again.unknown(RELATIONSHIP, 3))
                .isEqualTo(references.unknown(RELATIONSHIP, 3))
                .isEqualTo(2);
        assertThat(again.unknown(RELATIONSHIP, 1)).isZero();
    }
}
