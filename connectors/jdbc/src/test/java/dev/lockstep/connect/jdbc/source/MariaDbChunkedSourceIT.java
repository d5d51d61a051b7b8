/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("mariadb")
class MariaDbChunkedSourceIT extends ServerSourceContract {
    MariaDbChunkedSourceIT() {
        super(SourceServer.MARIADB);
    }

    /** The time of its rows is fixed, and a lock says that it writes. */
    @Override
    LateTransaction lateTransaction() {
        return new LateTransaction("now(6)", "INSERT INTO t (id) VALUES (1)", "SELECT 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            varchar(40) COLLATE utf8mb4_general_ci | concat(char(65 + seq % 57), seq)
            binary(16)                             | unhex(md5(seq))
            decimal(65,3)                          | 99999999999999999999999999999999999999999999999999999.5 + seq
            datetime(6)                            | timestamp'1969-12-31 23:59:59.999999' + interval seq microsecond
            bigint unsigned                        | 9223372036854775807 - seq * 3
            uuid                                   | concat('0ab00000-0000-4000-8000-', lpad(hex(seq * 7919 % 12007), 12, '0'))
            enum('z','b','a')                      | elt(1 + seq % 3, 'z', 'b', 'a')
            """)
    void readsKeysOfManyTypesInLanes(String type, String value) {
        SourceServer.Database database = SourceServer.MARIADB.create();
        database.run(
                "CREATE TABLE t (k " + type + ", n integer, PRIMARY KEY (k, n))",
                "INSERT INTO t SELECT " + value + ", seq FROM seq_1_to_12000",
                "ANALYZE TABLE t");
        Map<String, String> config = config(database, "page.rows", "900", "lanes.per.table", "3");
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 2).start()) {
            worker.pollToEnd();
            assertThat(worker.values(topic(database, "t"), "n"))
                    .containsExactlyInAnyOrderElementsOf(numbers(1, 12_000));
        }
    }

    @Test
    void tablesWithoutAKeyAreOneLane() {
        SourceServer.Database database = SourceServer.MARIADB.create();
        database.run("CREATE TABLE t (n integer)", "INSERT INTO t SELECT seq FROM seq_1_to_12000");
        try (FakeSourceWorker worker = new FakeSourceWorker(config(database), 2).start()) {
            worker.pollToEnd();
            assertThat(worker.tasks()).hasSize(1);
            assertThat(worker.values(topic(database, "t"), "n"))
                    .containsExactlyInAnyOrderElementsOf(numbers(1, 12_000));
        }
    }

    /** InnoDB does not renew its list of transactions while somebody reads it all the time. */
    @Test
    void aListOfTransactionsThatIsOldIsNotBelieved() throws Exception {
        SourceServer.Database database = SourceServer.MARIADB.create();
        database.run("CREATE TABLE t (id integer PRIMARY KEY)");
        AtomicBoolean monitoring = new AtomicBoolean(true);
        CountDownLatch begun = new CountDownLatch(1);
        try (FakeSourceWorker worker = new FakeSourceWorker(polling(database, "poll"), 1).start();
                Connection late = database.connect();
                Statement statement = late.createStatement();
                Connection monitor = database.connect();
                Statement monitored = monitor.createStatement()) {
            CompletableFuture<Void> monitored100TimesASecond = CompletableFuture.runAsync(() -> {
                try {
                    while (monitoring.get()) {
                        monitored.executeQuery("SELECT count(*) FROM information_schema.innodb_trx");
                        begun.countDown();
                        Thread.sleep(10);
                    }
                } catch (SQLException | InterruptedException e) {
                    throw new CompletionException(e);
                }
            });
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            late.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            database.run("INSERT INTO t VALUES (2)");
            worker.pollFor(Duration.ofSeconds(1));
            assertThat(worker.records()).isEmpty();
            monitoring.set(false);
            monitored100TimesASecond.join();
            worker.pollFor(Duration.ofSeconds(1));
            assertThat(worker.records()).isEmpty();
            late.commit();
            worker.pollUntil(() -> worker.records().size() == 2);
            assertThat(worker.values(topic(database, "t"), "id")).containsExactly("1", "2");
        }
    }
}
