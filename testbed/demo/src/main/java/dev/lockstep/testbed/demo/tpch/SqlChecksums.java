/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.tpch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;

/** A second opinion on what a database holds: checksums made by PostgreSQL itself, with no code of ours. Stateless. */
public final class SqlChecksums {
    private SqlChecksums() {}

    /** Number of rows and sum of the rows' MD5s, 60 bits of each, per table; equal for equal rows in any order. */
    public static Map<DemoTable, String> of(Connection connection) throws SQLException {
        Map<DemoTable, String> checksums = new EnumMap<>(DemoTable.class);
        try (Statement statement = connection.createStatement()) {
            for (DemoTable table : DemoTable.values()) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT count(*) || ' ' || coalesce(sum(('x' || left(md5(r::text), 15))::bit(60)::bigint), 0)"
                                + " FROM " + table.qualifiedName() + " AS r")) {
                    row.next();
                    checksums.put(table, row.getString(1));
                }
            }
        }
        return checksums;
    }
}
