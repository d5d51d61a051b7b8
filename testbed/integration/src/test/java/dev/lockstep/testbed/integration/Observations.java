/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an observer has said so far. Not thread-safe. */
final class Observations implements AutoCloseable {
    private final TopicFollower topic;
    private final List<Page> pages = new ArrayList<>();
    private final List<LaneEnd> laneEnds = new ArrayList<>();

    Observations(String bootstrapServers, String name) {
        topic = new TopicFollower(bootstrapServers, name);
    }

    Observations poll() {
        topic.poll(record -> {
            ObservationRecord observation = ObservationCodec.read(record.value());
            if (observation instanceof Page page) {
                pages.add(page);
            } else if (observation instanceof LaneEnd end) {
                laneEnds.add(end);
            }
        });
        return this;
    }

    List<Page> pages() {
        return pages;
    }

    List<LaneEnd> laneEnds() {
        return laneEnds;
    }

    /** Of which all lanes have ended. */
    List<Integer> epochs() {
        Map<Integer, Set<Integer>> ended = new TreeMap<>();
        Map<Integer, Integer> lanes = new TreeMap<>();
        laneEnds.forEach(end -> {
            ended.computeIfAbsent(end.scan().epoch(), epoch -> new HashSet<>())
                    .add(end.scan().lane());
            lanes.put(end.scan().epoch(), end.scan().lanes());
        });
        return ended.keySet().stream()
                .filter(epoch -> ended.get(epoch).size() == lanes.get(epoch))
                .toList();
    }

    @Override
    public void close() {
        topic.close();
    }
}
