/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.mover;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.faults.corpus.MoverKind;
import dev.lockstep.testbed.faults.corpus.SinkHabit;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The sink connector that writes the target: how it is set, and how others see where it is. Immutable. */
public sealed interface Mover permits LockstepMover, DebeziumMover {
    /** The connector's name, whatever it is. */
    String NAME = "lockstep-sink";

    /** The consumer group of the connector. */
    String GROUP = "connect-" + NAME;

    /** What can be expected of it. */
    MoverKind kind();

    /** For reports. */
    String title();

    /** The plugin folders it needs beside those of every migration. */
    List<Path> plugins(Layout layout);

    /**
     * The connector.
     *
     * @param config the folder with the files that users begin with
     */
    ObjectNode connector(Path config);

    /**
     * Its settings for a habit, on top of those of the connector.
     *
     * @throws IllegalArgumentException when it cannot have it
     */
    Map<String, String> settings(SinkHabit habit);

    /** How far it has come, as it tells itself. */
    MoverPositions positions(Stack stack) throws SQLException;

    /** How an observer of the target learns where it is. */
    Map<String, String> observerSettings();
}
