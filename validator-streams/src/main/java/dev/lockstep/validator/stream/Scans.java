/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.ScanEpoch;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;

/** The scans of each data topic, and which of them have been swept. Owned by one stream thread. */
final class Scans {
    /** No topic has an empty name. */
    private static final byte[] LOSSES = new byte[0];

    /** A scan that has come to its end, and whose positions have all been read. */
    record Due(String topic, ScanEpoch scan) {}

    /**
     * @param scan the newest scan, of which a lane has ended
     * @param complete the oldest scan whose lanes have all ended and that has not been looked through; if scans are faster
     *     than we are, those between are passed over
     * @param swept the last scan that has been looked through
     * @param inconclusive the last scan of which something was lost
     * @param losses how many losses the scans of this topic have taken note of
     */
    private record Known(ScanEpoch scan, ScanEpoch complete, int swept, int inconclusive, int losses) {
        static final Known NONE = new Known(ScanEpoch.NONE, ScanEpoch.NONE, 0, 0, 0);

        /** With the newest scan in its place if it is the one to look through next. */
        Known settled() {
            boolean next =
                    complete.epoch() == 0 && scan.complete() && scan.epoch() > swept && scan.epoch() > inconclusive;
            return next ? new Known(scan, scan, swept, inconclusive, losses) : this;
        }
    }

    private final Section store;
    private final Map<String, Known> scans = new TreeMap<>();
    private int losses;

    Scans(Section store) {
        this.store = store;
        byte[] counted = store.get(LOSSES);
        losses = counted == null ? 0 : new BinaryReader(counted).readInt();
        store.forEach((topic, known) -> {
            if (topic.length > 0) {
                scans.put(new String(topic, StandardCharsets.UTF_8), decode(known));
            }
        });
    }

    void ended(LaneEnd end, long at) {
        Known known = known(end.topic());
        ScanEpoch next = known.scan().with(end, at);
        if (!next.equals(known.scan())) {
            // What was lost may have been of the scan that this end belongs to.
            int inconclusive = known.losses() < losses ? next.epoch() : known.inconclusive();
            put(end.topic(), new Known(next, known.complete(), known.swept(), inconclusive, losses).settled());
        }
    }

    /** Observations were lost: of a scan that is under way, a key that was not seen may have been in them. */
    void lost() {
        losses++;
        store.put(LOSSES, new BinaryWriter().writeInt(losses).toByteArray());
    }

    /** A scan whose missing keys have not been looked for yet. */
    Optional<Due> due(ReadPositions read) {
        return scans.entrySet().stream()
                .filter(scan -> isDue(scan.getKey(), scan.getValue(), read))
                .map(scan -> new Due(scan.getKey(), scan.getValue().complete()))
                .findFirst();
    }

    private static boolean isDue(String topic, Known known, ReadPositions read) {
        List<Long> hi = known.complete().bounds().hi();
        for (int partition = 0; partition < hi.size(); partition++) {
            if (read.at(new Home(topic, partition)) < hi.get(partition)) {
                return false;
            }
        }
        return known.complete().epoch() > 0;
    }

    void swept(Due due) {
        Known known = known(due.topic());
        put(
                due.topic(),
                new Known(known.scan(), ScanEpoch.NONE, due.scan().epoch(), known.inconclusive(), known.losses())
                        .settled());
    }

    /** Gives each topic of which a scan has been looked through to its end, and the last of these scans. */
    void forEachSwept(ObjIntConsumer<String> action) {
        scans.forEach((topic, known) -> {
            if (known.swept() > 0) {
                action.accept(topic, known.swept());
            }
        });
    }

    /** Gives each topic of which a lane of a scan has ended, and the newest of these scans. */
    void forEachNewest(ObjIntConsumer<String> action) {
        scans.forEach((topic, known) -> action.accept(topic, known.scan().epoch()));
    }

    private Known known(String topic) {
        return scans.getOrDefault(topic, Known.NONE);
    }

    private void put(String topic, Known known) {
        scans.put(topic, known);
        store.put(topic.getBytes(StandardCharsets.UTF_8), encode(known));
    }

    private static byte[] encode(Known known) {
        BinaryWriter out = new BinaryWriter()
                .writeInt(known.swept())
                .writeInt(known.inconclusive())
                .writeInt(known.losses());
        write(known.scan(), out);
        write(known.complete(), out);
        return out.toByteArray();
    }

    private static Known decode(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        int swept = in.readInt();
        int inconclusive = in.readInt();
        int losses = in.readInt();
        return new Known(readScan(in), readScan(in), swept, inconclusive, losses);
    }

    private static void write(ScanEpoch scan, BinaryWriter out) {
        out.writeInt(scan.epoch())
                .writeInt(scan.lanes())
                .writeLong(scan.rows())
                .writeLong(scan.at())
                .writeLong(scan.ended().size());
        scan.ended().forEach(out::writeInt);
        out.writeLong(scan.aggregates().size());
        scan.aggregates().forEach(aggregate -> out.writeText(aggregate.text()));
        out.writeVectors(Map.of("lo", scan.bounds().lo(), "hi", scan.bounds().hi()));
    }

    private static ScanEpoch readScan(BinaryReader in) {
        int epoch = in.readInt();
        int lanes = in.readInt();
        long rows = in.readLong();
        long at = in.readLong();
        Set<Integer> ended = new TreeSet<>();
        for (long left = in.readLong(); left > 0; left--) {
            ended.add(in.readInt());
        }
        List<Aggregate> aggregates = new ArrayList<>();
        for (long left = in.readLong(); left > 0; left--) {
            aggregates.add(Aggregate.parse(in.readText()));
        }
        Map<String, List<Long>> bounds = in.readVectors();
        return new ScanEpoch(epoch, lanes, ended, new Bounds(bounds.get("lo"), bounds.get("hi")), rows, aggregates, at);
    }
}
