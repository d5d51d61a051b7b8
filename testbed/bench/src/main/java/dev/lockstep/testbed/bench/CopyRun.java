/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import dev.lockstep.testbed.bench.measure.Machine;
import dev.lockstep.testbed.bench.measure.ProcessTree;
import dev.lockstep.testbed.bench.measure.Sampler;
import dev.lockstep.testbed.bench.report.Run;
import dev.lockstep.testbed.bench.table.CopyPipe;
import dev.lockstep.testbed.bench.table.Equality;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Runs {@code COPY | COPY}: no broker, no worker; this process is the pipe. */
final class CopyRun {
    private static final double NANOS = 1e9;

    private final Arena arena;

    CopyRun(Arena arena) {
        this.arena = arena;
    }

    Run run(boolean binary) throws SQLException, IOException, InterruptedException {
        arena.clean("");
        double load = Machine.load();
        Map<String, ProcessTree> processes = arena.databases();
        processes.put("copier", new ProcessTree(ProcessHandle.current().pid(), false));
        long rows;
        double seconds;
        Sampler.Reading reading;
        try (Sampler sampler = new Sampler(processes)) {
            long start = System.nanoTime();
            rows = CopyPipe.run(arena.source(), arena.target(), binary);
            seconds = (System.nanoTime() - start) / NANOS;
            reading = sampler.stop();
        }
        Equality equality =
                Equality.of(arena.source(), arena.target(), arena.stack().data());
        return new Run(
                Optional.empty(),
                Optional.empty(),
                rows,
                seconds,
                OptionalDouble.empty(),
                reading.byName(),
                reading.otherCpuSeconds(),
                load,
                0,
                Optional.of(equality));
    }
}
