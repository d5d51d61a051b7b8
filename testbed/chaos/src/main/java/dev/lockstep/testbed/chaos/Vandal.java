/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import dev.lockstep.testbed.chaos.harm.ChaosTables;
import dev.lockstep.testbed.chaos.harm.Harm;
import dev.lockstep.testbed.chaos.ledger.Ledger;
import dev.lockstep.testbed.chaos.ledger.Planted;
import dev.lockstep.testbed.stack.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Harms rows of the target from time to time, mends some of them later, and each row once. Confined to the thread that kills, so
 * the target never goes away under it.
 */
final class Vandal {
    private static final List<Harm> HARMS = List.of(Harm.values());
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int LEAST_PAUSE_MS = 5_000;
    private static final int MORE_PAUSE_MS = 20_000;

    private final Database target;
    private final Ledger ledger;
    private final Random random;
    private final Consumer<String> say;
    private Instant next;
    private int planted;

    Vandal(Database target, Ledger ledger, long seed, Consumer<String> say) {
        this.target = target;
        this.ledger = ledger;
        this.random = new Random(seed);
        this.say = say;
        this.next = Instant.now();
    }

    /** Harms or mends a row when it is time to. Does nothing while the target does not answer. */
    void act() {
        if (Instant.now().isBefore(next)) {
            return;
        }
        Connection connection;
        try {
            connection = target.connect();
        } catch (SQLException downOrRecovering) {
            next = Instant.now().plus(RETRY);
            return;
        }
        try (connection;
                Statement statement = connection.createStatement()) {
            List<Planted> standing = ledger.standing();
            if (!standing.isEmpty() && random.nextBoolean()) {
                mend(statement, standing.get(random.nextInt(standing.size())));
            } else {
                plant(statement);
            }
            next = Instant.now().plusMillis(LEAST_PAUSE_MS + random.nextInt(MORE_PAUSE_MS));
        } catch (SQLException e) {
            throw new ChaosFailedException("The target refuses to be harmed: " + e.getMessage());
        }
    }

    /** Every harm is done in every table, in turn. */
    private void plant(Statement statement) throws SQLException {
        Harm harm = HARMS.get(planted % HARMS.size());
        int round = planted / HARMS.size();
        String table = ChaosTables.HARMED.get(round % ChaosTables.HARMED.size());
        long row = harm.firstRow() + round;
        if (round == ChaosTables.ROWS) {
            throw new ChaosFailedException("There are no more rows to harm: let it run for less long");
        }
        planted++;
        Planted one = ledger.plant(harm, table, row, Instant.now());
        change(statement, one, harm.plant(table, row));
        say.accept("planted: " + one);
    }

    private void mend(Statement statement, Planted one) throws SQLException {
        ledger.mend(one);
        change(statement, one, one.harm().mend(one.table(), one.row()));
        say.accept("mended: " + one);
    }

    private static void change(Statement statement, Planted one, String sql) throws SQLException {
        if (statement.executeUpdate(sql) != 1) {
            throw new ChaosFailedException("The target has not the row that it must have, though only harm changes it: "
                    + one.table() + " " + one.row());
        }
    }

    /** Makes everything right again. */
    void mendAll() throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            for (Planted one : ledger.all()) {
                if (!one.isMending()) {
                    mend(statement, one);
                }
            }
        }
    }
}
