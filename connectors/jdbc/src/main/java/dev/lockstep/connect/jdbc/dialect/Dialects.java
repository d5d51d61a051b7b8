/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.util.List;
import java.util.Optional;

/** The engines there are. */
public final class Dialects {
    private static final List<Dialect> ALL = List.of(new PostgresDialect(), new MySqlDialect(), new SqliteDialect());

    private Dialects() {}

    /** @return empty when no engine knows the URL */
    public static Optional<Dialect> of(String url) {
        return ALL.stream().filter(dialect -> dialect.accepts(url)).findFirst();
    }
}
