/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a lane has come.
 *
 * @param position the key of the last row that was sent, or a {@link BlockPosition}; empty before the first
 * @param rows how many rows were sent
 * @param done whether the lane has no more
 */
public record LaneOffset(Optional<List<String>> position, long rows, boolean done) {
    private static final String POSITION = "position";
    private static final String ROWS = "rows";
    private static final String DONE = "done";

    public static final LaneOffset START = new LaneOffset(Optional.empty(), 0, false);

    public LaneOffset {
        position = position.map(List::copyOf);
    }

    public LaneOffset at(List<String> newPosition, long moreRows) {
        return new LaneOffset(Optional.of(newPosition), rows + moreRows, false);
    }

    public LaneOffset end(long moreRows) {
        return new LaneOffset(position, rows + moreRows, true);
    }

    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        position.ifPresent(texts -> map.put(POSITION, KeyTexts.encode(texts)));
        map.put(ROWS, rows);
        map.put(DONE, done);
        return map;
    }

    /** @throws OffsetFormatException when the map is none of a lane */
    public static LaneOffset fromMap(Map<String, ?> map) {
        Fields fields = new Fields(map, "the offset of a lane", POSITION, ROWS, DONE);
        return new LaneOffset(
                fields.optionalText(POSITION).map(KeyTexts::decode), fields.number(ROWS), fields.bool(DONE));
    }
}
