/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.Leftovers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command: a stack that outlives it, and that {@code down} takes away even when its supervisor was killed. */
class StackCliIT {
    @TempDir
    private Path folder;

    @Test
    void leavesAStackRunningAndTakesItAwayAgain() {
        Path out = folder.resolve("stack.json");
        assertThat(StackCli.run("up", "--postgres", "16", "--out", out.toString()))
                .isZero();
        StackDescription description = StackDescription.read(out);
        StackFolder stack = new StackFolder(Layout.find().stacks().resolve(description.id()));
        try {
            assertThat(StackRegistry.state(stack)).isEqualTo(StackRegistry.State.RUNNING);
            assertThat(description.source().major()).isEqualTo(16);
            assertThat(description.target()).isNull();

            ProcessHandle.of(description.supervisorPid()).orElseThrow().destroyForcibly();
            ProcessHandle.of(description.supervisorPid())
                    .ifPresent(supervisor -> supervisor.onExit().join());

            assertThat(StackRegistry.state(stack)).isEqualTo(StackRegistry.State.DEAD);
        } finally {
            assertThat(StackCli.run("down", "--stack", description.id())).isZero();
        }
        assertThat(Leftovers.in(stack.path())).isEmpty();
        assertThat(stack.data()).doesNotExist();
        assertThat(StackCli.run("down", "--stack", description.id())).isEqualTo(2);
    }
}
