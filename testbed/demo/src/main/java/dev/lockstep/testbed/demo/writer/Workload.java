/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A seeded sequence of transactions against the TPC-H tables: the same seed on the same data gives the same changes.
 *
 * <p>Confined to one thread. The connection must have auto-commit off and stays the caller's. A step that throws has
 * committed nothing.
 */
final class Workload {
    private static final int BUSY_CUSTOMERS = 12;
    private static final int MOST_ITEMS = 7;

    private static final String INSERT_ORDER = """
            INSERT INTO tpch.orders VALUES (?, ?, 'O', ?::numeric, date '1998-08-03' + ?, '3-MEDIUM', 'Clerk#000000001', 0,
            'placed while the migration runs')""";
    private static final String INSERT_ITEM = """
            INSERT INTO tpch.lineitem SELECT ?, ps_partkey, ps_suppkey, ?, ?, ?::numeric, 0.04, 0.02, 'N', 'O',
            date '1998-09-01' + ?, date '1998-09-15', date '1998-10-01', 'DELIVER IN PERSON', 'TRUCK', 'fresh'
            FROM tpch.partsupp WHERE ps_partkey = ? ORDER BY ps_suppkey LIMIT 1""";
    private static final String SHIP_ORDER =
            "UPDATE tpch.orders SET o_orderstatus = 'F', o_totalprice = o_totalprice + 0.01 WHERE o_orderkey = ?";
    private static final String SHIP_ITEMS = """
            UPDATE tpch.lineitem SET l_linestatus = 'F', l_receiptdate = l_receiptdate + 1, l_shipmode = 'AIR'
            WHERE l_orderkey = ?""";
    // The balance only ever grows: a customer's row never returns to an earlier content by itself.
    private static final String PAY = "UPDATE tpch.customer SET c_acctbal = c_acctbal + ?::numeric WHERE c_custkey = ?";
    private static final String RESTOCK = "UPDATE tpch.partsupp SET ps_availqty = ps_availqty + ? WHERE ps_partkey = ?";

    private final Connection connection;
    private final Random random;
    private final Clock clock;
    private final RowHistory history;
    private final long customers;
    private final long parts;
    private long lastOrder;

    Workload(Connection connection, long seed, Clock clock, RowHistory history) throws SQLException {
        this.connection = connection;
        this.random = new Random(seed);
        this.clock = clock;
        this.history = history;
        this.customers = largestKey(DemoTable.CUSTOMER);
        this.parts = largestKey(DemoTable.PART);
        this.lastOrder = largestKey(DemoTable.ORDERS);
        connection.commit();
    }

    /** Runs and commits one transaction; returns the rows it changed per table. */
    Map<DemoTable, TableWrites> step() throws SQLException {
        return switch (Business.next(random)) {
            case NEW_ORDER -> newOrder();
            case SHIP_ORDER -> shipOrder();
            case CANCEL_ORDER -> cancelOrder();
            case PAYMENT -> payment();
            case RESTOCK -> restock();
        };
    }

    private Map<DemoTable, TableWrites> newOrder() throws SQLException {
        long order = ++lastOrder;
        int items = 1 + random.nextInt(MOST_ITEMS);
        update(INSERT_ORDER, order, someKey(customers), cents(500_000), random.nextInt(100));
        for (int line = 1; line <= items; line++) {
            int quantity = 1 + random.nextInt(50);
            update(INSERT_ITEM, order, line, quantity, cents(90_000), random.nextInt(14), someKey(parts));
        }
        connection.commit();
        return changes(DemoTable.ORDERS, inserted(1), DemoTable.LINEITEM, inserted(items));
    }

    private Map<DemoTable, TableWrites> shipOrder() throws SQLException {
        OptionalLong order = existingOrder();
        if (order.isEmpty()) {
            return Map.of();
        }
        int orders = update(SHIP_ORDER, order.getAsLong());
        int items = update(SHIP_ITEMS, order.getAsLong());
        connection.commit();
        return changes(DemoTable.ORDERS, updated(orders), DemoTable.LINEITEM, updated(items));
    }

    private Map<DemoTable, TableWrites> cancelOrder() throws SQLException {
        OptionalLong order = existingOrder();
        if (order.isEmpty()) {
            return Map.of();
        }
        int items = update("DELETE FROM tpch.lineitem WHERE l_orderkey = ?", order.getAsLong());
        int orders = update("DELETE FROM tpch.orders WHERE o_orderkey = ?", order.getAsLong());
        connection.commit();
        return changes(
                DemoTable.ORDERS, new TableWrites(0, 0, orders), DemoTable.LINEITEM, new TableWrites(0, 0, items));
    }

    private Map<DemoTable, TableWrites> payment() throws SQLException {
        long customer = someKey(Math.min(customers, BUSY_CUSTOMERS));
        String before = wholeCustomer(customer);
        int rows = update(PAY, cents(100), customer);
        connection.commit();
        history.replaced(DemoTable.CUSTOMER, customer, before, clock.instant());
        return Map.of(DemoTable.CUSTOMER, updated(rows));
    }

    private Map<DemoTable, TableWrites> restock() throws SQLException {
        int rows = update(RESTOCK, 1 + random.nextInt(20), someKey(parts));
        connection.commit();
        return Map.of(DemoTable.PARTSUPP, updated(rows));
    }

    private String wholeCustomer(long key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT c::text FROM tpch.customer c WHERE c_custkey = ? FOR UPDATE")) {
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("customer " + key + " is gone from the source: nobody else may write to it");
                }
                return row.getString(1);
            }
        }
    }

    /** Order keys are sparse and come and go: takes the first one at or above a random point. */
    private OptionalLong existingOrder() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT o_orderkey FROM tpch.orders WHERE o_orderkey >= ? ORDER BY o_orderkey LIMIT 1")) {
            statement.setLong(1, someKey(lastOrder));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private long largestKey(DemoTable table) throws SQLException {
        String sql = "SELECT max(" + table.key().get(0) + ") FROM " + table.qualifiedName();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            long largest = row.getLong(1);
            if (largest == 0) {
                throw new SQLException(table.qualifiedName() + " is empty: load it before the writer starts");
            }
            return largest;
        }
    }

    private int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private long someKey(long largest) {
        return 1 + random.nextLong(largest);
    }

    /** A random amount from 0.01 up to {@code most} whole units, as text. */
    private String cents(int most) {
        int cents = 1 + random.nextInt(most * 100);
        return cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
    }

    private static TableWrites inserted(long rows) {
        return new TableWrites(rows, 0, 0);
    }

    private static TableWrites updated(long rows) {
        return new TableWrites(0, rows, 0);
    }

    private static Map<DemoTable, TableWrites> changes(
            DemoTable one, TableWrites ofOne, DemoTable other, TableWrites ofOther) {
        Map<DemoTable, TableWrites> changes = new EnumMap<>(DemoTable.class);
        changes.put(one, ofOne);
        changes.put(other, ofOther);
        return changes;
    }
}
