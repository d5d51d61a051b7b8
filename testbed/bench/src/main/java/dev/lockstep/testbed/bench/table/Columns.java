/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.table;

import java.util.Locale;

/** What the rows of the table hold; every value is computed from the key. */
public enum Columns {
    /**
     * Ten columns of mixed types, 236 bytes a row on disk. Some are NULL, some timestamps lie before 1970 and all have
     * microseconds, text is not only ASCII.
     */
    MIXED("""
            CREATE TABLE bench.moved (
              id bigint NOT NULL,
              note text,
              name varchar(40) NOT NULL,
              amount numeric(18,4),
              created timestamptz NOT NULL,
              day date,
              active boolean NOT NULL,
              attributes jsonb,
              ref uuid NOT NULL,
              ratio double precision)""", """
            INSERT INTO bench.moved
            SELECT i,
              CASE WHEN i %% 17 <> 0 THEN 'Überweisung ' || h || ' an ' || left(reverse(h), 8) END,
              'name ' || left(h, 8 + (i %% 12)::int),
              CASE WHEN i %% 13 <> 0 THEN (((i * 7919) %% 20000000000) - 10000000000) / 10000.0000 END,
              timestamptz '1960-01-01 00:00:00+00' + i * interval '1013.000977 s',
              CASE WHEN i %% 11 <> 0 THEN date '1950-01-01' + (i %% 40000)::int END,
              i %% 3 = 0,
              CASE WHEN i %% 7 <> 0
                THEN jsonb_build_object('a', i, 'b', left(h, 12), 'c', jsonb_build_array(i %% 5, true, NULL)) END,
              h::uuid,
              CASE WHEN i %% 19 <> 0 THEN sqrt(i) * pi() END
            FROM (SELECT i, md5(i::text) AS h FROM generate_series(%d::bigint, %d::bigint) AS i) AS numbers"""),
    /** The key and one integer: as many rows as possible in as few bytes. */
    NARROW("CREATE TABLE bench.moved (id bigint NOT NULL, n integer NOT NULL)", """
            INSERT INTO bench.moved
            SELECT i, (i * 7919) %% 1000003 FROM generate_series(%d::bigint, %d::bigint) AS i""");

    private final String table;
    private final String rows;

    Columns(String table, String rows) {
        this.table = table;
        this.rows = rows;
    }

    String table() {
        return table;
    }

    String rows(long count) {
        return rows.formatted(1, count);
    }

    /** The word of the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
