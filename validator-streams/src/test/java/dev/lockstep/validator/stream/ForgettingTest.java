/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Observation.Sample;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.reconcile.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class ForgettingTest {
    private static final Home HOME = new Home("source.t", 2);
    private static final byte[] KEY = {1, 7};
    private static final Image ROW =
            new Image(new Content.Present(new Digest128(1, 2)), "xxh3-128/exact", Optional.empty(), Optional.empty());

    private final KeyValueStore<Bytes, byte[]> rows =
            Stores.inMemoryKeyValueStore("rows").get();
    private final KeyValueStore<Bytes, byte[]> undecided =
            Stores.inMemoryKeyValueStore("undecided").get();
    private final KeyTable keys = new KeyTable(rows, undecided);
    private final MarksStore marks = new MarksStore(new Section(rows, Section.Kind.MARKS));
    private final ReadPositions read = new ReadPositions();
    private final Forgetting forgetting = new Forgetting(keys, read, marks, Duration.ofSeconds(60));
    private final Reconciler reconciler = new Reconciler();

    private void write(long offset, Image image) {
        KeyState before = keys.get(KEY);
        keys.replace(
                KEY,
                before,
                reconciler
                        .onVersion(before, HOME, offset, image, 1, 0, KeyState.NOT_LISTED)
                        .state());
    }

    private void see(long position, Image image, int scan) {
        KeyState before = keys.get(KEY);
        Sample sample = new Sample(image, new Window(position, position), 1);
        keys.replace(
                KEY,
                before,
                reconciler.onSample(before, sample, Trust.FULL, scan).state());
    }

    private boolean isKept(int scan) {
        forgetting.pass(KEY, keys.get(KEY), scan);
        return !keys.get(KEY).equals(KeyState.NEW);
    }

    @Test
    void aKeyThatNeitherSideHasIsForgottenSoLongAfterTheLastScanThatMetItsRow() {
        write(10, ROW);
        see(11, ROW, 1_000);
        write(20, Image.ABSENT);
        see(21, Image.ABSENT, 0);
        assertThat(isKept(1_059)).isTrue();
        assertThat(isKept(1_060)).isFalse();
    }

    @Test
    void aKeyThatNoScanHasMetIsForgottenSoLongAfterTheFirstThatDidNot() {
        write(10, ROW);
        write(20, Image.ABSENT);
        see(21, Image.ABSENT, 0);
        assertThat(isKept(1_000)).isTrue();
        assertThat(isKept(1_059)).isTrue();
        assertThat(isKept(1_060)).isFalse();
    }

    @Test
    void aRowAWaitingKeyAndAnOpenVerdictAreKept() {
        write(10, ROW);
        assertThat(isKept(9_000)).isTrue();
        see(11, ROW, 1_000);
        assertThat(isKept(9_000)).isTrue();
        write(20, Image.ABSENT);
        assertThat(isKept(9_000)).isTrue();
        see(21, ROW, 0);
        assertThat(keys.get(KEY).openVerdict()).isPresent();
        assertThat(isKept(9_000)).isTrue();
    }

    /** R: what is read again is known for it after a restart too; what is new is not. */
    @Test
    void restartKnowsUpToWhereVersionsWereForgotten() {
        write(10, ROW);
        see(11, ROW, 1_000);
        write(20, Image.ABSENT);
        see(21, Image.ABSENT, 0);
        assertThat(isKept(2_000)).isFalse();

        ReadPositions restored = marks.loadPositions();
        assertThat(restored.forgotten(HOME, 20)).isTrue();
        assertThat(restored.forgotten(HOME, 21)).isFalse();
        assertThat(restored.forgotten(new Home("source.t", 0), 3)).isFalse();
        assertThat(restored.trust("source.t", List.of(0L, 0L, 20L)).gapEnd()).isPositive();
        assertThat(restored.trust("source.t", List.of(0L, 0L, 21L))).isEqualTo(Trust.FULL);
    }
}
