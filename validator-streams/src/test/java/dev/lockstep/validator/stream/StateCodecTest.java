/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Observation.Change;
import dev.lockstep.validator.reconcile.Observation.Sample;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.Standing;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.reconcile.Window;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class StateCodecTest {
    /** As large as positions get in practice: 34 billion records in a partition. */
    private static final long FAR = 1L << 35;

    private static final Home HOME = new Home("shop.public.orders", 11);

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("rows").get();
    private final Reconciler reconciler = new Reconciler();
    private final StateCodec codec = new StateCodec(new Names(new Section(store, Section.Kind.NAMES)));

    private static Image image(Random random, int content) {
        Content says = switch (content) {
            case 0 -> new Content.Absent();
            case 1 -> new Content.Unknown("undecodable");
            default -> new Content.Present(new Digest128(content * 0x9E3779B97F4A7C15L, content));
        };
        Optional<Locator> locator = content > 1 && random.nextBoolean()
                ? Optional.of(new Locator(content, 2L * content, 3L * content, 0))
                : Optional.empty();
        Optional<Digest128> strict = content > 1 && random.nextInt(3) == 0
                ? Optional.of(new Digest128(7, random.nextInt(3)))
                : Optional.empty();
        return new Image(says, "xxh3-128/exact", strict, locator);
    }

    @Test
    void aKeyAtRestTakesNoMoreThan64Bytes() {
        KeyState state = atRest(Optional.empty(), Optional.empty());

        assertThat(state.evidence().former()).isPresent();
        assertThat(codec.encode(state)).hasSizeLessThanOrEqualTo(64);
        assertThat(codec.decode(codec.encode(state))).isEqualTo(state);
    }

    /** The price of a policy with rules: 16 bytes, and 17 more for a row that only they make equal. */
    @Test
    void aStrictDigestCostsNoMoreThanItsBytes() {
        Optional<Digest128> strict = Optional.of(new Digest128(1, 2));
        KeyState same = atRest(strict, strict);
        KeyState masked = atRest(strict, Optional.of(new Digest128(3, 4)));

        assertThat(same.evidence().masked()).isFalse();
        assertThat(codec.encode(same)).hasSizeLessThanOrEqualTo(64 + 16);
        assertThat(masked.evidence().masked()).isTrue();
        assertThat(codec.encode(masked)).hasSizeLessThanOrEqualTo(64 + 16 + 17);
        assertThat(codec.decode(codec.encode(masked))).isEqualTo(masked);
    }

    private KeyState atRest(Optional<Digest128> expected, Optional<Digest128> observed) {
        Image first = new Image(
                new Content.Present(new Digest128(-1, -2)),
                "xxh3-128/exact",
                expected,
                Optional.of(new Locator(-5, -6, -7, 0)));
        Content content = new Content.Present(new Digest128(-3, -4));
        Optional<Locator> locator = Optional.of(new Locator(-8, -9, -1, 0));
        Image second = new Image(content, "xxh3-128/exact", expected, locator);
        KeyState state = KeyState.NEW;
        state = reconciler
                .onVersion(state, HOME, FAR - 9, first, 1, 0, KeyState.NOT_LISTED)
                .state();
        state = reconciler
                .onVersion(state, HOME, FAR, second, 2, 0, KeyState.NOT_LISTED)
                .state();
        Sample sample = new Sample(
                new Image(content, "xxh3-128/exact", observed, locator),
                new Window(FAR + 1, FAR + 1),
                1_795_000_000_000L);
        state = reconciler
                .onSample(state, sample, Snapshot.unordered(0), Trust.FULL, 1_795_000_000)
                .state();
        assertThat(state.standing()).isEqualTo(Standing.VERIFIED);
        return state;
    }

    @Test
    void everyStateThatHistoriesLeadToComesBack() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            boolean rounds = random.nextBoolean();
            KeyState state = KeyState.NEW;
            for (int i = 0; i < 30; i++) {
                state = next(state, random, rounds, i);
                assertThat(codec.decode(codec.encode(state)))
                        .describedAs("seed %d, step %d", seed, i)
                        .isEqualTo(state);
            }
        }
    }

    private KeyState next(KeyState state, Random random, boolean rounds, int step) {
        Image image = image(random, random.nextInt(5));
        long openEpoch = rounds ? 7 : KeyState.NOT_LISTED;
        if (random.nextBoolean()) {
            Home home = random.nextInt(40) == 0 ? new Home("other", 0) : HOME;
            long gapEnd = random.nextInt(5) == 0 ? step * 10L : 0;
            return reconciler
                    .onVersion(state, home, step * 10L, image, step, gapEnd, openEpoch)
                    .state();
        }
        if (rounds) {
            Position position = new Position("target.orders", 1, step, step);
            return reconciler
                    .onChange(state, new Change(image, step, position), openEpoch)
                    .state();
        }
        long lo = Math.max(0, step * 10L - random.nextInt(40));
        Sample sample = new Sample(image, new Window(lo, lo + random.nextInt(20)), step);
        Snapshot snapshot = new Snapshot(step, 1 + random.nextInt(2), step, step + random.nextInt(3));
        return reconciler
                .onSample(state, sample, snapshot, Trust.FULL, random.nextInt(3))
                .state();
    }
}
