/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.source.SourceServer;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbObserverIT extends ObserverContract {
    MariaDbObserverIT() {
        super(SourceServer.MARIADB);
    }

    @Override
    String typedTable() {
        return "CREATE TABLE items (code varchar(10) COLLATE utf8mb4_bin, id int, flag bit(1), tiny tinyint, big bigint unsigned,"
                + " price decimal(12,4), real4 float, real8 double, day date, at datetime(6), stamp timestamp(3) NULL,"
                + " clock time(6), raw varbinary(20), note text, kind enum('x','y'), PRIMARY KEY (code, id))";
    }

    @Override
    List<String> typedRows() {
        return List.of(
                "INSERT INTO items VALUES ('a', 1, b'1', -5, 9223372036854775807, 12.3400, 0.1, 0.1, '1582-10-04',"
                        + " '2024-02-29 23:59:59.123456', '2024-01-01 00:00:00.001', '12:34:56.7', x'00ff', 'naïve ☕ 😀', 'y')",
                "INSERT INTO items VALUES ('A', 1, b'0', 0, 0, -0.0001, 0, -1e300, '1000-01-01', '1000-01-01 00:00:00',"
                        + " '1970-01-02 00:00:00', '00:00', '', '', 'x')",
                "INSERT INTO items (code, id) VALUES ('b', 2)");
    }
}
