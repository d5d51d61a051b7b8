/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.validator.reconcile.Barrier;
import dev.lockstep.validator.reconcile.Evidence;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Kind;
import dev.lockstep.validator.reconcile.Marks;
import dev.lockstep.validator.reconcile.Observation;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Standing;
import dev.lockstep.validator.reconcile.Verdict;
import dev.lockstep.validator.reconcile.Version;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.record.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of {@link KeyState} and {@link Marks} in the stores. Topic, partition and contract are written once and left
 * out where they repeat, as they nearly always do.
 */
final class StateCodec {
    private static final int FORMAT = 1;
    private static final int EVICTED = 1;
    private static final int ORDER_LOST = 2;
    private static final int OBSERVED = 4;
    private static final int JUDGED = 8;

    private static final int SAME_PARTITION = 1;
    private static final int SAME_CONTRACT = 2;

    private static final int HAS_SOURCE = 1;
    private static final int HAS_TARGET = 2;
    private static final int RESOLVED = 4;
    private static final int HAS_KIND = 8;

    private StateCodec() {}

    static byte[] encode(KeyState state) {
        Evidence evidence = state.evidence();
        BinaryWriter out = new BinaryWriter()
                .writeByte(FORMAT)
                .writeChoice(state.standing())
                .writeByte((evidence.evicted() ? EVICTED : 0)
                        | (evidence.orderLost() ? ORDER_LOST : 0)
                        | (evidence.observation().isPresent() ? OBSERVED : 0)
                        | (state.verdict().isPresent() ? JUDGED : 0))
                .writeLong(state.epoch() - KeyState.NOT_LISTED)
                .writeLong(state.unsettledSince())
                .writeLong(evidence.versions().size());
        Optional<Version> before = Optional.empty();
        for (Version version : evidence.versions()) {
            writeVersion(out, version, before);
            before = Optional.of(version);
        }
        evidence.observation().ifPresent(seen -> writeObservation(out, seen));
        state.verdict().ifPresent(verdict -> writeVerdict(out, verdict));
        return out.toByteArray();
    }

    static KeyState decode(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        requireFormat(in);
        Standing standing = in.readChoice(Standing.values());
        int flags = in.readByte();
        long epoch = in.readLong() + KeyState.NOT_LISTED;
        long unsettledSince = in.readLong();
        long count = in.readLong();
        List<Version> versions = new ArrayList<>();
        Optional<Version> before = Optional.empty();
        for (long i = 0; i < count; i++) {
            Version version = readVersion(in, before);
            versions.add(version);
            before = Optional.of(version);
        }
        Optional<Observation> observation =
                (flags & OBSERVED) != 0 ? Optional.of(readObservation(in)) : Optional.empty();
        Optional<Verdict> verdict = (flags & JUDGED) != 0 ? Optional.of(readVerdict(in)) : Optional.empty();
        Evidence evidence = new Evidence(versions, (flags & EVICTED) != 0, observation, (flags & ORDER_LOST) != 0);
        return new KeyState(evidence, standing, epoch, unsettledSince, verdict);
    }

    private static void writeVersion(BinaryWriter out, Version version, Optional<Version> before) {
        boolean samePartition = before.map(last -> last.position().samePartition(version.position()))
                .orElse(false);
        boolean sameContract =
                before.map(last -> last.contract().equals(version.contract())).orElse(false);
        out.writeByte((samePartition ? SAME_PARTITION : 0) | (sameContract ? SAME_CONTRACT : 0));
        out.writeLong(version.sequence());
        if (samePartition) {
            out.writeLong(version.position().offset())
                    .writeLong(version.position().timestamp());
        } else {
            out.writePosition(version.position());
        }
        if (!sameContract) {
            out.writeText(version.contract());
        }
        out.writeContent(version.content());
    }

    private static Version readVersion(BinaryReader in, Optional<Version> before) {
        int flags = in.readByte();
        long sequence = in.readLong();
        Position position;
        if ((flags & SAME_PARTITION) != 0) {
            Position last = before.orElseThrow().position();
            position = new Position(last.topic(), last.partition(), in.readLong(), in.readLong());
        } else {
            position = in.readPosition();
        }
        String contract = (flags & SAME_CONTRACT) != 0 ? before.orElseThrow().contract() : in.readText();
        return new Version(sequence, position, in.readContent(), contract);
    }

    private static void writeObservation(BinaryWriter out, Observation seen) {
        out.writeLong(seen.sequence())
                .writePosition(seen.position())
                .writeText(seen.contract())
                .writeContent(seen.content());
    }

    private static Observation readObservation(BinaryReader in) {
        long sequence = in.readLong();
        Position position = in.readPosition();
        String contract = in.readText();
        Content content = in.readContent();
        return new Observation(sequence, position, content, contract);
    }

    private static void writeVerdict(BinaryWriter out, Verdict verdict) {
        out.writeByte((verdict.source().isPresent() ? HAS_SOURCE : 0)
                | (verdict.target().isPresent() ? HAS_TARGET : 0)
                | (verdict.open() ? 0 : RESOLVED)
                | (verdict.kind().isPresent() ? HAS_KIND : 0));
        verdict.kind().ifPresent(out::writeChoice);
        verdict.reason().ifPresent(out::writeText);
        verdict.source().ifPresent(version -> writeVersion(out, version, Optional.empty()));
        verdict.target().ifPresent(seen -> writeObservation(out, seen));
        out.writeLong(verdict.round()).writeLong(verdict.firstSeen());
        verdict.resolved().ifPresent(out::writeLong);
    }

    private static Verdict readVerdict(BinaryReader in) {
        int flags = in.readByte();
        boolean named = (flags & HAS_KIND) != 0;
        Optional<Kind> kind = named ? Optional.of(in.readChoice(Kind.values())) : Optional.empty();
        Optional<String> reason = named ? Optional.empty() : Optional.of(in.readText());
        Optional<Version> source =
                (flags & HAS_SOURCE) != 0 ? Optional.of(readVersion(in, Optional.empty())) : Optional.empty();
        Optional<Observation> target = (flags & HAS_TARGET) != 0 ? Optional.of(readObservation(in)) : Optional.empty();
        long round = in.readLong();
        long firstSeen = in.readLong();
        OptionalLong resolved = (flags & RESOLVED) != 0 ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
        return new Verdict(kind, reason, source, target, round, firstSeen, resolved);
    }

    static byte[] encode(Marks marks) {
        BinaryWriter out = new BinaryWriter()
                .writeByte(FORMAT)
                .writeLong(marks.base())
                .writeLong(marks.baseline())
                .writeLong(marks.water())
                .writeLong(marks.watermark())
                .writeLong(marks.close())
                .writeLong(marks.closedAt())
                .writeLong(marks.swept())
                .writeByte(marks.due().isPresent() ? 1 : 0);
        marks.due()
                .ifPresent(due -> out.writeLong(due.round())
                        .writeLong(due.baseline())
                        .writeLong(due.watermark())
                        .writeLong(due.completedAt()));
        return out.toByteArray();
    }

    static Marks decodeMarks(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        requireFormat(in);
        long base = in.readLong();
        long baseline = in.readLong();
        long water = in.readLong();
        long watermark = in.readLong();
        long close = in.readLong();
        long closedAt = in.readLong();
        long swept = in.readLong();
        Optional<Barrier> due = in.readByte() == 0
                ? Optional.empty()
                : Optional.of(new Barrier(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
        return new Marks(base, baseline, water, watermark, close, closedAt, due, swept);
    }

    private static void requireFormat(BinaryReader in) {
        int format = in.readByte();
        if (format != FORMAT) {
            throw new MalformedRecordException("Expected state of format " + FORMAT + ", found " + format, null);
        }
    }
}
