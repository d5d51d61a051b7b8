/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import dev.lockstep.testbed.demo.tpch.Scale;
import dev.lockstep.testbed.demo.tpch.SqlChecksums;
import dev.lockstep.testbed.demo.tpch.TpchLoader;
import dev.lockstep.testbed.demo.writer.WorkloadWriter;
import dev.lockstep.testbed.stack.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TPC-H by bulk load and hand-over, while the demo's writer changes it. */
class HandoverTpchIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final List<String> TABLES =
            Arrays.stream(DemoTable.values()).map(DemoTable::qualifiedName).toList();

    @TempDir
    Path files;

    @Test
    void everyTableIsEqualInTheEnd() throws Exception {
        Stack stack = SharedStack.get();
        Sql source = Sql.create(stack.source(), "handover_tpch_source");
        Sql target = Sql.create(stack.target(), "handover_tpch_target");
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            TpchLoader.createTables(from);
            TpchLoader.load(from, new Scale(0.01));
            TpchLoader.createTables(to);
        }
        AtomicLong before = new AtomicLong();
        AtomicLong after = new AtomicLong();
        try (Migration migration = new Migration(stack, "handover_tpch", source, target, DemoTable.SCHEMA);
                WorkloadWriter writer = new WorkloadWriter(source.connect(), 7, 500)) {
            migration.create(migration.sink());
            writer.start();

            HandoverRun.of("handover_tpch", source, DemoTable.SCHEMA, files)
                    .run(stack.connect().address(), line -> {
                        if (line.startsWith("Created connector handover_tpch-bulk")) {
                            before.set(writes(writer));
                        } else if (line.startsWith("The bulk load is complete")) {
                            after.set(writes(writer));
                        }
                    });

            long atEnd = writes(writer);
            await().atMost(BOUND).until(() -> writes(writer) > atEnd + 500);
            writer.stop();
            await().atMost(BOUND)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(Compared.of(source, target, TABLES, files))
                            .isEqualTo(Compared.equal(TABLES.size())));
            try (Connection from = source.connect();
                    Connection to = target.connect()) {
                assertThat(SqlChecksums.of(to)).isEqualTo(SqlChecksums.of(from));
            }
            assertThat(after.get()).as("written during the load").isGreaterThan(before.get());
        }
    }

    private static long writes(WorkloadWriter writer) {
        return writer.statistics().total().total();
    }
}
