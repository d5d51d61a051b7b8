/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.source.SourceServer;
import java.util.List;

class PostgresObserverIT extends ObserverContract {
    PostgresObserverIT() {
        super(SourceServer.POSTGRES);
    }

    @Override
    String typedTable() {
        return "CREATE TABLE items (code varchar(10), id int, flag boolean, small smallint, big bigint, price numeric(12,4),"
                + " bare numeric, real4 real, real8 double precision, day date, at timestamp(6), at3 timestamp(3),"
                + " zoned timestamptz, clock time(6), raw bytea, tag uuid, doc jsonb, note text, fixed char(5), codes int[],"
                + " PRIMARY KEY (code, id))";
    }

    @Override
    List<String> typedRows() {
        return List.of(
                "INSERT INTO items VALUES ('a', 1, true, -5, 9007199254740993, 12.3400, 1.50, 0.1, 0.1, '1582-10-04',"
                        + " '2024-02-29 23:59:59.123456', '1969-12-31 23:59:59.5', '2024-01-01 00:00:00.000001+05:45',"
                        + " '12:34:56.7', '\\x00ff', '7a7e1e5e-0000-4000-8000-000000000001', '{\"b\":1,\"a\":[1.0,null]}',"
                        + " 'naïve ☕ 😀', 'ab', '{1,2,3}')",
                "INSERT INTO items VALUES ('A', 1, false, 0, 0, -0.0001, 12345678901234567890.123, '-0', '-Infinity',"
                        + " '0001-01-01', '0001-01-01 00:00:00', '2999-12-31 23:59:59.999', '1883-11-18 12:00:00Z',"
                        + " '00:00', '', '00000000-0000-0000-0000-000000000000', '[]', '', '', '{}')",
                "INSERT INTO items (code, id) VALUES ('a ', 2)");
    }
}
