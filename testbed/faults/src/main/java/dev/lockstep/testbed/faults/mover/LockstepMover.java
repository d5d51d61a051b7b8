/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.mover;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.faults.corpus.MoverKind;
import dev.lockstep.testbed.faults.corpus.SinkHabit;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** BulkJdbcSink, which keeps its offsets in the target. */
public record LockstepMover() implements Mover {
    @Override
    public MoverKind kind() {
        return MoverKind.LOCKSTEP;
    }

    @Override
    public String title() {
        return "BulkJdbcSink";
    }

    @Override
    public List<Path> plugins(Layout layout) {
        return List.of();
    }

    @Override
    public ObjectNode connector(Path config) {
        ObjectNode connector = ConnectRest.read(config.resolve("sink-bulk-jdbc.json"));
        ((ObjectNode) connector.get("config")).put("topics.regex", "src\\.faults\\..*");
        return connector;
    }

    @Override
    public Map<String, String> settings(SinkHabit habit) {
        return switch (habit) {
            case USUAL -> Map.of();
            case WITHOUT_DELETES -> Map.of("delete.enabled", "false");
            case SKIPS_EXISTING -> Map.of("insert.mode", "skip-existing");
            case UPDATES_ONLY -> Map.of("insert.mode", "update-only");
        };
    }

    @Override
    public MoverPositions positions(Stack stack) throws SQLException {
        return new LedgerPositions(stack.target().connect());
    }

    @Override
    public Map<String, String> observerSettings() {
        return Map.of("mover.offsets.table", "lockstep_offsets", "mover.connector", NAME);
    }
}
