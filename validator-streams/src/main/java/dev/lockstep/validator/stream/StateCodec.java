/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.reconcile.Evidence;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Kind;
import dev.lockstep.validator.reconcile.Observation;
import dev.lockstep.validator.reconcile.Observation.Change;
import dev.lockstep.validator.reconcile.Observation.Sample;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Standing;
import dev.lockstep.validator.reconcile.Verdict;
import dev.lockstep.validator.reconcile.Version;
import dev.lockstep.validator.reconcile.Window;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The bytes of {@link KeyState} in the store. Names are numbers, and what a verified key repeats is left out, so that a key
 * at rest takes no more than 64 bytes. Owned by one stream thread.
 */
final class StateCodec {
    /** In the order of their numbers in the store, which never changes. */
    private static final List<Standing> STANDINGS =
            List.of(Standing.VERIFIED, Standing.PENDING, Standing.HOT, Standing.DIVERGENT, Standing.UNKNOWN);

    private static final List<Kind> KINDS =
            List.of(Kind.MISSING, Kind.UNEXPECTED, Kind.DIFFERENT, Kind.STALE, Kind.RESURRECTED);

    private static final int STANDING = 7;
    private static final int ORDER_LOST = 8;
    private static final int TRUNCATED = 16;
    private static final int FORMER = 32;
    private static final int HOME = 64;
    private static final int JUDGED = 128;

    private static final int LISTED = 1;
    private static final int SEEN = 2;
    private static final int UNSETTLED = 4;
    private static final int SAMPLE = 8;
    private static final int CHANGE = 16;
    /** The image of the observation is that of the latest version. */
    private static final int AGREED = 32;
    /** The sample is one at rest: its window and time are not kept. */
    private static final int AT_REST = 64;
    /** It agrees but for its strict digest. */
    private static final int MASKED = 128;

    /** Beside the flags of the version's image. */
    private static final int AFTER_GAP = 4;

    private static final int REPEATED = 16;

    private final Names names;
    private final ImageCodec images;

    StateCodec(Names names) {
        this.names = names;
        this.images = new ImageCodec(names);
    }

    byte[] encode(KeyState state) {
        Evidence evidence = state.evidence();
        Optional<Observation> seen = evidence.observation();
        boolean agreed = seen.isPresent()
                && !evidence.versions().isEmpty()
                && seen.get().image().strictlyAs(evidence.expected()).equals(evidence.expected());
        boolean masked = agreed && !seen.get().image().equals(evidence.expected());
        boolean atRest = seen.orElse(null) instanceof Sample sample
                && sample.window().equals(Sample.AT_REST)
                && sample.at() == 0;
        BinaryWriter out = new BinaryWriter()
                .writeByte(STANDINGS.indexOf(state.standing())
                        | flag(ORDER_LOST, evidence.orderLost())
                        | flag(TRUNCATED, evidence.truncated())
                        | flag(FORMER, evidence.former().isPresent())
                        | flag(HOME, evidence.home().isPresent())
                        | flag(JUDGED, state.verdict().isPresent()))
                .writeByte(flag(LISTED, state.listed())
                        | flag(SEEN, state.seenEpoch() > 0)
                        | flag(UNSETTLED, state.unsettledSince() > 0)
                        | flag(SAMPLE, seen.orElse(null) instanceof Sample)
                        | flag(CHANGE, seen.orElse(null) instanceof Change)
                        | flag(AGREED, agreed)
                        | flag(AT_REST, atRest)
                        | flag(MASKED, masked));
        if (state.listed()) {
            out.writeLong(state.epoch());
        }
        if (state.seenEpoch() > 0) {
            out.writeInt(state.seenEpoch());
        }
        if (state.unsettledSince() > 0) {
            out.writeLong(state.unsettledSince());
        }
        evidence.former().ifPresent(out::writeInt);
        evidence.home().ifPresent(home -> writeHome(out, home));
        out.writeByte(evidence.versions().size());
        evidence.versions().forEach(version -> writeVersion(out, version));
        if (masked) {
            ImageCodec.writeStrict(out, seen.get().image());
        }
        seen.ifPresent(observation -> writeObservation(out, observation, agreed, atRest));
        state.verdict().ifPresent(verdict -> {
            writeVerdict(out, verdict);
            writeSnapshot(out, state.judgedBy());
        });
        return out.toByteArray();
    }

    KeyState decode(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        int first = in.readByte();
        int second = in.readByte();
        Standing standing = STANDINGS.get(first & STANDING);
        long epoch = has(second, LISTED) ? in.readLong() : KeyState.NOT_LISTED;
        int seenEpoch = has(second, SEEN) ? in.readInt() : 0;
        long unsettledSince = has(second, UNSETTLED) ? in.readLong() : 0;
        OptionalInt former = has(first, FORMER) ? OptionalInt.of(in.readInt()) : OptionalInt.empty();
        Optional<Home> home = has(first, HOME) ? Optional.of(readHome(in)) : Optional.empty();
        List<Version> versions = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            versions.add(readVersion(in));
        }
        Optional<Image> agreed = has(second, AGREED)
                ? Optional.of(versions.get(versions.size() - 1).image())
                : Optional.empty();
        if (has(second, MASKED)) {
            agreed = Optional.of(ImageCodec.readStrict(in, agreed.orElseThrow()));
        }
        Optional<Observation> seen = Optional.empty();
        if (has(second, SAMPLE)) {
            seen = Optional.of(readSample(in, agreed, has(second, AT_REST)));
        } else if (has(second, CHANGE)) {
            seen = Optional.of(readChange(in, agreed));
        }
        Optional<Verdict> verdict = has(first, JUDGED) ? Optional.of(readVerdict(in)) : Optional.empty();
        Snapshot judgedBy = verdict.isPresent() ? readSnapshot(in) : KeyState.NEW.judgedBy();
        Evidence evidence = new Evidence(home, versions, has(first, TRUNCATED), former, has(first, ORDER_LOST), seen);
        return new KeyState(evidence, standing, epoch, seenEpoch, unsettledSince, verdict, judgedBy);
    }

    private void writeHome(BinaryWriter out, Home home) {
        out.writeLong(names.numberOf(home.topic())).writeLong(home.partition());
    }

    private Home readHome(BinaryReader in) {
        return new Home(names.nameOf(in.readLong()), (int) in.readLong());
    }

    private void writeVersion(BinaryWriter out, Version version) {
        boolean repeated = version.lastOffset() != version.offset();
        images.write(out, version.image(), flag(AFTER_GAP, version.afterGap()) | flag(REPEATED, repeated));
        out.writeLong(version.offset());
        if (repeated) {
            out.writeLong(version.lastOffset() - version.offset());
        }
    }

    private Version readVersion(BinaryReader in) {
        int flags = in.readByte();
        Image image = images.read(in, flags);
        long offset = in.readLong();
        long last = has(flags, REPEATED) ? offset + in.readLong() : offset;
        return new Version(offset, last, image, has(flags, AFTER_GAP));
    }

    private void writeObservation(BinaryWriter out, Observation seen, boolean agreed, boolean atRest) {
        if (!agreed) {
            images.write(out, seen.image(), 0);
        }
        if (seen instanceof Change change) {
            out.writeLong(change.sequence())
                    .writeLong(names.numberOf(change.position().topic()))
                    .writeLong(change.position().partition())
                    .writeLong(change.position().offset())
                    .writeLong(change.position().timestamp());
        } else if (!atRest) {
            writeWindow(out, ((Sample) seen).window());
            out.writeLong(seen.at());
        }
    }

    private Sample readSample(BinaryReader in, Optional<Image> agreed, boolean atRest) {
        Image image = agreed.isPresent() ? agreed.get() : images.read(in);
        return atRest ? new Sample(image, Sample.AT_REST, 0) : new Sample(image, readWindow(in), in.readLong());
    }

    private Change readChange(BinaryReader in, Optional<Image> agreed) {
        Image image = agreed.isPresent() ? agreed.get() : images.read(in);
        long sequence = in.readLong();
        Position position =
                new Position(names.nameOf(in.readLong()), (int) in.readLong(), in.readLong(), in.readLong());
        return new Change(image, sequence, position);
    }

    private static void writeWindow(BinaryWriter out, Window window) {
        out.writeLong(window.lo()).writeLong(window.hi() - window.lo());
    }

    private static Window readWindow(BinaryReader in) {
        long lo = in.readLong();
        return new Window(lo, lo + in.readLong());
    }

    private void writeVerdict(BinaryWriter out, Verdict verdict) {
        out.writeByte(verdict.kind().map(kind -> KINDS.indexOf(kind) + 1).orElse(0))
                .writeText(verdict.reason().orElse(""))
                .writeByte(flag(1, verdict.home().isPresent())
                        | flag(2, verdict.source().isPresent())
                        | flag(4, verdict.target().orElse(null) instanceof Sample)
                        | flag(8, verdict.target().orElse(null) instanceof Change)
                        | flag(16, !verdict.open()));
        verdict.home().ifPresent(home -> writeHome(out, home));
        verdict.source().ifPresent(version -> writeVersion(out, version));
        verdict.target().ifPresent(seen -> writeObservation(out, seen, false, false));
        writeWindow(out, verdict.window());
        out.writeLong(verdict.firstSeen());
        verdict.resolved().ifPresent(out::writeLong);
    }

    private Verdict readVerdict(BinaryReader in) {
        int kind = in.readByte();
        String reason = in.readText();
        int flags = in.readByte();
        Optional<Home> home = has(flags, 1) ? Optional.of(readHome(in)) : Optional.empty();
        Optional<Version> source = has(flags, 2) ? Optional.of(readVersion(in)) : Optional.empty();
        Optional<Observation> target = Optional.empty();
        if (has(flags, 4)) {
            target = Optional.of(readSample(in, Optional.empty(), false));
        } else if (has(flags, 8)) {
            target = Optional.of(readChange(in, Optional.empty()));
        }
        Window window = readWindow(in);
        long firstSeen = in.readLong();
        return new Verdict(
                kind == 0 ? Optional.empty() : Optional.of(KINDS.get(kind - 1)),
                reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                home,
                source,
                target,
                window,
                firstSeen,
                has(flags, 16) ? OptionalLong.of(in.readLong()) : OptionalLong.empty());
    }

    private static void writeSnapshot(BinaryWriter out, Snapshot snapshot) {
        out.writeLong(snapshot.at())
                .writeLong(snapshot.run())
                .writeLong(snapshot.before())
                .writeLong(snapshot.after() - snapshot.before());
    }

    private static Snapshot readSnapshot(BinaryReader in) {
        long at = in.readLong();
        long run = in.readLong();
        long before = in.readLong();
        return new Snapshot(at, run, before, before + in.readLong());
    }

    private static int flag(int bit, boolean set) {
        return set ? bit : 0;
    }

    private static boolean has(int flags, int bit) {
        return (flags & bit) != 0;
    }
}
