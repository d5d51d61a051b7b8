/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.harm;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import dev.lockstep.testbed.demo.writer.PastVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Harms the target in the five ways a migration goes wrong in silence, each in a transaction of its own and in rows no
 * other harm touches.
 *
 * <p>The rows are chosen by the seed alone, given equal data. A statement that does not hit exactly the rows it must
 * is an error: a harm that was not done must not be waited for. Confined to one thread; the connection, in auto-commit
 * mode, stays the caller's. Not to be repeated on the same target.
 */
public final class HarmPlanter {
    private final Connection target;
    private final Random random;
    private final Clock clock;

    public HarmPlanter(Connection target, long seed, Clock clock) {
        this.target = target;
        this.random = new Random(seed);
        this.clock = clock;
    }

    /** Does all five harms, setting one row back to {@code older}; returns them in order. */
    public List<Harm> plant(PastVersion older) throws SQLException {
        List<Harm> harms = new ArrayList<>();
        harms.add(changeOneValue());
        harms.add(deleteOneRow());
        harms.add(addOneRow());
        harms.add(swapTwoRows());
        harms.add(setBack(older));
        return harms;
    }

    private Harm changeOneValue() throws SQLException {
        List<Long> key = someRow(DemoTable.SUPPLIER);
        update(1, "UPDATE tpch.supplier SET s_acctbal = s_acctbal + 1 WHERE s_suppkey = ?", key.get(0));
        return harm("one value changed", finding(DemoTable.SUPPLIER, key, Divergence.DIFFERENT));
    }

    private Harm deleteOneRow() throws SQLException {
        List<Long> key = someRow(DemoTable.LINEITEM);
        update(1, "DELETE FROM tpch.lineitem WHERE l_orderkey = ? AND l_linenumber = ?", key.get(0), key.get(1));
        return harm("one row deleted", finding(DemoTable.LINEITEM, key, Divergence.MISSING));
    }

    private Harm addOneRow() throws SQLException {
        // Far above every key the generator or the writer can have used, deleted ones included.
        long key = largestKey(DemoTable.ORDERS) + 1_000_000 + random.nextInt(1_000_000);
        update(1, """
                INSERT INTO tpch.orders SELECT ?, o_custkey, o_orderstatus, o_totalprice, o_orderdate,
                o_orderpriority, o_clerk, o_shippriority, o_comment FROM tpch.orders ORDER BY o_orderkey LIMIT 1""", key);
        return harm("one row added", finding(DemoTable.ORDERS, List.of(key), Divergence.UNEXPECTED));
    }

    /** Sums over the columns stay what they were: only a comparison row by row sees it. */
    private Harm swapTwoRows() throws SQLException {
        List<Long> one = someRow(DemoTable.PARTSUPP);
        List<Long> other = rowOfAnotherPart(one);
        update(
                2,
                """
                UPDATE tpch.partsupp p SET ps_availqty = o.ps_availqty, ps_supplycost = o.ps_supplycost,
                ps_comment = o.ps_comment FROM tpch.partsupp o
                WHERE (p.ps_partkey, p.ps_suppkey, o.ps_partkey, o.ps_suppkey) IN ((?, ?, ?, ?), (?, ?, ?, ?))""",
                one.get(0),
                one.get(1),
                other.get(0),
                other.get(1),
                other.get(0),
                other.get(1),
                one.get(0),
                one.get(1));
        return harm(
                "two rows' values swapped",
                finding(DemoTable.PARTSUPP, one, Divergence.DIFFERENT),
                finding(DemoTable.PARTSUPP, other, Divergence.DIFFERENT));
    }

    private Harm setBack(PastVersion older) throws SQLException {
        if (older.table() != DemoTable.CUSTOMER) {
            throw new IllegalArgumentException("only customers can be set back, found " + older.table());
        }
        update(1, """
                UPDATE tpch.customer c SET c_name = o.c_name, c_address = o.c_address, c_nationkey = o.c_nationkey,
                c_phone = o.c_phone, c_acctbal = o.c_acctbal, c_mktsegment = o.c_mktsegment, c_comment = o.c_comment
                FROM (SELECT (?::tpch.customer).*) o
                WHERE c.c_custkey = ? AND o.c_custkey = c.c_custkey AND c.c_acctbal <> o.c_acctbal""", older.row(), older.key());
        return harm(
                "one row set back to an older version",
                finding(DemoTable.CUSTOMER, List.of(older.key()), Divergence.STALE));
    }

    private List<Long> someRow(DemoTable table) throws SQLException {
        long from = 1 + random.nextLong(largestKey(table));
        String columns = String.join(", ", table.key());
        return key(
                table,
                "SELECT " + columns + " FROM " + table.qualifiedName() + " WHERE "
                        + table.key().get(0) + " >= ? ORDER BY " + columns + " LIMIT 1",
                from);
    }

    /** A row that differs from {@code row} in all the columns that will be swapped. */
    private List<Long> rowOfAnotherPart(List<Long> row) throws SQLException {
        return key(
                DemoTable.PARTSUPP, """
                SELECT o.ps_partkey, o.ps_suppkey FROM tpch.partsupp o, tpch.partsupp p
                WHERE p.ps_partkey = ? AND p.ps_suppkey = ? AND o.ps_partkey <> p.ps_partkey
                AND o.ps_availqty <> p.ps_availqty AND o.ps_supplycost <> p.ps_supplycost
                AND o.ps_comment <> p.ps_comment ORDER BY abs(o.ps_partkey - ?), o.ps_suppkey LIMIT 1""", row.get(0), row.get(1), 1 + random.nextLong(largestKey(DemoTable.PARTSUPP)));
    }

    private List<Long> key(DemoTable table, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("no row to harm in the target's " + table.qualifiedName()
                        + ": the harm needs the whole table moved first");
            }
            List<Long> key = new ArrayList<>();
            for (int column = 1; column <= table.key().size(); column++) {
                key.add(row.getLong(column));
            }
            return key;
        }
    }

    private long largestKey(DemoTable table) throws SQLException {
        return key(
                        DemoTable.REGION,
                        "SELECT coalesce(max(" + table.key().get(0) + "), 1) FROM " + table.qualifiedName())
                .get(0);
    }

    private void update(int expectedRows, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            int rows = statement.executeUpdate();
            if (rows != expectedRows) {
                throw new SQLException("a harm hit " + rows + " rows of the target instead of " + expectedRows
                        + ": the target is not what the source is");
            }
        }
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = target.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private Harm harm(String what, Finding... expected) {
        return new Harm(what, clock.instant(), List.of(expected));
    }

    private static Finding finding(DemoTable table, List<Long> key, Divergence kind) {
        return new Finding(table.tableName(), key.toString().replace(" ", ""), kind);
    }
}
