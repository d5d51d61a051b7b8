/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import dev.lockstep.connect.metrics.TaskGauge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a sink task counts. Written by the task's thread, read by any. */
final class SinkMetrics {
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong flushes = new AtomicLong();
    private final AtomicLong lastBatch = new AtomicLong();
    private final AtomicLong flushMillis = new AtomicLong();
    private final AtomicLong lastFlushMillis = new AtomicLong();
    private final AtomicLong longestFlushMillis = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();
    private final AtomicLong deletesLeftOut = new AtomicLong();
    private final AtomicLong buffered = new AtomicLong();

    List<TaskGauge> gauges() {
        return List.of(
                gauge("records-total", "Records settled: written or refused", records),
                gauge("bytes-total", "About how many bytes these records took in memory", bytes),
                gauge("flushes-total", "Transactions committed", flushes),
                gauge("batch-size-last", "Records in the last transaction", lastBatch),
                new TaskGauge("batch-size-avg", "Records per transaction so far", this::averageBatch),
                gauge("flush-time-total-ms", "Time spent writing", flushMillis),
                gauge("flush-time-last-ms", "Time the last transaction took", lastFlushMillis),
                gauge("flush-time-max-ms", "Time the longest transaction took", longestFlushMillis),
                gauge("retries-total", "Tries that met an outage of the target", retries),
                gauge("dead-letters-total", "Records refused and reported", deadLetters),
                gauge("deletes-left-out-total", "Deletes left out because the settings say so", deletesLeftOut),
                gauge("buffered-records", "Records taken and not written yet", buffered));
    }

    private static TaskGauge gauge(String name, String description, AtomicLong value) {
        return new TaskGauge(name, description, value::get);
    }

    private long averageBatch() {
        long count = flushes.get();
        return count == 0 ? 0 : records.get() / count;
    }

    void flushed(int size, long batchBytes, int refused, Duration took) {
        records.addAndGet(size);
        bytes.addAndGet(batchBytes);
        flushes.incrementAndGet();
        lastBatch.set(size);
        flushMillis.addAndGet(took.toMillis());
        lastFlushMillis.set(took.toMillis());
        longestFlushMillis.accumulateAndGet(took.toMillis(), Math::max);
        deadLetters.addAndGet(refused);
    }

    void outage() {
        retries.incrementAndGet();
    }

    void deleteLeftOut() {
        deletesLeftOut.incrementAndGet();
    }

    void buffered(int size) {
        buffered.set(size);
    }
}
