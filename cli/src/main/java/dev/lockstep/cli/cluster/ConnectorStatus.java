/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.cluster;

import java.util.List;
import java.util.Optional;

/**
 * What a worker says of one connector.
 *
 * @param name the connector
 * @param state RUNNING, FAILED, PAUSED, STOPPED, UNASSIGNED or RESTARTING
 * @param trace why the connector itself failed; empty when it did not
 * @param tasks its tasks
 */
public record ConnectorStatus(String name, String state, String trace, List<Task> tasks) {
    private static final String RUNNING = "RUNNING";
    private static final String FAILED = "FAILED";

    /** Copies the tasks. */
    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /**
     * What a worker says of one task.
     *
     * @param id its number
     * @param state as of a connector
     * @param trace why it failed; empty when it did not
     */
    public record Task(int id, String state, String trace) {}

    /** Whether the connector and at least one task run, and every task does. */
    public boolean running() {
        return state.equals(RUNNING)
                && !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.state().equals(RUNNING));
    }

    /** The first line of the first trace, if the connector or a task failed. */
    public Optional<String> failure() {
        if (state.equals(FAILED)) {
            return Optional.of("connector: " + firstLine(trace));
        }
        return tasks.stream()
                .filter(task -> task.state().equals(FAILED))
                .findFirst()
                .map(task -> "task " + task.id() + ": " + firstLine(task.trace()));
    }

    private static String firstLine(String trace) {
        return trace.lines().findFirst().orElse("no trace");
    }
}
