/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Which tables were read to their end, by this task or by others, so that polling may begin: before that an older version
 * of a row could come after a newer one. What others have done is known by their stored offsets. The task's thread
 * writes; readers ask.
 */
final class DoneLanes {
    private final OffsetStorageReader offsets;
    private final Map<TableName, Set<SourcePartition>> missing = new HashMap<>();
    private final Set<TableName> done = ConcurrentHashMap.newKeySet();

    DoneLanes(OffsetStorageReader offsets) {
        this.offsets = offsets;
    }

    void await(TableName table, Collection<SourcePartition> lanes) {
        if (lanes.isEmpty()) {
            done.add(table);
        } else {
            missing.put(table, new HashSet<>(lanes));
        }
    }

    boolean isDone(TableName table) {
        return done.contains(table);
    }

    /** A lane of this task has come to its end, and its records were handed to the worker before any of the polling. */
    void add(SourcePartition lane) {
        Set<SourcePartition> lanes = missing.get(lane.table());
        if (lanes != null) {
            lanes.remove(lane);
            settle(lane.table());
        }
    }

    /** Looks at what is stored. */
    void refresh() {
        if (missing.isEmpty()) {
            return;
        }
        Map<Map<String, String>, SourcePartition> asked = new HashMap<>();
        missing.values().forEach(lanes -> lanes.forEach(lane -> asked.put(lane.toMap(), lane)));
        List<SourcePartition> found = new ArrayList<>();
        offsets.offsets(asked.keySet()).forEach((partition, offset) -> {
            if (offset != null && LaneOffset.fromMap(offset).done()) {
                found.add(asked.get(partition));
            }
        });
        found.forEach(this::add);
    }

    private void settle(TableName table) {
        if (missing.get(table).isEmpty()) {
            missing.remove(table);
            done.add(table);
        }
    }
}
