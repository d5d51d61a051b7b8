/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.validator.level.Levels;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord.Row;
import dev.lockstep.validator.report.PartialSums;
import dev.lockstep.validator.report.RatedRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One task that counts, is restarted, and reads versions again. */
class QualitiesTest {
    private static final Home HOME = new Home("users", 0);
    private static final Quality BAD = Quality.parse("v1;completeness=1/1;accuracy=2/3;consistency=0/0;email.format");
    private static final Quality GOOD = Quality.parse("v1;completeness=1/1;accuracy=3/3;consistency=0/0;");

    private final KeyValueStore<Bytes, byte[]> rows =
            Stores.inMemoryKeyValueStore("rows").get();
    private final Reconciler reconciler = new Reconciler();
    private final Map<Integer, KeyState> states = new HashMap<>();
    private Qualities qualities;

    @BeforeEach
    void restart() {
        qualities = new Qualities(
                new Section(rows, Section.Kind.QUALITIES), new Names(new Section(rows, Section.Kind.NAMES)));
    }

    private void version(int id, long offset, boolean there, Quality quality) {
        Content content = there ? new Content.Present(new Digest128(1, offset)) : new Content.Absent();
        Row row = new Row(Side.SOURCE, content, "c", Evidence.NONE, new Position("users", 0, offset, 0), 0);
        KeyState before = states.getOrDefault(id, KeyState.NEW);
        qualities.take(
                new InternalKey("users", new byte[] {(byte) id}).toBytes(), before, row, Optional.ofNullable(quality));
        states.put(
                id,
                reconciler
                        .onVersion(
                                before, HOME, offset, Image.of(content, "c", Evidence.NONE), 0, 0, KeyState.NOT_LISTED)
                        .state());
    }

    private RatedRows counted() {
        Totals totals = new Totals(Levels.CHECKSUM);
        qualities.tell(totals);
        List<PartialSums> sums = totals.changed(0);
        assertThat(sums).hasSize(1);
        return sums.get(0).rated();
    }

    @Test
    void aRestartCountsWhatTheStoreHolds() {
        version(1, 0, true, BAD);
        version(2, 1, true, GOOD);
        RatedRows before = counted();
        assertThat(before.rows()).isEqualTo(2);
        assertThat(before.rules()).isEqualTo(Map.of("email.format", 1L));
        restart();
        assertThat(counted()).isEqualTo(before);
        version(1, 2, true, GOOD);
        assertThat(counted().violating()).isZero();
    }

    @Test
    void versionsThatAreReadAgainCountOnce() {
        version(1, 0, true, BAD);
        version(1, 1, true, GOOD);
        version(2, 2, true, BAD);
        version(2, 3, false, null);
        RatedRows before = counted();
        restart();
        version(1, 0, true, BAD);
        version(2, 2, true, BAD);
        assertThat(counted()).isEqualTo(before);
        version(1, 1, true, GOOD);
        version(2, 3, false, null);
        restart();
        assertThat(counted()).isEqualTo(before);
        assertThat(before.rows()).isEqualTo(1);
        assertThat(before.violating()).isZero();
    }

    /** The rules of a table change with its chain. */
    @Test
    void aRowIsTakenOffAsItWasCounted() {
        version(1, 0, true, BAD);
        version(1, 1, true, Quality.parse("v1;completeness=4/5;accuracy=0/0;consistency=1/1;a,b"));
        assertThat(counted().rules()).isEqualTo(Map.of("a", 1L, "b", 1L));
        version(1, 2, false, null);
        assertThat(counted()).isEqualTo(RatedRows.NONE);
    }

    @Test
    void nothingIsKeptOfTablesThatSayNothing() {
        version(1, 0, true, null);
        version(1, 1, false, null);
        assertThat(rows.approximateNumEntries()).isZero();
        Totals totals = new Totals(Levels.CHECKSUM);
        qualities.tell(totals);
        assertThat(totals.changed(0)).isEmpty();
    }
}
