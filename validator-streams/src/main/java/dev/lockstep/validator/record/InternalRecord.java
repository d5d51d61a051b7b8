/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.validator.measure.Measure;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One record of the internal topics {@code versions} and {@code observations}. */
public sealed interface InternalRecord {

    /**
     * What one record of a data topic, or of a topic of the target, says of one key.
     *
     * @param evidence its locator and its strict digest, where the record carried them
     * @param gapEnd the offset behind the last gap in this data partition that reading has met, at or below the record;
     *     0 when it has met none. Versions that were compacted away before they could be read were in a gap.
     */
    record Row(Side side, Content content, String contract, Evidence evidence, Position position, long gapEnd)
            implements InternalRecord {}

    /**
     * The same of a row of whose values something is kept.
     *
     * @param references one for each relationship of its table
     * @param measures one for each column of its table that is added up
     */
    record Detailed(Row row, List<Reference> references, List<Measure> measures) implements InternalRecord {
        public Detailed {
            references = List.copyOf(references);
            measures = List.copyOf(measures);
        }
    }

    /**
     * The same of a row of which a transform has told how it stood up to its rules.
     *
     * @param row a {@link Row} or a {@link Detailed}
     */
    record Rated(Quality quality, InternalRecord row) implements InternalRecord {
        public Rated {
            rowOf(row);
        }

        /** Empty for what is no row, or a deleted one. */
        public static Optional<Rated> of(Quality quality, InternalRecord record) {
            boolean row = record instanceof Row || record instanceof Detailed;
            return row && !(rowOf(record).content() instanceof Content.Absent)
                    ? Optional.of(new Rated(quality, record))
                    : Optional.empty();
        }

        private static Row rowOf(InternalRecord record) {
            if (record instanceof Row row) {
                return row;
            }
            if (record instanceof Detailed detailed) {
                return detailed.row();
            }
            throw new MalformedRecordException("Quality stands beside something that is no row", null);
        }
    }

    /**
     * The sink does not get the version at this position, and below it, versions of the same key may have been
     * compacted away for it unread.
     *
     * @param gapEnd as in {@link Row}
     */
    record Filtered(Position position, long gapEnd) implements InternalRecord {}

    /**
     * Whether a child row refers to this key. It stands under the parent's key.
     *
     * @param home where the versions of the child stand
     * @param offset of the version since which it does, or does not any more: of two such records the later version's counts
     */
    record Referred(long relationship, CanonicalKey child, Home home, long offset, boolean there)
            implements InternalRecord {}

    /**
     * The parent's partition knows that this child row does not refer to the parent any more. It stands under the child's
     * key.
     *
     * @param offset that of the {@link Referred} which said so
     */
    record Released(long relationship, CanonicalKey parent, long offset) implements InternalRecord {}

    /** What an observer says of the keys of this internal partition, or the end of one of its lanes. */
    record Observed(ObservationRecord observation) implements InternalRecord {}

    /**
     * Every version below these offsets stands before this record, by data topic and partition. It stands in every
     * partition and has no key.
     *
     * @param ends the ends of the same partitions, asked for after the offsets were known
     */
    record Consumed(Map<String, List<Long>> offsets, Map<String, List<Long>> ends) implements InternalRecord {
        public Consumed {
            offsets = Map.copyOf(offsets);
            ends = Map.copyOf(ends);
        }
    }

    /** A record that could not be assigned to a key: its table cannot be verified any more. */
    record Taint(Side side, String reason, Position position) implements InternalRecord {}

    /**
     * An observation was lost: it could not be read, or retention removed it before it was. It stands in every partition
     * and has no key, before whatever follows the lost one.
     *
     * <p>A row that was in it looks as if the observer had not met it. So the first end of a lane that comes after this
     * record does not say that a row it has not met is absent; the next end of the same lane does again.
     *
     * @param position the lost record, or the first one behind several lost ones
     */
    record Lost(Position position) implements InternalRecord {}

    /**
     * Records of a data partition were removed before they could be read. It stands in every partition and has no key.
     *
     * <p>A key of which nothing was read since may have had any content: the key's last version is below {@code upTo}, or
     * no version of it was ever read and it may belong to this partition.
     *
     * @param upTo the first offset that is left
     */
    record PartialBaseline(String table, String topic, int partition, long upTo) implements InternalRecord {}

    /** The mover has put the version at this position aside, in a dead letter queue, and moved on. */
    record DeadLetter(Position position) implements InternalRecord {}

    /**
     * A marker of a round; it stands in every partition and has no key.
     *
     * @param lo with C: what the mover had passed before the target was looked at, by data topic and partition
     * @param hi with C: the ends of the data topics after the target was looked at
     */
    record Mark(MarkKind kind, long round, Map<String, List<Long>> lo, Map<String, List<Long>> hi)
            implements InternalRecord {
        public Mark {
            lo = Map.copyOf(lo);
            hi = Map.copyOf(hi);
        }

        public Mark(MarkKind kind, long round) {
            this(kind, round, Map.of(), Map.of());
        }
    }

    /** The three markers of a round. */
    enum MarkKind {
        /** B, among the versions: opens a round. */
        BASE,
        /** W, among the observations: what is below was seen by the time the target was looked at. */
        WATER,
        /** C, among the versions: every version the target may have held is below. */
        CLOSE
    }

    /** The bytes on the topic. */
    default byte[] toBytes() {
        BinaryWriter out = new BinaryWriter().writeByte(Format.VERSION);
        if (this instanceof Row row) {
            out.writeByte(Format.ROW)
                    .writeChoice(row.side())
                    .writeText(row.contract())
                    .writePosition(row.position())
                    .writeContent(row.content())
                    .writeEvidence(row.evidence())
                    .writeLong(row.gapEnd());
        } else if (this instanceof Detailed detailed) {
            out.writeByte(Format.DETAILED).writeLong(detailed.references().size());
            detailed.references().forEach(reference -> reference.writeTo(out));
            out.writeMeasures(detailed.measures()).writeBytes(detailed.row().toBytes());
        } else if (this instanceof Rated rated) {
            out.writeByte(Format.RATED)
                    .writeText(rated.quality().format())
                    .writeBytes(rated.row().toBytes());
        } else if (this instanceof Filtered filtered) {
            out.writeByte(Format.FILTERED).writePosition(filtered.position()).writeLong(filtered.gapEnd());
        } else if (this instanceof Referred referred) {
            out.writeByte(Format.REFERRED)
                    .writeFixed(referred.relationship())
                    .writeKey(referred.child())
                    .writeHome(referred.home())
                    .writeLong(referred.offset())
                    .writeByte(referred.there() ? 1 : 0);
        } else if (this instanceof Released released) {
            out.writeByte(Format.RELEASED)
                    .writeFixed(released.relationship())
                    .writeKey(released.parent())
                    .writeLong(released.offset());
        } else if (this instanceof Observed observed) {
            out.writeByte(Format.OBSERVED).writeBytes(ObservationCodec.write(observed.observation()));
        } else if (this instanceof Consumed consumed) {
            out.writeByte(Format.CONSUMED).writeVectors(consumed.offsets()).writeVectors(consumed.ends());
        } else if (this instanceof Taint taint) {
            out.writeByte(Format.TAINT)
                    .writeChoice(taint.side())
                    .writeText(taint.reason())
                    .writePosition(taint.position());
        } else if (this instanceof Lost lost) {
            out.writeByte(Format.LOST).writePosition(lost.position());
        } else if (this instanceof DeadLetter letter) {
            out.writeByte(Format.DEAD_LETTER).writePosition(letter.position());
        } else if (this instanceof PartialBaseline partial) {
            out.writeByte(Format.PARTIAL_BASELINE)
                    .writeText(partial.table())
                    .writeText(partial.topic())
                    .writeLong(partial.partition())
                    .writeLong(partial.upTo());
        } else if (this instanceof Mark mark) {
            out.writeByte(Format.MARK)
                    .writeChoice(mark.kind())
                    .writeLong(mark.round())
                    .writeVectors(mark.lo())
                    .writeVectors(mark.hi());
        }
        return out.toByteArray();
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
                yield new Row(side, content, contract, in.readEvidence(), position, in.readLong());
            }
            case Format.DETAILED -> detailed(in);
            case Format.RATED -> rated(in);
            case Format.FILTERED -> new Filtered(in.readPosition(), in.readLong());
            case Format.REFERRED ->
                new Referred(in.readFixed(), in.readKey(), in.readHome(), in.readLong(), in.readByte() == 1);
            case Format.RELEASED -> new Released(in.readFixed(), in.readKey(), in.readLong());
            case Format.OBSERVED -> observed(in.readRest());
            case Format.CONSUMED -> new Consumed(in.readVectors(), in.readVectors());
            case Format.TAINT -> new Taint(in.readChoice(Side.values()), in.readText(), in.readPosition());
            case Format.DEAD_LETTER -> new DeadLetter(in.readPosition());
            case Format.LOST -> new Lost(in.readPosition());
            case Format.PARTIAL_BASELINE ->
                new PartialBaseline(in.readText(), in.readText(), (int) in.readLong(), in.readLong());
            case Format.MARK ->
                new Mark(in.readChoice(MarkKind.values()), in.readLong(), in.readVectors(), in.readVectors());
            default -> throw new MalformedRecordException("An internal record has type " + type, null);
        };
    }

    private static Detailed detailed(BinaryReader in) {
        List<Reference> references = new ArrayList<>();
        for (long left = in.readLong(); left > 0; left--) {
            references.add(Reference.readFrom(in));
        }
        List<Measure> measures = in.readMeasures();
        if (parse(in.readRest()) instanceof Row row) {
            return new Detailed(row, references, measures);
        }
        throw new MalformedRecordException("Values stand beside something that is no row", null);
    }

    private static Rated rated(BinaryReader in) {
        try {
            return new Rated(Quality.parse(in.readText()), parse(in.readRest()));
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException("An internal record holds no quality", e);
        }
    }

    private static Observed observed(byte[] bytes) {
        try {
            return new Observed(ObservationCodec.read(bytes));
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException("An internal record holds no observation", e);
        }
    }
}
