/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.connect.jdbc.observe.BoundedReads.Reading;
import dev.lockstep.connect.observe.ObservationQueue;
import dev.lockstep.connect.observe.ObservationRecords;
import dev.lockstep.connect.observe.ObserverPartition;
import dev.lockstep.connect.observe.PageParts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where readers put what they have seen. Thread-safe. */
record ObserverOutput(ObservationRecords records, ObservationQueue queue, ObserverCounters counters) {
    /**
     * Pages of one reading. Only the last carries the offset behind it: a restart in between reads them again.
     *
     * @param reading that saw the rows
     * @param before the offset before the reading
     * @param after the offset behind it
     * @param scan that read them; empty for what is followed
     */
    void rows(
            ObservedTable table,
            ObserverPartition partition,
            Reading<?> reading,
            Optional<Scan> scan,
            List<Row> rows,
            Map<String, Object> before,
            Map<String, Object> after)
            throws InterruptedException {
        List<String> columns = table.compared();
        List<List<Row>> parts = PageParts.of(rows);
        for (int part = 0; part < parts.size(); part++) {
            Page page = new Page(
                    table.topic(),
                    columns,
                    table.settings().algorithm().name(),
                    table.settings().policy().id(),
                    reading.bounds(),
                    reading.snapshot(),
                    scan,
                    parts.get(part));
            queue.put(records.record(partition, part == parts.size() - 1 ? after : before, page));
        }
        counters.read(rows, parts.size());
    }

    void say(ObserverPartition partition, Map<String, Object> after, ObservationRecord record)
            throws InterruptedException {
        queue.put(records.record(partition, after, record));
    }
}
