/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.source.lane.KeyTexts;
import dev.lockstep.connect.jdbc.source.lane.LaneBounds;
import dev.lockstep.connect.jdbc.source.lane.PlanKind;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import dev.lockstep.connect.observe.LaneProgress;
import dev.lockstep.connect.observe.ScanState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scans of one table, shared by the readers of its lanes. Thread-safe.
 *
 * <p>All lanes of a table belong to one task, which reads them with several threads. So one object knows the epoch, and no
 * lane can be of another: were the lanes spread over tasks, the tasks would have to agree on a number and on a plan, through
 * Kafka, and a lane would wait for tasks that a rebalance has stopped. Tables are spread over tasks; a single table
 * larger than one task can read is read by more threads.
 */
final class TableScan {
    private final String topic;
    private final Duration interval;
    private final InstantSource clock;
    private final ScanState state;

    TableScan(String topic, Map<Integer, LaneProgress> stored, Duration interval, InstantSource clock) {
        this.topic = topic;
        this.interval = interval;
        this.clock = clock;
        this.state = ScanState.of(stored, plan -> decode(plan).lanes().size());
    }

    /**
     * What a lane is to do.
     *
     * @param epochLanes how many lanes the epoch has
     */
    record Turn(LaneProgress progress, int epochLanes, LaneBounds bounds, List<String> columns) {}

    String topic() {
        return topic;
    }

    /** How many lanes the epoch has that is stored. */
    synchronized int lanes() {
        return state.lanes();
    }

    /** Empty when the lane is at its end, or there is none of that number. */
    synchronized Optional<Turn> turn(int lane) {
        if (lane >= state.lanes() || state.lane(lane).done()) {
            return Optional.empty();
        }
        TablePlan plan = decode(state.lane(lane).plan());
        return Optional.of(
                new Turn(state.lane(lane), state.lanes(), plan.lanes().get(lane), plan.columns()));
    }

    synchronized boolean isOver() {
        return state.isOver();
    }

    synchronized int epoch() {
        return state.epoch();
    }

    /** How long it is until the next epoch may begin. */
    synchronized Duration untilNext() {
        return state.wait(interval, clock.instant());
    }

    synchronized void begin(TablePlan plan) {
        state.begin(encode(plan), plan.lanes().size(), clock.instant());
    }

    /** Gives up an epoch whose lanes can be read no more. */
    synchronized void abandon(int epoch) {
        if (epoch == state.epoch()) {
            state.abandon();
        }
    }

    /** @return whether that was the last lane of its epoch */
    synchronized boolean advance(int lane, LaneProgress to) {
        state.advance(lane, to);
        return state.isOver();
    }

    static String encode(TablePlan plan) {
        List<String> lists = new ArrayList<>();
        lists.add(KeyTexts.encode(plan.columns()));
        plan.cuts().forEach(cut -> lists.add(KeyTexts.encode(cut)));
        return KeyTexts.encode(lists);
    }

    static TablePlan decode(String text) {
        List<String> lists = KeyTexts.decode(text);
        return TablePlan.of(
                PlanKind.KEYS,
                KeyTexts.decode(lists.get(0)),
                lists.subList(1, lists.size()).stream().map(KeyTexts::decode).toList(),
                0);
    }
}
