/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.List;
import java.util.OptionalInt;

/**
 * Where a lane of blocks is: at the beginning of a block, or behind a row in it. Rows that are never changed keep their
 * place, and new ones that come into a block behind them are read.
 *
 * @param row the number of the last row sent of that block; empty for none
 */
public record BlockPosition(long block, OptionalInt row) {
    /** @throws OffsetFormatException when the texts are none of a position */
    public static BlockPosition of(List<String> texts) {
        try {
            if (texts.size() == 1) {
                return new BlockPosition(Long.parseLong(texts.get(0)), OptionalInt.empty());
            }
            if (texts.size() == 2) {
                return new BlockPosition(Long.parseLong(texts.get(0)), OptionalInt.of(Integer.parseInt(texts.get(1))));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new OffsetFormatException(
                "the position of a lane of blocks must be the number of a block, or that and the"
                        + " number of a row in it");
    }

    /** Behind the row whose place PostgreSQL gives as {@code (block,row)}. */
    public static BlockPosition ofRow(String place) {
        return of(List.of(place.substring(1, place.length() - 1).split(",", -1)));
    }

    public List<String> texts() {
        String text = Long.toString(block);
        return row.isPresent() ? List.of(text, Integer.toString(row.getAsInt())) : List.of(text);
    }

    /** The condition for what comes from here on. */
    String condition() {
        return row.isPresent() ? "t.ctid > ?::pg_catalog.tid" : "t.ctid >= ?::pg_catalog.tid";
    }

    String place() {
        return "(" + block + "," + row.orElse(0) + ")";
    }
}
