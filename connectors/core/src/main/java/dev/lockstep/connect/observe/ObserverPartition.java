/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What offsets are stored under: a lane of the scans of a data topic's table, or the following of one of its partitions.
 *
 * @param kind what the number counts
 */
public record ObserverPartition(String topic, Kind kind, int number) {
    private static final String TOPIC = "topic";

    /** What is stored. */
    public enum Kind {
        LANE("lane"),
        FOLLOWED("partition");

        private final String field;

        Kind(String field) {
            this.field = field;
        }
    }

    public static ObserverPartition lane(String topic, int lane) {
        return new ObserverPartition(topic, Kind.LANE, lane);
    }

    public static ObserverPartition followed(String topic, int partition) {
        return new ObserverPartition(topic, Kind.FOLLOWED, partition);
    }

    /** As Connect keeps it. A {@link HashMap}, because the worker looks offsets up by the JSON of what it read into one. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put(TOPIC, topic);
        map.put(kind.field, (long) number);
        return map;
    }

    /** @throws ConnectException when the map is no partition of an observer */
    public static ObserverPartition fromMap(Map<String, ?> map) {
        StoredFields fields = new StoredFields(map, "a source partition", TOPIC, Kind.LANE.field, Kind.FOLLOWED.field);
        boolean lane = map.containsKey(Kind.LANE.field);
        if (lane == map.containsKey(Kind.FOLLOWED.field)) {
            throw new ConnectException("A source partition has either the field \"" + Kind.LANE.field + "\" or \""
                    + Kind.FOLLOWED.field + "\"");
        }
        Kind kind = lane ? Kind.LANE : Kind.FOLLOWED;
        return new ObserverPartition(fields.text(TOPIC), kind, Math.toIntExact(fields.number(kind.field)));
    }
}
