/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import java.util.ArrayList;
import java.util.List;

/** Parts the rows of one reading into pages that a topic takes, none of them empty. Pure. */
public final class PageParts {
    /** The most rows of a page. */
    public static final int ROWS = 500;

    /** The most bytes of a page's rows; a row that is larger goes alone. */
    public static final int BYTES = 240 * 1024;

    private static final int FRAME = 16;

    private PageParts() {}

    public static List<List<Row>> of(List<Row> rows) {
        List<List<Row>> parts = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int at = 0; at < rows.size(); at++) {
            int size = size(rows.get(at));
            if (at > from && (at - from == ROWS || bytes + size > BYTES)) {
                parts.add(rows.subList(from, at));
                from = at;
                bytes = 0;
            }
            bytes += size;
        }
        if (from < rows.size()) {
            parts.add(rows.subList(from, rows.size()));
        }
        return parts;
    }

    /** At least as many bytes as the row takes in its page. */
    private static int size(Row row) {
        int size = FRAME + row.key().bytes().length;
        if (row.content() instanceof Content.Unknown unknown) {
            size += 4 * unknown.reason().length();
        } else {
            size += Digest128.BYTES;
        }
        size += row.evidence().strict().isPresent() ? Digest128.BYTES + 1 : 0;
        size += row.evidence()
                .locator()
                .map(locator -> locator.toBytes().length + 2)
                .orElse(0);
        return size + row.evidence().tolerant().size() * (GridDigest.BYTES + 1);
    }
}
