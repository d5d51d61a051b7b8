/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What holds for every engine in which several transactions write at a time. */
abstract class ServerSourceContract extends ChunkedSourceContract {
    private final SourceServer server;

    ServerSourceContract(SourceServer server) {
        super(server);
        this.server = server;
    }

    /**
     * A transaction that adds the row 1 and commits late.
     *
     * @param now the time of its rows, as a default
     * @param first fixes that time
     * @param last what it does before it commits; one of the two inserts
     */
    record LateTransaction(String now, String first, String last) {}

    abstract LateTransaction lateTransaction();

    @Test
    @DisplayName("pain 17: numbers that are committed late are not missed by polling, and keep their order")
    void rowsThatCommitLateAreNotMissedAndKeepTheirOrder() throws SQLException {
        SourceServer.Database database = server.create();
        database.run("CREATE TABLE t (id integer PRIMARY KEY)");
        try (FakeSourceWorker worker = new FakeSourceWorker(polling(database, "poll"), 1).start();
                Connection late = database.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            database.run("INSERT INTO t VALUES (2)");
            // Many polls go by while the transaction is open.
            worker.pollFor(Duration.ofSeconds(1));
            assertThat(worker.records()).isEmpty();
            late.commit();
            worker.pollUntil(() -> worker.records().size() == 2);
            database.run("INSERT INTO t VALUES (3)");
            worker.pollUntil(() -> worker.records().size() == 3);
            assertThat(worker.values(topic(database, "t"), "id")).containsExactly("1", "2", "3");
        }
    }

    @Test
    @DisplayName("pain 17: timestamps that are committed late are not missed by polling")
    void timestampsOfTransactionsThatHadNotWrittenYetAreNotMissed() throws SQLException {
        SourceServer.Database database = server.create();
        database.run("CREATE TABLE t (id integer PRIMARY KEY, at timestamp(6) NOT NULL DEFAULT "
                + lateTransaction().now() + ")");
        Map<String, String> config = polling(database, "snapshot+poll");
        config.put("poll.timestamp.column", "at");
        config.remove("poll.incrementing.column");
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 1).start();
                Connection late = database.connect();
                Statement statement = late.createStatement()) {
            worker.pollToEnd();
            late.setAutoCommit(false);
            statement.execute(lateTransaction().first());
            database.run("INSERT INTO t (id) VALUES (2)");
            worker.pollFor(Duration.ofSeconds(1));
            assertThat(worker.records()).isEmpty();
            statement.execute(lateTransaction().last());
            late.commit();
            worker.pollUntil(() -> worker.records().size() == 2);
            assertThat(worker.values(topic(database, "t"), "id")).containsExactly("1", "2");
        }
    }
}
