/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.TableSettings;
import dev.lockstep.connect.jdbc.source.read.PollLane;
import dev.lockstep.connect.jdbc.source.read.SourceDatabase;
import dev.lockstep.connect.jdbc.source.read.TaskTables;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a task runs with.
 *
 * @param name of the task, for threads
 * @param prefix of topics
 */
record SourceRun(
        String name,
        String prefix,
        String progressTopic,
        Mode mode,
        SourceDatabase database,
        TaskTables tables,
        Function<TableName, TableSettings> settings,
        int readers,
        long queueBytes,
        Duration retryTimeout,
        PollLane.Pace pace) {}
