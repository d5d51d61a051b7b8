/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.writer;

import dev.lockstep.testbed.chaos.harm.ChaosTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/** Transactions of some changes each: hot rows, deletes and the same keys again. Confined to one thread. */
final class Workload {
    private static final int MOST_CHANGES = 20;
    private static final int HOT_ROWS = 10;
    private static final int ENTRIES = 5;

    private final Connection connection;
    private final Random random;
    private long step;

    /** @param connection without autocommit */
    Workload(Connection connection, long seed) {
        this.connection = connection;
        this.random = new Random(seed);
    }

    /** Runs one transaction; returns the rows changed. */
    int transaction() throws SQLException {
        int changed = 0;
        for (int left = 1 + random.nextInt(MOST_CHANGES); left > 0; left--) {
            changed += change();
        }
        connection.commit();
        return changed;
    }

    private int change() throws SQLException {
        step++;
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> update(ChaosTables.ACCOUNT, random.nextInt(HOT_ROWS));
            case 4, 5 -> update(ChaosTables.ACCOUNT, random.nextInt(ChaosTables.BUSY_ROWS));
            case 6 -> update(ChaosTables.ITEM, random.nextInt(ChaosTables.BUSY_ROWS));
            case 7 -> item();
            default -> entry();
        };
    }

    private int update(String table, int row) throws SQLException {
        return run(
                "UPDATE " + table + " SET balance = balance + 1, changed = clock_timestamp(), note = to_jsonb(?)"
                        + " WHERE id = ?",
                step,
                (long) ChaosTables.BUSY + row);
    }

    private int item() throws SQLException {
        long row = (long) ChaosTables.BUSY + random.nextInt(ChaosTables.BUSY_ROWS);
        return random.nextBoolean()
                ? run("DELETE FROM chaos.item WHERE id = ?", row)
                : run(
                        "INSERT INTO chaos.item VALUES (?, 'again', ?, clock_timestamp(), NULL) ON CONFLICT DO NOTHING",
                        row,
                        step);
    }

    private int entry() throws SQLException {
        long account = (long) ChaosTables.BUSY + random.nextInt(ChaosTables.BUSY_ROWS);
        int number = random.nextInt(ENTRIES);
        return random.nextInt(3) == 0
                ? run("DELETE FROM chaos.entry WHERE account = ? AND number = ?", account, number)
                : run(
                        "INSERT INTO chaos.entry VALUES (?, ?, ?)"
                                + " ON CONFLICT (account, number) DO UPDATE SET text = excluded.text",
                        account,
                        number,
                        "entry " + step);
    }

    private int run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
