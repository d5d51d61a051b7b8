/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import dev.lockstep.testbed.chaos.harm.ChaosTables;
import dev.lockstep.testbed.faults.verdict.Summaries;
import dev.lockstep.testbed.stack.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether everything runs: a row written to the source now comes out at the target, and the validator has looked through a whole
 * scan of every table that began after that. Confined to one thread.
 */
final class Recovery {
    private final Database source;
    private final Database target;
    private final Summaries summaries;
    private final Waiting waiting;
    private long marker;

    Recovery(Database source, Database target, Summaries summaries, Waiting waiting) {
        this.source = source;
        this.target = target;
        this.summaries = summaries;
        this.waiting = waiting;
    }

    /** @return how long that took */
    Duration await(Duration bound) throws SQLException, InterruptedException {
        Instant begun = Instant.now();
        marker++;
        run(source, "INSERT INTO " + ChaosTables.ENTRY + " VALUES (" + -marker + ", 0, 'marker')");
        if (!waiting.until(bound, this::arrived)) {
            throw new ChaosFailedException(
                    "A row of the source did not come out at the target within " + bound.toSeconds() + " s");
        }
        awaitScans(bound);
        return Duration.between(begun, Instant.now());
    }

    private boolean arrived() {
        return count(target, ChaosTables.ENTRY + " WHERE account = " + -marker) == 1;
    }

    private void awaitScans(Duration bound) throws InterruptedException {
        Instant from = Instant.now();
        if (!waiting.until(
                bound,
                () -> ChaosTables.names().stream()
                        .allMatch(table -> summaries.scan(table).isAfter(from)))) {
            List<String> shown =
                    ChaosTables.names().stream().map(summaries::shown).toList();
            throw new ChaosFailedException("The validator has seen no whole scan of every table within "
                    + bound.toSeconds() + " s: " + String.join("; ", shown));
        }
    }

    /** Rows of a table; -1 while the database does not answer. */
    static long count(Database database, String table) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        } catch (SQLException doesNotAnswer) {
            return -1;
        }
    }

    static void run(Database database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
