/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.util.Map;

/** Dialects of PostgreSQL that write sets of any size in one way, as far as the set allows it. */
public final class ForcedRoutes {
    private ForcedRoutes() {}

    public static Map<String, Dialect> all() {
        return Map.of("arrays", arrays(), "staged", staged(), "straight", straight());
    }

    public static Dialect arrays() {
        return new PostgresDialect(new PostgresRoute.Tuning(1, Integer.MAX_VALUE, false));
    }

    public static Dialect staged() {
        return new PostgresDialect(new PostgresRoute.Tuning(1, 1, false));
    }

    public static Dialect straight() {
        return new PostgresDialect(new PostgresRoute.Tuning(1, 1, true));
    }
}
