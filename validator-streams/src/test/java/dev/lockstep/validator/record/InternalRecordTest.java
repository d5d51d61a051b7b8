/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.validator.measure.Measure;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalRecord.Consumed;
import dev.lockstep.validator.record.InternalRecord.DeadLetter;
import dev.lockstep.validator.record.InternalRecord.Detailed;
import dev.lockstep.validator.record.InternalRecord.Filtered;
import dev.lockstep.validator.record.InternalRecord.Lost;
import dev.lockstep.validator.record.InternalRecord.Mark;
import dev.lockstep.validator.record.InternalRecord.MarkKind;
import dev.lockstep.validator.record.InternalRecord.Observed;
import dev.lockstep.validator.record.InternalRecord.PartialBaseline;
import dev.lockstep.validator.record.InternalRecord.Rated;
import dev.lockstep.validator.record.InternalRecord.Referred;
import dev.lockstep.validator.record.InternalRecord.Released;
import dev.lockstep.validator.record.InternalRecord.Row;
import dev.lockstep.validator.record.InternalRecord.Taint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InternalRecordTest {
    private static final Position POSITION = new Position("shop.orders", 3, 1L << 33, 1_795_000_000_000L);

    private static final CanonicalKey KEY = CanonicalKey.ofBytes(new byte[] {1, 2, 3});

    static Stream<InternalRecord> records() {
        Evidence located = new Evidence(Optional.empty(), Optional.of(new Locator(1, 2, 3, 4)), List.of());
        Evidence strict = new Evidence(Optional.of(new Digest128(5, 6)), Optional.empty(), List.of());
        return Stream.of(
                new Row(Side.SOURCE, new Content.Present(new Digest128(-1, 7)), "xxh3/exact", located, POSITION, 900),
                new Row(Side.SOURCE, new Content.Present(new Digest128(1, 2)), "xxh3/p7", strict, POSITION, 0),
                new Row(Side.TARGET, new Content.Absent(), "xxh3/exact", Evidence.NONE, POSITION, 0),
                new Row(Side.SOURCE, new Content.Unknown("undecodable"), "x/y", Evidence.NONE, POSITION, 0),
                new Detailed(
                        new Row(Side.SOURCE, new Content.Absent(), "xxh3/exact", Evidence.NONE, POSITION, 3),
                        List.of(
                                new Reference(-5, new Reference.Key(KEY)),
                                new Reference(6, new Reference.Nobody()),
                                new Reference(7, new Reference.Unknown()),
                                new Reference(8, new Reference.NoRow())),
                        List.of(
                                new Measure.Amount(new BigDecimal("-1.5e300")),
                                new Measure.None(),
                                new Measure.Unknown())),
                new Rated(
                        Quality.parse("v1;completeness=1/2;accuracy=0/0;consistency=3/3;email.required"),
                        new Row(Side.SOURCE, new Content.Unknown("x"), "x/y", Evidence.NONE, POSITION, 0)),
                new Rated(
                        Quality.parse("v1;completeness=2/2;accuracy=0/0;consistency=3/3;"),
                        new Detailed(
                                new Row(
                                        Side.SOURCE,
                                        new Content.Present(new Digest128(1, 2)),
                                        "x/y",
                                        Evidence.NONE,
                                        POSITION,
                                        0),
                                List.of(),
                                List.of(new Measure.None()))),
                new Filtered(POSITION, 1L << 34),
                new Referred(-1L << 60, KEY, new Home("shop.items", 7), 1L << 34, true),
                new Referred(9, KEY, new Home("shop.items", 7), 0, false),
                new Released(9, KEY, 1L << 34),
                new Taint(Side.TARGET, "truncate", POSITION),
                new Mark(MarkKind.WATER, 17),
                new Mark(
                        MarkKind.CLOSE,
                        18,
                        Map.of("shop.orders", List.of(3L, 0L)),
                        Map.of("shop.orders", List.of(1L << 35, 0L))),
                new Lost(POSITION),
                new DeadLetter(POSITION),
                new PartialBaseline("orders", "shop.orders", 2, 1L << 36),
                new Observed(new LaneEnd("shop.orders", new Scan(4, 0, 1), Bounds.exactly(List.of(5L, 6L)), 11)),
                new Consumed(
                        Map.of("shop.orders", List.of(0L, 1L << 40)), Map.of("shop.orders", List.of(7L, 1L << 41))));
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyRecordComesBack(InternalRecord internal) {
        assertThat(InternalRecord.parse(internal.toBytes())).isEqualTo(internal);
    }

    @Test
    void qualityThatCannotBeReadOrIsOfNoRowIsMalformed() {
        byte[] unreadable = new BinaryWriter()
                .writeByte(Format.VERSION)
                .writeByte(Format.RATED)
                .writeText("v9")
                .toByteArray();
        byte[] ofNoRow = new BinaryWriter()
                .writeByte(Format.VERSION)
                .writeByte(Format.RATED)
                .writeText("v1;completeness=2/2;accuracy=0/0;consistency=3/3;")
                .writeBytes(new Lost(POSITION).toBytes())
                .toByteArray();

        assertThatThrownBy(() -> InternalRecord.parse(unreadable)).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> InternalRecord.parse(ofNoRow)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void anObservationThatCannotBeReadIsMalformed() {
        byte[] bytes = new BinaryWriter()
                .writeByte(Format.VERSION)
                .writeByte(Format.OBSERVED)
                .writeByte(99)
                .toByteArray();

        assertThatThrownBy(() -> InternalRecord.parse(bytes)).isInstanceOf(MalformedRecordException.class);
    }
}
