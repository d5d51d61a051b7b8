/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import dev.lockstep.connect.jdbc.read.TableName;
import java.util.HashMap;
import java.util.Map;

/**
 * What offsets are stored under: the plan of a table, one of its lanes, or its polling. Holds nothing that a user may
 * change without meaning to start over.
 *
 * @param server the prefix of the topics
 * @param lane {@link #PLAN}, {@link #POLL} or the text of a lane's bounds
 */
public record SourcePartition(String server, TableName table, String lane) {
    public static final String PLAN = "plan";
    public static final String POLL = "poll";

    private static final String SERVER_FIELD = "server";
    private static final String SCHEMA_FIELD = "schema";
    private static final String TABLE_FIELD = "table";
    private static final String LANE_FIELD = "lane";

    public static SourcePartition plan(String server, TableName table) {
        return new SourcePartition(server, table, PLAN);
    }

    public static SourcePartition poll(String server, TableName table) {
        return new SourcePartition(server, table, POLL);
    }

    public static SourcePartition lane(String server, TableName table, LaneBounds bounds) {
        return new SourcePartition(server, table, bounds.text());
    }

    /**
     * As Connect keeps it. The offsets topic is keyed by the map's JSON, and the REST API looks offsets up by what it read
     * from there into a {@link HashMap}: with its fields in another order it would find none.
     */
    public Map<String, String> toMap() {
        Map<String, String> map = new HashMap<>();
        map.put(SERVER_FIELD, server);
        map.put(SCHEMA_FIELD, table.schema());
        map.put(TABLE_FIELD, table.table());
        map.put(LANE_FIELD, lane);
        return map;
    }

    /** @throws OffsetFormatException when the map is no partition of this connector */
    public static SourcePartition fromMap(Map<String, ?> map) {
        Fields fields = new Fields(map, "a source partition", SERVER_FIELD, SCHEMA_FIELD, TABLE_FIELD, LANE_FIELD);
        SourcePartition partition = new SourcePartition(
                fields.text(SERVER_FIELD),
                new TableName(fields.text(SCHEMA_FIELD), fields.text(TABLE_FIELD)),
                fields.text(LANE_FIELD));
        partition.checkLane();
        return partition;
    }

    private void checkLane() {
        if (lane.equals(PLAN) || lane.equals(POLL)) {
            return;
        }
        // A value may hold the mark itself, so each place of it is tried.
        for (int at = lane.indexOf(".."); at >= 0; at = lane.indexOf("..", at + 1)) {
            if (isBound(lane.substring(0, at)) && isBound(lane.substring(at + 2))) {
                return;
            }
        }
        throw wrongLane();
    }

    private static boolean isBound(String text) {
        if (text.isEmpty()) {
            return true;
        }
        try {
            return !KeyTexts.decode(text).isEmpty();
        } catch (OffsetFormatException e) {
            return false;
        }
    }

    private static OffsetFormatException wrongLane() {
        return new OffsetFormatException("field \"" + LANE_FIELD
                + "\" of a source partition must be plan, poll or bounds such as [\"1\"]..[\"9\"]");
    }
}
