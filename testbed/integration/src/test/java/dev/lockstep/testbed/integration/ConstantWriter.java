/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Runs the same statements round by round until it is told to stop; {@code :round} is the number of the round. */
final class ConstantWriter implements AutoCloseable {
    /** What its sessions are called. */
    static final String NAME = "writer";

    /** New rows, changed rows, deleted rows and changed keys of {@code shop.item} and {@code shop.line}. */
    private static final List<String> ITEMS_AND_LINES = List.of(
            "INSERT INTO shop.item (name, price) VALUES ('new :round', :round)",
            "UPDATE shop.item SET price = price + 1 WHERE id % 500 = :round % 500",
            "DELETE FROM shop.item WHERE id = 1 + :round * 7 % 20000",
            "UPDATE shop.line SET no = no + 1000 WHERE qty = 1 + :round % 5000");

    private final Sql database;
    private final List<String> statements = new ArrayList<>(ITEMS_AND_LINES);
    private final Thread thread = new Thread(this::write, "constant-writer");
    private final AtomicLong rounds = new AtomicLong();
    private volatile boolean stopping;
    private volatile SQLException failure;

    /** @param more for tables beside items and lines */
    ConstantWriter(Sql database, String... more) {
        this.database = database;
        statements.addAll(Arrays.asList(more));
        thread.start();
    }

    /** Those that were completed; a writer that could not write is a failed test. */
    long rounds() {
        if (failure != null) {
            throw new AssertionError("The writer failed", failure);
        }
        return rounds.get();
    }

    private void write() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    switch (database.server().kind()) {
                        case POSTGRES -> "SET application_name = '" + NAME + "'";
                        // Otherwise it locks every row that it looks at.
                        case MARIADB -> "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";
                    });
            while (!stopping) {
                String round = rounds.toString();
                for (String sql : statements) {
                    statement.execute(sql.replace(":round", round));
                }
                rounds.incrementAndGet();
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends writing. */
    void stop() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while the writer ends", e);
        }
    }
}
