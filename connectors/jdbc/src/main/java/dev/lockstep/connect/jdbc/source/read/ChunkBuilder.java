/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.record.RowOrigin;
import dev.lockstep.connect.record.RecordSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Gathers rows of one lane into chunks. Owned by one thread.
 *
 * <p><b>P (position)</b> every record of a chunk carries the offset of the chunk before, the last one its own: what is
 * committed in the middle of a chunk says that the chunk was not sent.
 */
final class ChunkBuilder {
    private static final int FULL_ROWS = 1_000;
    private static final long FULL_BYTES = 1 << 20;

    private final OpenTable table;
    private final SourcePartition lane;
    private final Map<String, String> partition;
    private List<SourceRecord> records = new ArrayList<>();
    private long bytes;
    private LaneOffset offset;
    private Map<String, Object> carried;

    ChunkBuilder(OpenTable table, SourcePartition lane, Map<String, String> partition, LaneOffset offset) {
        this.table = table;
        this.lane = lane;
        this.partition = partition;
        this.offset = offset;
        this.carried = offset.toMap();
    }

    void add(ResultSet row, RowOrigin origin) throws SQLException {
        Object key = table.records().keyOf(row);
        Object value = table.records().valueOf(row, origin);
        records.add(record(key, value, carried));
        bytes += RecordSize.RECORD + RecordSize.of(value);
    }

    private SourceRecord record(Object key, Object value, Map<String, Object> at) {
        return new SourceRecord(
                partition,
                at,
                table.work().topic(),
                null,
                table.records().keySchema(),
                key,
                table.records().valueSchema(),
                value);
    }

    boolean isFull() {
        return records.size() >= FULL_ROWS || bytes >= FULL_BYTES;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** What came so far, with the position behind it. */
    Chunk at(List<String> position) {
        return finish(offset.at(position, records.size()), true);
    }

    /** What came so far, of a lane that has no position here. */
    Chunk between() {
        return finish(new LaneOffset(offset.position(), offset.rows() + records.size(), false), false);
    }

    /** The rest of the lane, which may be empty. */
    Chunk last() {
        return finish(offset.end(records.size()), true);
    }

    private Chunk finish(LaneOffset after, boolean whole) {
        offset = after;
        if (whole) {
            carried = after.toMap();
            if (!records.isEmpty()) {
                SourceRecord last = records.get(records.size() - 1);
                records.set(records.size() - 1, record(last.key(), last.value(), carried));
            }
        }
        Chunk chunk = new Chunk(table.work(), lane, partition, records, bytes, after, whole);
        records = new ArrayList<>();
        bytes = 0;
        return chunk;
    }
}
