/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.List;
import java.util.Optional;

/**
 * The part of a table that a lane reads: keys, or blocks, as the database writes them.
 *
 * @param from inclusive; empty for the first lane
 * @param to exclusive; empty for the last
 */
public record LaneBounds(Optional<List<String>> from, Optional<List<String>> to) {
    private static final String BETWEEN = "..";

    public static final LaneBounds WHOLE = new LaneBounds(Optional.empty(), Optional.empty());

    public LaneBounds {
        from = from.map(List::copyOf);
        to = to.map(List::copyOf);
    }

    /** Names the lane for ever: it is what offsets are stored under. */
    public String text() {
        return from.map(KeyTexts::encode).orElse("")
                + BETWEEN
                + to.map(KeyTexts::encode).orElse("");
    }
}
