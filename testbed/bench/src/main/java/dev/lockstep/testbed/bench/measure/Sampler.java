/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Watches processes from its creation to {@link #stop}. Thread-safe. */
public final class Sampler implements AutoCloseable {
    private static final long INTERVAL_MS = 200;

    private final Map<String, ProcessTree> trees = new LinkedHashMap<>();
    private final Map<String, Double> cpuAtStart = new LinkedHashMap<>();
    private final Map<String, Long> peaks = new LinkedHashMap<>();
    private final double machineAtStart = ProcessTree.machineCpuSeconds();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "bench-sampler");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> sampling;

    /** @param watched what to watch, by the name it has in the report */
    public Sampler(Map<String, ProcessTree> watched) {
        watched.forEach((name, tree) -> {
            trees.put(name, tree);
            cpuAtStart.put(name, tree.cpuSeconds());
            peaks.put(name, 0L);
        });
        sampling = clock.scheduleAtFixedRate(this::sample, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * What all of them used so far.
     *
     * @param byName of each process
     * @param otherCpuSeconds processor time of everything else on the machine in the same time
     */
    public record Reading(Map<String, Usage> byName, double otherCpuSeconds) {}

    /** Ends watching. */
    public Reading stop() {
        sampling.cancel(false);
        sample();
        Map<String, Usage> usage = new LinkedHashMap<>();
        double ours = 0;
        synchronized (this) {
            for (Map.Entry<String, ProcessTree> entry : trees.entrySet()) {
                String name = entry.getKey();
                double cpu = entry.getValue().cpuSeconds() - cpuAtStart.get(name);
                ours += cpu;
                usage.put(name, new Usage(cpu, peaks.get(name)));
            }
        }
        double all = ProcessTree.machineCpuSeconds() - machineAtStart;
        return new Reading(usage, Math.max(0, all - ours));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private synchronized void sample() {
        trees.forEach((name, tree) -> peaks.merge(name, tree.residentBytes(), Math::max));
    }
}
