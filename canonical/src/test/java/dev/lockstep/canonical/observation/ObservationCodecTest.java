/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationCodecTest {
    private static final Bounds BOUNDS = new Bounds(List.of(3L, 0L, 1L << 40), List.of(3L, 7L, (1L << 40) + 1));

    @Test
    void aPageComesBackWithEveryKindOfRow() {
        Page page = new Page(
                "shop.public.orders",
                List.of("id", "größe"),
                "XXH3_128",
                "exact",
                BOUNDS,
                new Snapshot(1_795_000_000_000L, 1L << 62, 300, 301),
                Optional.of(new Scan(7, 1, 4)),
                List.of(
                        row(1, new Content.Present(new Digest128(-1, 5)), everything()),
                        row(2, new Content.Absent(), Evidence.NONE),
                        row(3, new Content.Unknown("unreadable-value"), Evidence.NONE)));

        Page read = (Page) ObservationCodec.read(ObservationCodec.write(page));

        assertThat(read).usingRecursiveComparison().isEqualTo(page);
    }

    @Test
    void theEndOfALaneComesBack() {
        LaneEnd end = new LaneEnd("shop.public.orders", new Scan(7, 3, 4), BOUNDS, 12_345);

        assertThat(ObservationCodec.read(ObservationCodec.write(end))).isEqualTo(end);
    }

    @Test
    void whatTheRowsOfALaneComeToComesBack() {
        Aggregate total = Aggregate.none("total of all")
                .with(Optional.of(new BigDecimal("-12.50")))
                .with(Optional.of(new BigDecimal("1e300")))
                .with(Optional.empty())
                .withUnreadable();
        LaneEnd end =
                new LaneEnd("shop.public.orders", new Scan(7, 3, 4), BOUNDS, 4, List.of(total, Aggregate.none("tax")));

        assertThat(ObservationCodec.read(ObservationCodec.write(end))).isEqualTo(end);
    }

    @Test
    void bytesThatEndTooEarlyGoOnTooLongOrAreOfAnotherFormatAreRefused() {
        byte[] bytes = ObservationCodec.write(new LaneEnd("t", new Scan(1, 0, 1), BOUNDS, 1));
        byte[] other = bytes.clone();
        other[0] = 9;

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ObservationCodec.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ObservationCodec.read(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("1 bytes too many");
        assertThatThrownBy(() -> ObservationCodec.read(other)).hasMessageContaining("format 3, found 9");
    }

    @Test
    void boundsThatAreNoIntervalAreRefused() {
        assertThatThrownBy(() -> new Bounds(List.of(5L), List.of(4L))).hasMessageContaining("lo 5, hi 4");
        assertThatThrownBy(() -> new Bounds(List.of(5L), List.of())).hasMessageContaining("1 and 0");
        assertThat(Bounds.exactly(List.of(5L)).exact()).isTrue();
    }

    private static Row row(int key, Content content, Evidence evidence) {
        return new Row(CanonicalKey.ofBytes(new byte[] {1, (byte) key}), content, evidence);
    }

    private static Evidence everything() {
        return new Evidence(
                Optional.of(new Digest128(1, 2)),
                Optional.of(new Locator(1, 2, 3, 4)),
                List.of(new GridDigest(5, 6), new GridDigest(7, 8)));
    }
}
