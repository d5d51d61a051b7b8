/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Partition 0 of a topic and the worker that delivers it to tasks of one connector, as the runtime does: it seeks when
 * asked, delivers a batch again after a retriable failure, and starts again from what was committed.
 */
final class FakeWorker implements AutoCloseable {
    private final TargetDatabase database;
    private final List<SinkRecord> log;
    private final TopicPartition partition;
    private final Map<String, String> settings;
    private final List<RunningTask> givenUp = new ArrayList<>();
    private RunningTask task;
    private long position;
    private long committed;
    private List<SinkRecord> pending = List.of();

    FakeWorker(TargetDatabase database, List<SinkRecord> log, Map<String, String> settings) {
        this.database = database;
        this.log = log;
        this.partition = new TopicPartition(log.get(0).topic(), 0);
        this.settings = new HashMap<>(settings);
        this.settings.put("name", "mover");
        start();
    }

    private void start() {
        task = new RunningTask(database, true, settings);
        task.context.assignment.add(partition);
        position = committed;
        pending = List.of();
    }

    boolean done() {
        return committed == log.size();
    }

    /** One round of the runtime's loop. */
    void deliver(int records) {
        Optional.ofNullable(task.context.seeks.remove(partition)).ifPresent(offset -> position = offset);
        if (pending.isEmpty()) {
            int to = (int) Math.min(log.size(), position + records);
            pending = log.subList((int) position, to);
        }
        try {
            task.putAsAssigned(pending);
            position += pending.size();
            pending = List.of();
        } catch (RetriableException e) {
            return; // delivered again
        }
        if (!task.context.seeks.containsKey(partition)) {
            committed = Math.max(committed, task.committable(partition, position));
        }
    }

    /** The worker loses its task; the task does not know yet. */
    void giveUp() {
        givenUp.add(task);
        start();
    }

    /** What was given up goes on. Each such task must notice when it tries to write. */
    int letTheGivenUpWrite() {
        int stopped = 0;
        for (RunningTask zombie : givenUp) {
            try {
                zombie.putAsAssigned(log.subList((int) committed, (int) Math.min(log.size(), committed + 7)));
            } catch (ConnectException e) {
                stopped += e instanceof RetriableException ? 0 : 1;
            }
        }
        return stopped;
    }

    List<SinkRecord> reported() {
        return task.context.reportedRecords();
    }

    @Override
    public void close() {
        task.close();
        givenUp.forEach(RunningTask::close);
    }
}
