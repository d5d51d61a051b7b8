/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

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
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The scans of each data topic, and which of them have been swept. Owned by one stream thread. */
final class Scans {
    private static final byte[] PREFIX = "scan/".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LOSSES = "losses".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BEHIND = "scan0".getBytes(StandardCharsets.UTF_8);

    /** A scan that has come to its end, and whose positions have all been read. */
    record Due(String topic, ScanEpoch scan) {}

    /**
     * @param swept the last scan that has been looked through
     * @param inconclusive the last scan of which something was lost
     * @param losses how many losses the scans of this topic have taken note of
     */
    private record Known(ScanEpoch scan, int swept, int inconclusive, int losses) {
        static final Known NONE = new Known(ScanEpoch.NONE, 0, 0, 0);
    }

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<String, Known> scans = new TreeMap<>();
    private int losses;

    Scans(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        byte[] counted = store.get(Bytes.wrap(LOSSES));
        losses = counted == null ? 0 : new BinaryReader(counted).readInt();
        try (KeyValueIterator<Bytes, byte[]> all = store.range(Bytes.wrap(PREFIX), Bytes.wrap(BEHIND))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> scan = all.next();
                byte[] key = scan.key.get();
                scans.put(
                        new String(key, PREFIX.length, key.length - PREFIX.length, StandardCharsets.UTF_8),
                        decode(scan.value));
            }
        }
    }

    void ended(LaneEnd end, long at) {
        Known known = known(end.topic());
        ScanEpoch next = known.scan()
                .with(end.scan().epoch(), end.scan().lane(), end.scan().lanes(), end.bounds(), at);
        if (!next.equals(known.scan())) {
            // What was lost may have been of the scan that this end belongs to.
            int inconclusive = known.losses() < losses ? next.epoch() : known.inconclusive();
            put(end.topic(), new Known(next, known.swept(), inconclusive, losses));
        }
    }

    /** Observations were lost: of a scan that is under way, a key that was not seen may have been in them. */
    void lost() {
        losses++;
        store.put(Bytes.wrap(LOSSES), new BinaryWriter().writeInt(losses).toByteArray());
    }

    /** A scan whose missing keys have not been looked for yet. */
    Optional<Due> due(ReadPositions read) {
        return scans.entrySet().stream()
                .filter(scan -> isDue(scan.getKey(), scan.getValue(), read))
                .map(scan -> new Due(scan.getKey(), scan.getValue().scan()))
                .findFirst();
    }

    private static boolean isDue(String topic, Known known, ReadPositions read) {
        List<Long> hi = known.scan().bounds().hi();
        for (int partition = 0; partition < hi.size(); partition++) {
            if (read.at(new Home(topic, partition)) < hi.get(partition)) {
                return false;
            }
        }
        return known.scan().complete()
                && known.scan().epoch() > known.swept()
                && known.scan().epoch() > known.inconclusive();
    }

    void swept(Due due) {
        Known known = known(due.topic());
        put(due.topic(), new Known(known.scan(), due.scan().epoch(), known.inconclusive(), known.losses()));
    }

    /** Gives each topic of which a scan has been looked through to its end, and the last of these scans. */
    void forEachSwept(ObjIntConsumer<String> action) {
        scans.forEach((topic, known) -> {
            if (known.swept() > 0) {
                action.accept(topic, known.swept());
            }
        });
    }

    private Known known(String topic) {
        return scans.getOrDefault(topic, Known.NONE);
    }

    private void put(String topic, Known known) {
        scans.put(topic, known);
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[PREFIX.length + name.length];
        System.arraycopy(PREFIX, 0, key, 0, PREFIX.length);
        System.arraycopy(name, 0, key, PREFIX.length, name.length);
        store.put(Bytes.wrap(key), encode(known));
    }

    private static byte[] encode(Known known) {
        ScanEpoch scan = known.scan();
        BinaryWriter out = new BinaryWriter()
                .writeInt(known.swept())
                .writeInt(known.inconclusive())
                .writeInt(known.losses())
                .writeInt(scan.epoch())
                .writeInt(scan.lanes())
                .writeLong(scan.at())
                .writeLong(scan.ended().size());
        scan.ended().forEach(out::writeInt);
        return out.writeVectors(
                        Map.of("lo", scan.bounds().lo(), "hi", scan.bounds().hi()))
                .toByteArray();
    }

    private static Known decode(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        int swept = in.readInt();
        int inconclusive = in.readInt();
        int losses = in.readInt();
        int epoch = in.readInt();
        int lanes = in.readInt();
        long at = in.readLong();
        Set<Integer> ended = new TreeSet<>();
        for (long left = in.readLong(); left > 0; left--) {
            ended.add(in.readInt());
        }
        Map<String, List<Long>> bounds = in.readVectors();
        return new Known(
                new ScanEpoch(epoch, lanes, ended, new Bounds(new ArrayList<>(bounds.get("lo")), bounds.get("hi")), at),
                swept,
                inconclusive,
                losses);
    }
}
