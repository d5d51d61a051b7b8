/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import java.util.List;
import java.util.Map;

/** One record of the internal topics {@code versions} and {@code observations}. */
public sealed interface InternalRecord {

    /**
     * What one record of a data topic, or of a topic of the target, says of one key.
     *
     * @param evidence its locator, where the record carried one
     * @param gapEnd the offset behind the last gap in this data partition that reading has met, at or below the record;
     *     0 when it has met none. Versions that were compacted away before they could be read were in a gap.
     */
    record Row(Side side, Content content, String contract, Evidence evidence, Position position, long gapEnd)
            implements InternalRecord {}

    /** What an observer says of the keys of this internal partition, or the end of one of its lanes. */
    record Observed(ObservationRecord observation) implements InternalRecord {}

    /**
     * Every version below these offsets stands before this record, by data topic and partition. It stands in every
     * partition and has no key.
     */
    record Consumed(Map<String, List<Long>> offsets) implements InternalRecord {
        public Consumed {
            offsets = Map.copyOf(offsets);
        }
    }

    /** A record that could not be assigned to a key: its table cannot be verified any more. */
    record Taint(Side side, String reason, Position position) implements InternalRecord {}

    /** A marker of a round; it stands in every partition and has no key. */
    record Mark(MarkKind kind, long round) implements InternalRecord {}

    /** The three markers of a round. */
    enum MarkKind {
        /** B, among the versions: what is below had reached the target when it was looked at. */
        BASE,
        /** W, among the observations: what is below was seen by the time the target was looked at. */
        WATER,
        /** C, among the versions: every version the target may have held is below. */
        CLOSE
    }

    /** The bytes on the topic. */
    default byte[] toBytes() {
        if (this instanceof Row row) {
            return new BinaryWriter()
                    .writeByte(Format.VERSION)
                    .writeByte(Format.ROW)
                    .writeChoice(row.side())
                    .writeText(row.contract())
                    .writePosition(row.position())
                    .writeContent(row.content())
                    .writeLocator(row.evidence())
                    .writeLong(row.gapEnd())
                    .toByteArray();
        }
        if (this instanceof Observed observed) {
            return new BinaryWriter()
                    .writeByte(Format.VERSION)
                    .writeByte(Format.OBSERVED)
                    .writeBytes(ObservationCodec.write(observed.observation()))
                    .toByteArray();
        }
        if (this instanceof Consumed consumed) {
            return new BinaryWriter()
                    .writeByte(Format.VERSION)
                    .writeByte(Format.CONSUMED)
                    .writeVectors(consumed.offsets())
                    .toByteArray();
        }
        if (this instanceof Taint taint) {
            return new BinaryWriter()
                    .writeByte(Format.VERSION)
                    .writeByte(Format.TAINT)
                    .writeChoice(taint.side())
                    .writeText(taint.reason())
                    .writePosition(taint.position())
                    .toByteArray();
        }
        Mark mark = (Mark) this;
        return new BinaryWriter()
                .writeByte(Format.VERSION)
                .writeByte(Format.MARK)
                .writeChoice(mark.kind())
                .writeLong(mark.round())
                .toByteArray();
    }

    /** @throws MalformedRecordException when this version did not write the bytes */
    static InternalRecord parse(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        int version = in.readByte();
        if (version != Format.VERSION) {
            throw new MalformedRecordException(
                    "Expected an internal record of format " + Format.VERSION + ", found " + version, null);
        }
        int type = in.readByte();
        return switch (type) {
            case Format.ROW -> {
                Side side = in.readChoice(Side.values());
                String contract = in.readText();
                Position position = in.readPosition();
                Content content = in.readContent();
                yield new Row(side, content, contract, in.readLocator(), position, in.readLong());
            }
            case Format.OBSERVED -> observed(in.readRest());
            case Format.CONSUMED -> new Consumed(in.readVectors());
            case Format.TAINT -> new Taint(in.readChoice(Side.values()), in.readText(), in.readPosition());
            case Format.MARK -> new Mark(in.readChoice(MarkKind.values()), in.readLong());
            default -> throw new MalformedRecordException("An internal record has type " + type, null);
        };
    }

    private static Observed observed(byte[] bytes) {
        try {
            return new Observed(ObservationCodec.read(bytes));
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException("An internal record holds no observation", e);
        }
    }
}
