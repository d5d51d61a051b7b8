/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.List;

/** A statement and the texts to be bound, in order. */
public record PreparedSql(String sql, List<String> parameters) {
    public PreparedSql {
        parameters = List.copyOf(parameters);
    }
}
