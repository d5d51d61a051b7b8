/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.observation;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import java.util.List;
import java.util.Optional;

/**
 * One record of an observations topic. What one observer task says stands in one partition, in the order in which it was
 * read; see {@link ObservationCodec} for the bytes.
 */
public sealed interface ObservationRecord {

    /** The data topic whose flow was observed; its table is the one that the validator gives this topic. */
    String topic();

    Bounds bounds();

    /**
     * Rows of one table that were read at one instant.
     *
     * @param columns names of the compared columns, so that a differing one can be named
     * @param algorithm what the digests were made with
     * @param policy id of the policy that the digests were made under
     * @param snapshot what they were read from
     * @param scan the scan that read them; empty when they were looked up because their keys had changed
     */
    record Page(
            String topic,
            List<String> columns,
            String algorithm,
            String policy,
            Bounds bounds,
            Snapshot snapshot,
            Optional<Scan> scan,
            List<Row> rows)
            implements ObservationRecord {
        public Page {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * A lane of a scan has been read to its end.
     *
     * @param bounds progress before the lane's first page, and after its last
     * @param rows rows the lane has read
     * @param aggregates what they come to, in each column that was added up from the lane's first row on
     */
    record LaneEnd(String topic, Scan scan, Bounds bounds, long rows, List<Aggregate> aggregates)
            implements ObservationRecord {
        public LaneEnd {
            aggregates = List.copyOf(aggregates);
        }

        public LaneEnd(String topic, Scan scan, Bounds bounds, long rows) {
            this(topic, scan, bounds, rows, List.of());
        }
    }

    /**
     * A lane of one scan epoch. The lanes of an epoch together read every key of the table.
     *
     * @param epoch grows from one scan of a table to the next
     * @param lane from 0 to {@code lanes} − 1
     */
    record Scan(int epoch, int lane, int lanes) {
        public Scan {
            if (epoch <= 0 || lane < 0 || lane >= lanes) {
                throw new IllegalArgumentException(
                        "Expected an epoch above 0 and a lane below the number of lanes, found" + " epoch " + epoch
                                + ", lane " + lane + " of " + lanes);
            }
        }
    }

    /** What the store held under one key; {@link Content.Unknown} when the row could not be read or encoded. */
    record Row(CanonicalKey key, Content content, Evidence evidence) {}
}
