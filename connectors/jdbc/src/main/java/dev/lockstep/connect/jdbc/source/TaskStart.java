/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.source.StartedChunkedSource.TaskParts;
import dev.lockstep.connect.jdbc.source.lane.LaneBounds;
import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import dev.lockstep.connect.jdbc.source.lane.TopicNames;
import dev.lockstep.connect.jdbc.source.read.ChunkQueue;
import dev.lockstep.connect.jdbc.source.read.LaneReader;
import dev.lockstep.connect.jdbc.source.read.PollLane;
import dev.lockstep.connect.jdbc.source.read.ReadCounters;
import dev.lockstep.connect.jdbc.source.read.ReaderPool;
import dev.lockstep.connect.jdbc.source.read.SnapshotLane;
import dev.lockstep.connect.jdbc.source.read.TableWork;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a running task of its share and of the offsets that are stored. */
final class TaskStart {
    private static final Logger log = LoggerFactory.getLogger(TaskStart.class);

    private final SourceRun run;
    private final InstantSource clock;
    private final SnapshotLane.Sink sink;
    private final DoneLanes done;
    private final LaneCounts lanes = new LaneCounts();
    private final ProgressRecords progress;
    private final Map<Map<String, String>, Map<String, Object>> stored = new HashMap<>();
    private final List<SourceRecord> plans = new ArrayList<>();
    private final List<SnapshotLane> snapshots = new ArrayList<>();
    private final List<PollLane> polls = new ArrayList<>();

    TaskStart(SourceRun run, OffsetStorageReader offsets, InstantSource clock) {
        this.run = run;
        this.clock = clock;
        this.sink = new SnapshotLane.Sink(new ChunkQueue(run.queueBytes()), new ReadCounters());
        this.done = new DoneLanes(offsets);
        this.progress = new ProgressRecords(run.progressTopic(), run.mode(), clock);
    }

    ReadCounters counters() {
        return sink.counters();
    }

    /** @param shares what the connector gave the task */
    TaskParts start(List<TaskShare> shares, OffsetStorageReader offsets) {
        read(shares, offsets);
        shares.forEach(this::add);
        ReaderPool pool = new ReaderPool(run.database(), sink, run.retryTimeout());
        List<LaneReader> readers = new ArrayList<>(snapshots);
        readers.addAll(polls);
        pool.start(readers, run.readers(), run.name());
        return new TaskParts(sink.queue(), pool, progress, done, lanes, plans);
    }

    /** All offsets in one call: each costs a walk to the end of the worker's topic. */
    private void read(List<TaskShare> shares, OffsetStorageReader offsets) {
        List<Map<String, String>> wanted = new ArrayList<>();
        for (TaskShare share : shares) {
            wanted.add(SourcePartition.plan(run.prefix(), share.table()).toMap());
            wanted.add(SourcePartition.poll(run.prefix(), share.table()).toMap());
            partitions(share).forEach(partition -> wanted.add(partition.toMap()));
        }
        offsets.offsets(wanted).forEach((partition, offset) -> {
            if (offset != null) {
                stored.put(partition, offset);
            }
        });
    }

    private List<SourcePartition> partitions(TaskShare share) {
        return share.plan().lanes().stream()
                .map(bounds -> SourcePartition.lane(run.prefix(), share.table(), bounds))
                .toList();
    }

    private void add(TaskShare share) {
        SourcePartition planPartition = SourcePartition.plan(run.prefix(), share.table());
        Optional<TablePlan> storedPlan =
                Optional.ofNullable(stored.get(planPartition.toMap())).map(TablePlan::fromOffset);
        if (storedPlan.isPresent() && !storedPlan.get().equals(share.plan())) {
            // The connector planned before it could see the plan of tasks that were ending. It will see it.
            log.warn(
                    "Table {} was already planned otherwise; waiting for the connector to take that plan",
                    share.table());
            return;
        }
        if (storedPlan.isEmpty()) {
            plans.add(progress.plan(planPartition, share.plan()));
        }
        TableWork work = new TableWork(
                share.table(),
                share.plan(),
                run.settings().apply(share.table()),
                TopicNames.of(run.prefix(), run.database().engine(), share.table()));
        List<LaneBounds> bounds = share.plan().lanes();
        share.lanes().forEach(lane -> addLane(work, bounds.get(lane)));
        if (share.polls()) {
            addPoll(work, run.mode().readsLanes() ? partitions(share) : List.of());
        }
    }

    private void addLane(TableWork work, LaneBounds bounds) {
        SourcePartition partition = SourcePartition.lane(run.prefix(), work.name(), bounds);
        LaneOffset offset = offset(partition);
        lanes.add(offset.done());
        if (offset.done()) {
            progress.isDone(partition);
        } else {
            snapshots.add(new SnapshotLane(run.tables(), work, bounds, partition, offset, sink, clock));
        }
    }

    private void addPoll(TableWork work, List<SourcePartition> lanesOfTable) {
        done.await(
                work.name(),
                lanesOfTable.stream().filter(lane -> !offset(lane).done()).toList());
        SourcePartition partition = SourcePartition.poll(run.prefix(), work.name());
        polls.add(new PollLane(
                run.tables(),
                work,
                partition,
                offset(partition),
                sink,
                clock,
                run.pace(),
                () -> done.isDone(work.name())));
    }

    private LaneOffset offset(SourcePartition partition) {
        Map<String, Object> offset = stored.get(partition.toMap());
        return offset == null ? LaneOffset.START : LaneOffset.fromMap(offset);
    }
}
