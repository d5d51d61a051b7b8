/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.relation;

import dev.lockstep.canonical.digest.Hash128;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Columns of a child table that hold the key of a row of its parent table.
 *
 * @param columns in the order of the parent's key columns
 */
public record Relationship(String child, List<String> columns, String parent) {
    public Relationship {
        columns = List.copyOf(columns);
    }

    /** What stands for it in records and state; the same for the same text, whatever other relationships there are. */
    public long id() {
        byte[] utf8 = text().getBytes(StandardCharsets.UTF_8);
        return Hash128.of(utf8, 0, utf8.length).low();
    }

    /** As it is written in settings. */
    public String text() {
        return child + "(" + String.join(",", columns) + ")=" + parent;
    }
}
