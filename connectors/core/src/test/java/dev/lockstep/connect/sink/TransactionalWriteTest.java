/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionalWriteTest {
    private final FakeStore store = new FakeStore();
    private WriteMode mode = WriteMode.UPSERT;

    @Test
    void writesEachRowOnceWithItsLastChange() {
        assertThat(write(10, "t/1=a", "t/2=b", "t/1=c", "t/2", "u/1=d")).isEmpty();
        assertThat(store.rows).hasToString("{t/1=c, u/1=d}");
        assertThat(keys(store.writes)).containsExactly(List.of("t/2"), List.of("t/1"), List.of("u/1"));
    }

    @Test
    void writesDeletesFirstAndRowsInTheOrderOfTheirKeys() {
        write(2, "t/5=e", "t/3=c", "t/4", "t/2=b", "t/1=a", "t/0");
        assertThat(keys(store.writes))
                .containsExactly(List.of("t/0", "t/4"), List.of("t/1", "t/2"), List.of("t/3", "t/5"));
    }

    @Test
    void putsRowsOfDifferentShapesIntoDifferentSets() {
        write(10, "t/1=a", "t/2=bb", "t/3=c");
        assertThat(keys(store.writes)).containsExactly(List.of("t/1", "t/3"), List.of("t/2"));
    }

    @Test
    void findsTheBadRowsOfALargeSetInFewSteps() {
        String[] changes = IntStream.range(0, 1_024)
                .mapToObj(
                        i -> "t/" + (10_000 + i) + "=" + (i == 77 || i == 900 ? "bad" : Integer.toHexString(0x100 + i)))
                .toArray(String[]::new);
        assertThat(write(5_000, changes)).containsExactly("t/10077=bad", "t/10900=bad");
        assertThat(store.rows).hasSize(1_022);
        assertThat(store.writes).hasSizeLessThan(2 * 2 * 11 + 4);
    }

    @Test
    void fallsBackToTheNewestChangeThatIsNotRefused() {
        assertThat(write(10, "t/1=a", "t/1=b", "t/1=bad")).containsExactly("t/1=bad");
        assertThat(store.rows).hasToString("{t/1=b}");
    }

    @Test
    void reportsEveryRefusedChangeAfterTheOneThatStands() {
        assertThat(write(10, "t/1=bad", "t/1=b", "t/1=bad", "t/1=bad")).containsExactly("t/1=bad", "t/1=bad");
        assertThat(write(10, "t/2=bad", "t/2=c")).as("superseded by a good one").isEmpty();
        assertThat(store.rows).hasToString("{t/1=b, t/2=c}");
    }

    @Test
    void writesInTwoStepsWhatALaterChangeDoesNotCover() {
        assertThat(write(10, "t/1=a,b", "t/2=e,f", "t/1=_,c", "t/2=g,_", "t/2=h,_"))
                .isEmpty();
        assertThat(store.rows).hasToString("{t/1=a,c, t/2=h,f}");
        assertThat(keys(store.writes))
                .as("first changes, then second ones; a change that is covered is none")
                .containsExactly(List.of("t/1", "t/2"), List.of("t/1"), List.of("t/2"));
    }

    @Test
    void reportsARefusedChangeThatALaterOneDoesNotCover() {
        assertThat(write(10, "t/1=bad", "t/1=_,c")).containsExactly("t/1=bad");
        assertThat(store.rows).hasToString("{t/1=-,c}");
    }

    @Test
    void writesParentsBeforeChildrenAndDeletesTheOtherWayRound() {
        store.tableOrder = List.of("parent", "child");
        write(10, "child/1=a", "parent/1=b", "parent/2", "child/2");
        assertThat(keys(store.writes))
                .containsExactly(List.of("child/2"), List.of("parent/2"), List.of("parent/1"), List.of("child/1"));
    }

    @Test
    void insertsEveryRecordAsARowOfItsOwn() {
        mode = WriteMode.INSERT;
        store.rows.put("t/3", "old");
        assertThat(write(10, "t/1=a", "t/2=b", "t/1=c", "t/3=d", "t/~4=e")).containsExactly("t/1=c", "t/3=d");
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=old, t/~4=e}");
    }

    @Test
    void letsRowsSwapAUniqueValue() {
        write(10, "t/1=a", "t/2=b");
        assertThat(write(10, "t/1=x", "t/2=a", "t/1=b")).isEmpty();
        assertThat(store.rows).hasToString("{t/1=b, t/2=a}");
    }

    @Test
    void keepsTheOrderOfArrivalWhereOnlyTheStoreKnowsWhichKeysAreEqual() {
        assertThat(write(10, "t/~B=2", "t/~b=1", "t/~a=3", "t/~A")).isEmpty();
        assertThat(store.rows).hasToString("{t/~b=1}");
    }

    /** Any batch, written in sets of any size, leaves what writing its changes one by one leaves. */
    @ParameterizedTest
    @EnumSource(names = {"UPSERT", "SKIP_EXISTING", "UPDATE_ONLY"})
    void leavesWhatOneByOneWouldLeave(WriteMode tried) {
        mode = tried;
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            List<String> batch = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int kind = random.nextInt(10);
                String row = "t/" + random.nextInt(5);
                String value = round + "-" + i;
                batch.add(
                        switch (kind) {
                            case 0, 1 -> row;
                            case 2 -> row + "=bad";
                            case 3 -> row + "=_," + value;
                            case 4 -> row + "=" + value + ",_";
                            default -> row + "=" + value + "," + value;
                        });
            }
            FakeStore oneByOne = new FakeStore();
            oneByOne.rows.put("t/1", "a,a");
            for (String change : batch) {
                run(oneByOne, 1, change);
            }
            FakeStore inSets = new FakeStore();
            inSets.rows.putAll(Map.of("t/1", "a,a"));
            run(inSets, 1 + random.nextInt(5), batch.toArray(String[]::new));
            assertThat(inSets.rows).as("batch %s", batch).isEqualTo(oneByOne.rows);
        }
    }

    private List<String> write(int rowsPerSet, String... texts) {
        return run(store, rowsPerSet, texts);
    }

    private List<String> run(FakeStore store, int rowsPerSet, String... texts) {
        store.mode = mode;
        List<FakeStore.Change> changes = new ArrayList<>();
        for (String text : texts) {
            SinkRecord record = new SinkRecord("topic", 0, null, null, null, text, changes.size());
            changes.add(store.bind(record));
        }
        try (TargetWriter<FakeStore.Change> writer = store.begin()) {
            List<Refusal> refusals = new TransactionalWrite<>(writer, changes, rules(rowsPerSet)).run();
            writer.commit();
            return refusals.stream()
                    .map(refusal -> (String) refusal.record().value())
                    .toList();
        }
    }

    private WritePlan.Rules rules(int rowsPerSet) {
        return new WritePlan.Rules(rowsPerSet, mode, store::parentsFirst);
    }

    private static List<List<String>> keys(List<List<FakeStore.Change>> writes) {
        return writes.stream()
                .map(set -> set.stream()
                        .map(change -> change.table() + "/" + change.key().part(0))
                        .toList())
                .toList();
    }
}
