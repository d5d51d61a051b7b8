/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.measure;

import dev.lockstep.canonical.digest.Hash128;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The columns of a table that are added up. */
public record Measured(String table, List<String> columns) {
    public Measured {
        columns = List.copyOf(columns);
    }

    /** What stands for it in the state: what was kept for other columns is not taken for these. */
    public long id() {
        byte[] utf8 = text().getBytes(StandardCharsets.UTF_8);
        return Hash128.of(utf8, 0, utf8.length).low();
    }

    /** As it is written in settings. */
    public String text() {
        return table + "(" + String.join(",", columns) + ")";
    }
}
