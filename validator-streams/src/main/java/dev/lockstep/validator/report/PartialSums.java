/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.validator.reconcile.Kind;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.reconcile.Sums;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * The sums of one table in one internal partition, as they travel to where they are merged. Immutable.
 *
 * @param fingerprints 32 hexadecimal digits a side
 * @param reached the highest offset read of each data partition
 * @param scan the last scan epoch whose missing keys have been looked for here; 0 when none was
 * @param read how far the table's topic has been read here; null before that is known
 * @param compared what is compared; null where no observer has told
 * @param oldest the pending row that waits longest; null when none is pending, or it is not known which
 * @param pendingKeys a few of the pending keys, as text
 * @param maskedKeys a few of the masked keys, as text
 * @param uncovered rows of the source that are not judged
 * @param counted the rows of the last scans, where only their number is compared: two, because partitions do not come to
 *     the end of a scan together
 * @param related what the references of the table's rows came to, by relationship
 * @param aggregated what the last scans came to in the columns that are added up: two, as with {@code counted}
 * @param rated how the rows stood up to their rules; null where no row says
 */
public record PartialSums(
        String table,
        int partition,
        Map<Side, Long> rows,
        Map<Side, String> fingerprints,
        long verified,
        long masked,
        long pending,
        long hot,
        Map<Kind, Long> divergent,
        long unknown,
        List<Tainted> tainted,
        Map<Side, List<Reached>> reached,
        int scan,
        Read read,
        Compared compared,
        Waiting oldest,
        List<String> pendingKeys,
        List<String> maskedKeys,
        long uncovered,
        List<Counted> counted,
        List<Related> related,
        List<Aggregated> aggregated,
        RatedRows rated) {

    /** A data partition has been read up to and with this offset. */
    public record Reached(String topic, int partition, long offset) {}

    /**
     * How far the table's data topic has been read.
     *
     * @param topic null when the table has several: its state is then at no position that a certificate could name
     * @param offsets one a partition: all records below have been read; none when there are several topics
     * @param complete whether what was read surely is all that was written
     */
    public record Read(String topic, List<Long> offsets, boolean complete) {
        public static Read of(String topic, List<Long> offsets, boolean complete) {
            return new Read(topic, offsets, complete);
        }

        public static Read ofSeveral(boolean complete) {
            return new Read(null, List.of(), complete);
        }
    }

    /**
     * The rows that a whole scan has met.
     *
     * @param seen in all of the table
     * @param surely rows of this partition that it must have met
     * @param possibly rows of this partition that it may have met
     */
    public record Counted(int scan, long seen, long surely, long possibly) {}

    /**
     * What the references of one relationship of the table came to, as far as this partition knows: of those to keys of it,
     * when they were last judged, and of rows of it whose parent is not known.
     *
     * @param scan the last scan of the parent's table at whose end they were judged here; 0 when none was
     * @param orphans children whose parent the source has, and the target has not
     * @param inherited children whose parent neither has
     * @param keys of a few of the orphans, as text
     * @param inheritedKeys of a few of the inherited ones
     */
    public record Related(
            List<String> columns,
            String parent,
            int scan,
            long orphans,
            long inherited,
            long pending,
            long unknown,
            List<String> keys,
            List<String> inheritedKeys) {}

    /**
     * What a whole scan came to in one column.
     *
     * @param seen text of an {@link dev.lockstep.canonical.observation.Aggregate}, of all of the table; null when no observer
     *     has added the column up
     * @param expected text of a {@link dev.lockstep.validator.measure.Span}, of the rows of this partition
     */
    public record Aggregated(int scan, String column, String seen, String expected) {}

    /** A row that is pending since the record at this position. */
    public record Waiting(String topic, int partition, long offset, long since) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    public static PartialSums of(
            String table,
            int partition,
            Sums sums,
            List<Tainted> tainted,
            int scan,
            Optional<Read> read,
            Optional<Compared> compared,
            Optional<Waiting> oldest,
            List<String> pendingKeys,
            List<String> maskedKeys,
            List<Counted> counted,
            List<Related> related,
            List<Aggregated> aggregated,
            Optional<RatedRows> rated) {
        Map<Side, Long> rows = new EnumMap<>(Side.class);
        Map<Side, String> fingerprints = new EnumMap<>(Side.class);
        Map<Side, List<Reached>> reached = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            rows.put(side, sums.rows(side));
            fingerprints.put(side, sums.fingerprint(side).toHex());
            List<Reached> offsets = new ArrayList<>();
            sums.reached(side).forEach((at, offset) -> offsets.add(new Reached(at.topic(), at.partition(), offset)));
            reached.put(side, offsets);
        }
        return new PartialSums(
                table,
                partition,
                rows,
                fingerprints,
                sums.verified(),
                sums.masked(),
                sums.pending(),
                sums.hot(),
                sums.divergent(),
                sums.unknown(),
                List.copyOf(tainted),
                reached,
                scan,
                read.orElse(null),
                compared.orElse(null),
                oldest.orElse(null),
                pendingKeys,
                maskedKeys,
                sums.uncovered(),
                counted,
                related,
                aggregated,
                rated.orElse(null));
    }

    Digest128 fingerprint(Side side) {
        return Digest128.parseHex(fingerprints.get(side));
    }

    public byte[] toBytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new KafkaException("Cannot write the sums of table " + table, e);
        }
    }

    public static PartialSums parse(byte[] bytes) {
        try {
            return JSON.readValue(bytes, PartialSums.class);
        } catch (IOException e) {
            throw new KafkaException(
                    "Cannot read " + bytes.length
                            + " bytes of partial sums. Did another program write to the sums topic?",
                    e);
        }
    }
}
