/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Chunks between the readers and the worker, bounded by bytes. A chunk that is larger than the bound is taken alone.
 * Thread-safe.
 */
public final class ChunkQueue {
    private final long maxBytes;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long bytes;
    private ConnectException failure;

    public ChunkQueue(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Waits until there is room. */
    void put(Chunk chunk) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!chunks.isEmpty() && bytes + chunk.bytes() > maxBytes) {
                changed.await();
            }
            chunks.addLast(chunk);
            bytes += chunk.bytes();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the taker fail once it has had what was there before. The first failure counts. */
    void fail(ConnectException cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a chunk. */
    public Optional<Chunk> take(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (chunks.isEmpty() && failure == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            Chunk chunk = chunks.pollFirst();
            if (chunk == null) {
                if (failure != null) {
                    throw failure;
                }
                return Optional.empty();
            }
            bytes -= chunk.bytes();
            changed.signalAll();
            return Optional.of(chunk);
        } finally {
            lock.unlock();
        }
    }

    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
