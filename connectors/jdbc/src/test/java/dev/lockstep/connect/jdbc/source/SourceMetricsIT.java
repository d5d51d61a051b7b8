/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What the source shows of itself while it runs. */
class SourceMetricsIT {
    private static final List<String> NAMES = List.of(
            "rows-total", "bytes-total", "pages-total", "retries-total", "lanes-done", "lanes-total", "queue-bytes");

    private static SourceServer.Database database(int rows) {
        SourceServer.Database database = SourceServer.POSTGRES.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY, body text)",
                "INSERT INTO t SELECT n, 'x' FROM (" + database.numbers(rows) + ") s",
                "ANALYZE t");
        return database;
    }

    private static Map<String, String> config(SourceServer.Database database, String name) {
        return ChunkedSourceContract.config(
                database, "name", name, "lanes.per.table", "4", "page.rows", "1000", "readers.per.task", "1");
    }

    @Test
    void theWorkersMetricsTellRowsPagesAndLanesOfAllTasks() {
        SourceServer.Database database = database(20_000);
        FakeSourceWorker worker = new FakeSourceWorker(config(database, "shown"), 2);
        try (worker) {
            worker.start();
            assertThat(worker.metrics()).containsExactlyInAnyOrderElementsOf(NAMES);
            assertThat(worker.metric("lanes-total")).isEqualTo(4);
            assertThat(worker.metric("lanes-done")).isZero();
            worker.pollToEnd();
            // The readers count a chunk after they have handed it on.
            worker.await(() -> worker.metric("rows-total") == 20_000);
            assertThat(worker.metric("bytes-total")).isGreaterThan(20_000);
            assertThat(worker.metric("pages-total")).isGreaterThanOrEqualTo(20);
            assertThat(worker.metric("retries-total")).isZero();
            assertThat(worker.metric("lanes-done")).isEqualTo(4);
            assertThat(worker.metric("queue-bytes")).isZero();
        }
        assertThat(worker.metrics()).as("metrics of tasks that were stopped").isEmpty();
        try (FakeSourceWorker next = worker.restarted(Map.of(), 1)) {
            next.start();
            assertThat(next.metric("lanes-done")).as("lanes done before").isEqualTo(4);
            assertThat(next.metric("rows-total")).isZero();
        }
    }

    @Test
    void outagesAreCounted() {
        SourceServer.Database database = SourceServer.POSTGRES.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY, body text)",
                "INSERT INTO t SELECT n, repeat('x', 500) FROM (" + database.numbers(40_000) + ") s",
                "ANALYZE t");
        Map<String, String> config =
                ChunkedSourceContract.config(database, "queue.bytes", "1000000", "lanes.per.table", "2");
        try (FakeSourceWorker worker = new FakeSourceWorker(config, 1).start()) {
            worker.pollUntil(() -> !worker.records().isEmpty());
            worker.await(() -> worker.metric("queue-bytes") > 0);
            database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lockstep'"
                    + " AND datname = current_database()");
            worker.pollToEnd();
            assertThat(worker.metric("retries-total")).isPositive();
        }
    }

    @Test
    void olderWorkersGetABeanForEachTask() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName all = new ObjectName("dev.lockstep.connect:type=task-metrics,connector=\"old,1\",task=*");
        try (FakeSourceWorker worker = new FakeSourceWorker(config(database(20_000), "old,1"), 2)
                .ofOldVersion()
                .start()) {
            worker.pollToEnd();
            assertThat(server.queryNames(all, null)).hasSize(2);
            long lanes = 0;
            for (ObjectName task : server.queryNames(all, null)) {
                lanes += (Long) server.getAttribute(task, "lanes-done");
                assertThat((Long) server.getAttribute(task, "rows-total")).isPositive();
                assertThat(Arrays.stream(server.getMBeanInfo(task).getAttributes())
                                .map(MBeanAttributeInfo::getName))
                        .containsExactlyInAnyOrderElementsOf(NAMES);
            }
            assertThat(lanes).isEqualTo(4);
        }
        assertThat(server.queryNames(all, null)).isEmpty();
    }

    @Test
    void everyMetricIsDocumented() throws IOException {
        String metrics = String.join(
                "\n",
                Files.readAllLines(Path.of("../../docs/source.md")).stream()
                        .dropWhile(line -> !line.equals("## Metrics"))
                        .takeWhile(line -> !line.equals("## Speed"))
                        .toList());
        assertThat(NAMES).allSatisfy(name -> assertThat(metrics).contains("`" + name + "`"));
    }
}
