/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/** Observations between the readers and the worker. A page is bounded, so their number bounds the memory. Thread-safe. */
public final class ObservationQueue {
    private static final int RECORDS = 32;
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final BlockingQueue<SourceRecord> records = new ArrayBlockingQueue<>(RECORDS);
    private final AtomicReference<ConnectException> failure = new AtomicReference<>();

    /** Waits until there is room. */
    public void put(SourceRecord record) throws InterruptedException {
        records.put(record);
    }

    /** Lets the taker fail once it has had what was there before. The first failure counts. */
    public void fail(ConnectException cause) {
        failure.compareAndSet(null, cause);
    }

    /** Waits for something; empty when nothing came. */
    public List<SourceRecord> take(Duration limit) throws InterruptedException {
        List<SourceRecord> taken = new ArrayList<>();
        long end = System.nanoTime() + limit.toNanos();
        do {
            SourceRecord first = records.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                taken.add(first);
                records.drainTo(taken);
                return taken;
            }
            ConnectException cause = failure.get();
            if (cause != null && records.isEmpty()) {
                throw cause;
            }
        } while (System.nanoTime() < end);
        return taken;
    }

    public int size() {
        return records.size();
    }
}
