/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a bulk load is, as the committed offsets of its connector tell: what they say is done is in its topics.
 *
 * @param tables those that are done
 * @param lanes those of all planned tables
 * @param rows sent so far
 */
record BulkProgress(Set<TableName> tables, int lanes, int lanesDone, long rows) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** @param offsets as the cluster shows them */
    static BulkProgress of(JsonNode offsets) {
        Map<TableName, Integer> planned = new HashMap<>();
        Map<TableName, Integer> done = new HashMap<>();
        long rows = 0;
        for (JsonNode entry : offsets) {
            if (entry.path("offset").isNull()) {
                // Known to the worker and not yet read, or deleted.
                continue;
            }
            SourcePartition partition = SourcePartition.fromMap(JSON.convertValue(entry.path("partition"), MAP));
            Map<String, Object> offset = JSON.convertValue(entry.path("offset"), MAP);
            if (partition.lane().equals(SourcePartition.PLAN)) {
                planned.put(
                        partition.table(), TablePlan.fromOffset(offset).lanes().size());
            } else if (!partition.lane().equals(SourcePartition.POLL)) {
                LaneOffset lane = LaneOffset.fromMap(offset);
                rows += lane.rows();
                done.merge(partition.table(), lane.done() ? 1 : 0, Integer::sum);
            }
        }
        Set<TableName> complete = new HashSet<>();
        planned.forEach((table, lanes) -> {
            if (lanes.equals(done.get(table))) {
                complete.add(table);
            }
        });
        return new BulkProgress(complete, sum(planned.values()), sum(done.values()), rows);
    }

    boolean complete(Collection<TableName> expected) {
        return tables.containsAll(expected);
    }

    /** Those that are expected and not done, for people. */
    String missing(Collection<TableName> expected) {
        return expected.stream()
                .filter(table -> !tables.contains(table))
                .map(TableName::toString)
                .collect(Collectors.joining(", "));
    }

    private static int sum(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return lanesDone + " of " + lanes + " lanes, " + tables.size() + " table(s) done, " + rows + " rows";
    }
}
