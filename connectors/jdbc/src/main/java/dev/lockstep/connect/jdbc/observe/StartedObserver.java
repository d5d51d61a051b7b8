/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.source.read.ReaderPool;
import dev.lockstep.connect.metrics.TaskMetrics;
import dev.lockstep.connect.observe.DataTopics;
import dev.lockstep.connect.observe.ObservationQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/** A task that runs: hands on what its readers have seen. Owned by the task's thread. */
final class StartedObserver implements AutoCloseable {
    private static final Duration POLL_LIMIT = Duration.ofMillis(500);

    private final ObservationQueue queue;
    private final List<ReaderPool> pools;
    private final Optional<FollowLane> follow;
    private final BoundedReads reads;
    private final DataTopics kafka;
    private Optional<TaskMetrics> metrics = Optional.empty();

    StartedObserver(
            ObservationQueue queue,
            List<ReaderPool> pools,
            Optional<FollowLane> follow,
            BoundedReads reads,
            DataTopics kafka) {
        this.queue = queue;
        this.pools = List.copyOf(pools);
        this.follow = follow;
        this.reads = reads;
        this.kafka = kafka;
    }

    void publish(TaskMetrics published) {
        metrics = Optional.of(published);
    }

    long queued() {
        return queue.size();
    }

    /** Waits half a second at most; null when there is nothing. */
    List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> seen = queue.take(POLL_LIMIT);
        return seen.isEmpty() ? null : seen;
    }

    @Override
    public void close() {
        // At the same time: each may take three seconds, and the worker waits for five.
        List<Thread> closers =
                pools.stream().map(pool -> new Thread(pool::close)).toList();
        closers.forEach(Thread::start);
        closers.forEach(StartedObserver::join);
        // What lets go of the brokers comes last: readers may have been asking them.
        follow.ifPresent(FollowLane::close);
        reads.close();
        kafka.close();
        metrics.ifPresent(TaskMetrics::close);
    }

    private static void join(Thread closer) {
        try {
            closer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
