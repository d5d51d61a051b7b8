/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SamplerTest {
    /** Burns processor time in a child of a shell that has ended when the reading is taken. */
    private static final String BUSY_CHILD = "(i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done); read line";

    @Test
    void cpuOfChildrenThatEndedCountsWithTheProcessThatStartedThem() throws Exception {
        Process shell = new ProcessBuilder("/bin/sh", "-c", BUSY_CHILD).start();
        try (Sampler withChildren = new Sampler(Map.of("shell", new ProcessTree(shell.pid(), true)));
                Sampler alone = new Sampler(Map.of("shell", new ProcessTree(shell.pid(), false)))) {
            shell.outputWriter().write("\n");
            while (shell.isAlive() && children(shell) > 0) {
                Thread.onSpinWait();
            }
            double all = withChildren.stop().byName().get("shell").cpuSeconds();
            double own = alone.stop().byName().get("shell").cpuSeconds();

            assertThat(all).isGreaterThan(0.05);
            assertThat(own).isLessThan(all / 2);
        } finally {
            shell.destroyForcibly();
        }
    }

    @Test
    void thisProcessTakesMemory() {
        try (Sampler sampler =
                new Sampler(Map.of("me", new ProcessTree(ProcessHandle.current().pid(), false)))) {
            assertThat(sampler.stop().byName().get("me").peakBytes()).isGreaterThan(10 << 20);
        }
    }

    private static long children(Process process) {
        return process.descendants().count();
    }
}
