/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.source.read.ReaderPool;
import dev.lockstep.connect.observe.DataKeys;
import dev.lockstep.connect.observe.DataTopics;
import dev.lockstep.connect.observe.FollowedOffset;
import dev.lockstep.connect.observe.LaneProgress;
import dev.lockstep.connect.observe.ObservationQueue;
import dev.lockstep.connect.observe.ObservationRecords;
import dev.lockstep.connect.observe.ObserverPartition;
import dev.lockstep.connect.observe.Pace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Makes a running observer of a task's share and of the offsets that are stored. */
final class ObserverStart {
    private final Run run;
    private final DataTopics kafka;
    private final ObserverCounters counters = new ObserverCounters();
    private final ObservationQueue queue = new ObservationQueue();
    private final Map<Map<String, Object>, Map<String, Object>> stored = new HashMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();

    /**
     * How tables are scanned.
     *
     * @param mostBehind see {@link CaughtUp}
     */
    record Scanning(Duration interval, long mostBehind, Pace pace, int lanes, int pageRows, int readers) {}

    /**
     * Where keys come from that are followed.
     *
     * @param converter null where nothing is followed
     */
    record KeySource(
            Supplier<DataKeys> keys, Converter converter, ColumnMapping.Maker mappings, boolean fromBeginning) {}

    /**
     * What a task is to do.
     *
     * @param name of the task, which its threads' names begin with
     */
    record Run(
            String name,
            List<String> topics,
            String observationsTopic,
            Mode mode,
            ObserverSessions sessions,
            ObservedTables tables,
            BoundedReads reads,
            Scanning scanning,
            KeySource source,
            Duration retryTimeout,
            InstantSource clock) {}

    ObserverStart(Run run, DataTopics kafka) {
        this.run = run;
        this.kafka = kafka;
    }

    ObserverCounters counters() {
        return counters;
    }

    StartedObserver start(OffsetStorageReader offsets) throws InterruptedException {
        for (String topic : run.topics()) {
            partitions.put(topic, kafka.partitions(topic));
        }
        ObserverOutput output = new ObserverOutput(
                new ObservationRecords(run.observationsTopic(), kafka.findOrMake(run.observationsTopic())),
                queue,
                counters);
        read(offsets);
        List<ReaderPool> pools = new ArrayList<>();
        if (run.mode().scans()) {
            ReaderPool pool = pool();
            pool.start(scans(output), run.scanning().readers(), run.name() + "-scan");
            pools.add(pool);
        }
        Optional<FollowLane> follow = Optional.empty();
        if (run.mode().follows()) {
            FollowLane lane = new FollowLane(run.source().keys().get(), following(), run.tables(), run.reads(), output);
            ReaderPool pool = pool();
            pool.start(List.of(lane), 1, run.name() + "-follow");
            pools.add(pool);
            follow = Optional.of(lane);
        }
        return new StartedObserver(queue, pools, follow, run.reads(), kafka);
    }

    private ReaderPool pool() {
        ReaderPool.Failures failures = new ReaderPool.Failures() {
            @Override
            public void retried() {
                counters.retry();
            }

            @Override
            public void failed(ConnectException cause) {
                queue.fail(cause);
            }
        };
        return new ReaderPool(run.sessions(), run.sessions().engine(), failures, run.retryTimeout());
    }

    /** All offsets in one call: each costs a walk to the end of the worker's topic. */
    private void read(OffsetStorageReader offsets) {
        List<Map<String, Object>> wanted = new ArrayList<>();
        for (String topic : run.topics()) {
            // An epoch may have begun with more lanes than are wanted now.
            for (int lane = 0; lane < ObserverSettingsConfig.MOST_LANES; lane++) {
                wanted.add(ObserverPartition.lane(topic, lane).toMap());
            }
            for (int partition = 0; partition < partitions.get(topic); partition++) {
                wanted.add(ObserverPartition.followed(topic, partition).toMap());
            }
        }
        offsets.offsets(wanted).forEach((partition, offset) -> {
            if (offset != null) {
                stored.put(partition, offset);
            }
        });
    }

    private List<ScanLane> scans(ObserverOutput output) {
        ScanLane.Shared shared = new ScanLane.Shared(
                run.tables(),
                run.sessions().planner(),
                run.reads(),
                new CaughtUp(run.reads(), kafka, run.scanning().mostBehind()),
                output,
                run.scanning().pace(),
                run.scanning().pageRows(),
                run.scanning().lanes());
        List<ScanLane> lanes = new ArrayList<>();
        for (String topic : run.topics()) {
            TableScan scan = new TableScan(topic, lanes(topic), run.scanning().interval(), run.clock());
            int most = Math.max(run.scanning().lanes(), scan.lanes());
            for (int lane = 0; lane < most; lane++) {
                lanes.add(new ScanLane(shared, scan, lane));
            }
        }
        return lanes;
    }

    private Map<Integer, LaneProgress> lanes(String topic) {
        Map<Integer, LaneProgress> lanes = new HashMap<>();
        for (int lane = 0; lane < ObserverSettingsConfig.MOST_LANES; lane++) {
            Map<String, Object> offset =
                    stored.get(ObserverPartition.lane(topic, lane).toMap());
            if (offset != null) {
                lanes.put(lane, LaneProgress.fromMap(offset));
            }
        }
        return lanes;
    }

    private FollowLane.Following following() {
        List<TopicPartition> all = new ArrayList<>();
        Map<TopicPartition, Long> from = new HashMap<>();
        for (String topic : run.topics()) {
            for (int partition = 0; partition < partitions.get(topic); partition++) {
                TopicPartition followed = new TopicPartition(topic, partition);
                all.add(followed);
                Map<String, Object> offset =
                        stored.get(ObserverPartition.followed(topic, partition).toMap());
                if (offset != null) {
                    from.put(followed, FollowedOffset.fromMap(offset).next());
                }
            }
        }
        return new FollowLane.Following(
                from,
                all,
                run.source().fromBeginning(),
                run.source().converter(),
                run.source().mappings(),
                run.sessions().engine());
    }
}
