/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.util.HashMap;
import java.util.Map;

/**
 * How far a partition of a data topic has been followed.
 *
 * @param next the first offset whose key has not been looked up
 */
public record FollowedOffset(long next) {
    private static final String NEXT = "next";

    public Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put(NEXT, next);
        return map;
    }

    /** @throws org.apache.kafka.connect.errors.ConnectException when the map is none of a followed partition */
    public static FollowedOffset fromMap(Map<String, ?> map) {
        return new FollowedOffset(new StoredFields(map, "the offset of a followed partition", NEXT).number(NEXT));
    }
}
