/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.read.Chunk;
import dev.lockstep.connect.jdbc.source.read.ChunkQueue;
import dev.lockstep.connect.jdbc.source.read.ReaderPool;
import dev.lockstep.connect.metrics.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A running task: hands on what its readers have read. {@link #poll} belongs to the task's thread, and so does
 * {@link #close}.
 */
final class StartedChunkedSource implements AutoCloseable {
    /** The worker cannot stop a task while it polls. */
    private static final Duration POLL_LIMIT = Duration.ofMillis(500);

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);
    private static final int POLL_RECORDS = 2_000;

    private final ChunkQueue queue;
    private final ReaderPool pool;
    private final ProgressRecords progress;
    private final Transactions transactions;
    private final DoneLanes done;
    private final LaneCounts lanes;
    private final TaskMetrics metrics;
    private final InstantSource clock;
    private final Map<SourcePartition, Instant> told = new HashMap<>();
    private List<SourceRecord> plans;
    private Optional<Chunk> last = Optional.empty();
    private boolean toldOfLast;
    private Instant refreshed = Instant.EPOCH;

    StartedChunkedSource(TaskParts parts, Transactions transactions, TaskMetrics metrics, InstantSource clock) {
        this.queue = parts.queue();
        this.pool = parts.pool();
        this.progress = parts.progress();
        this.done = parts.done();
        this.lanes = parts.lanes();
        this.plans = parts.plans();
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What the start of a task has made. */
    record TaskParts(
            ChunkQueue queue,
            ReaderPool pool,
            ProgressRecords progress,
            DoneLanes done,
            LaneCounts lanes,
            List<SourceRecord> plans) {}

    /** Waits half a second at most; null when there is nothing. */
    List<SourceRecord> poll() throws InterruptedException {
        if (!plans.isEmpty()) {
            // Before any row: a lane that is begun has a plan that stays.
            List<SourceRecord> first = plans;
            plans = List.of();
            transactions.end(first.get(first.size() - 1));
            return first;
        }
        refresh();
        List<SourceRecord> batch = new ArrayList<>();
        Optional<Chunk> next = queue.take(POLL_LIMIT);
        boolean whole = true;
        while (next.isPresent()) {
            whole = next.get().whole();
            add(next.get(), batch);
            next = batch.size() < POLL_RECORDS ? queue.take(Duration.ZERO) : Optional.empty();
        }
        if (batch.isEmpty()) {
            // Nothing came for a while: say where the last lane is, and let its rows be committed.
            last.filter(chunk -> chunk.whole() && (!toldOfLast || transactions.isDue()))
                    .ifPresent(chunk -> batch.add(progress(chunk)));
        }
        if (batch.isEmpty()) {
            return null;
        }
        transactions.sent(batch.get(batch.size() - 1), whole);
        return batch;
    }

    private void add(Chunk chunk, List<SourceRecord> batch) {
        batch.addAll(chunk.records());
        Instant now = clock.instant();
        Instant before = told.computeIfAbsent(chunk.lane(), lane -> now);
        last = Optional.of(chunk);
        toldOfLast = false;
        if (chunk.after().done()) {
            lanes.done();
            done.add(chunk.lane());
        }
        if (chunk.whole() && (chunk.after().done() || !now.isBefore(before.plus(PROGRESS_INTERVAL)))) {
            batch.add(progress(chunk));
        }
    }

    private SourceRecord progress(Chunk chunk) {
        told.put(chunk.lane(), clock.instant());
        toldOfLast = true;
        return progress.lane(chunk.table(), chunk.lane(), chunk.partition(), chunk.after());
    }

    private void refresh() {
        Instant now = clock.instant();
        if (!now.isBefore(refreshed.plus(REFRESH_INTERVAL))) {
            done.refresh();
            refreshed = now;
        }
    }

    @Override
    public void close() {
        pool.close();
        metrics.close();
    }
}
