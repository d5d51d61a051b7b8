/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.Dialects;
import dev.lockstep.connect.jdbc.dialect.SetWriter;
import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.sink.WriteMode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Binds decoded records and writes them in sets, on one thread: rows a second, and the thread's own time for each row.
 *
 * <pre>SinkBenchmark jdbc:postgresql://host/db user rows rowsPerSet [schemas|maps] [new|overwrite]</pre>
 *
 * The table is {@code bench_sink}, which is dropped first. With {@code overwrite} every row is written a second time.
 */
public final class SinkBenchmark {
    private static final int ROUNDS = 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long boundNanos;
    private long sortedNanos;
    private long wallNanos;
    private long cpuNanos;
    private long bytes;

    private SinkBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        DatabaseAddress address = new DatabaseAddress(arguments[0], arguments[1], new Password(""));
        int rows = Integer.parseInt(arguments[2]);
        int perSet = Integer.parseInt(arguments[3]);
        boolean schemas = arguments.length < 5 || arguments[4].equals("schemas");
        boolean overwrite = arguments.length > 5 && arguments[5].equals("overwrite");
        for (int round = 0; round < ROUNDS; round++) {
            recreate(address);
            if (overwrite) {
                new SinkBenchmark().run(address, rows, perSet, schemas);
            }
            new SinkBenchmark().run(address, rows, perSet, schemas).print(rows);
        }
    }

    private static void recreate(DatabaseAddress address) throws SQLException {
        try (Connection connection = new Connections().open(address);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS bench_sink");
            statement.execute("CREATE TABLE bench_sink " + BenchRows.TABLE);
            statement.execute("CHECKPOINT");
        }
    }

    private SinkBenchmark run(DatabaseAddress address, int rows, int perSet, boolean schemas) throws SQLException {
        JdbcSession session = new JdbcSession(new Connections(), address);
        Dialect dialect = Dialects.of(address.url()).orElseThrow();
        SetWriter sets = dialect.setWriter();
        TableDefinition table = dialect.inspector()
                .inspect(session.connection(), new TableId("public", "bench_sink"))
                .orElseThrow();
        RecordBinder binder = new RecordBinder(table, dialect.mappings(CountUnit.NONE), WriteMode.UPSERT);
        for (int from = 0; from < rows; from += perSet) {
            List<SinkRecord> records = BenchRows.records("s.public.bench_sink", from, perSet, schemas);
            long wall = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            List<JdbcChange> changes = new ArrayList<>(perSet);
            for (SinkRecord record : records) {
                changes.add(binder.bind(record));
            }
            long bound = THREADS.getCurrentThreadCpuTime();
            boundNanos += bound - cpu;
            changes.sort(Comparator.comparing(JdbcChange::key));
            sortedNanos += THREADS.getCurrentThreadCpuTime() - bound;
            try (JdbcTargetWriter writer = new JdbcTargetWriter(session, sets)) {
                writer.write(changes);
                writer.commit();
            }
            cpuNanos += THREADS.getCurrentThreadCpuTime() - cpu;
            wallNanos += System.nanoTime() - wall;
            changes.forEach(change -> bytes += change.image().length);
        }
        session.drop();
        return this;
    }

    private void print(int rows) {
        System.out.printf(
                "%,d rows/s; own time a row: %.2f us (bind %.2f, sort %.2f, write %.2f); %d bytes a row%n",
                (long) (rows * 1e9 / wallNanos),
                cpuNanos / 1e3 / rows,
                boundNanos / 1e3 / rows,
                sortedNanos / 1e3 / rows,
                (cpuNanos - boundNanos - sortedNanos) / 1e3 / rows,
                bytes / rows);
    }
}
