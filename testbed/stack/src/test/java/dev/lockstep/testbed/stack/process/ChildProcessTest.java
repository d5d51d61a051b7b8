/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void showsTheLastLogLinesWhenAStartFails() {
        try (ChildProcess child = shell("echo the disk is full; exit 7")) {
            assertThatThrownBy(() -> child.awaitReady(BOUND, () -> false))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("exit code 7")
                    .hasMessageContaining("the disk is full");
        }
    }

    @Test
    void seesOnlyTheOutputOfItsOwnStart() {
        try (ChildProcess first = shell("echo ready")) {
            first.awaitReady(BOUND, () -> first.logged("ready"));
        }
        try (ChildProcess second = shell("echo other; exec cat")) {
            second.awaitReady(BOUND, () -> second.logged("other"));
            assertThat(second.logged("ready")).isFalse();
        }
    }

    @Test
    void getsTheEnvironmentItWasGiven() {
        try (ChildProcess child =
                ChildProcess.start("shell", List.of("/bin/sh", "-c", "echo $GIVEN"), Map.of("GIVEN", "42"), log())) {
            assertThat(child.awaitExit(BOUND)).isZero();
            assertThat(child.logged("42")).isTrue();
        }
    }

    @Test
    void diesAtOnceWhenKilledThoughItIgnoresTheRequestToEnd() {
        try (ChildProcess child = shell("trap '' TERM; echo deaf; while :; do read line; done")) {
            child.awaitReady(BOUND, () -> child.logged("deaf"));

            child.kill();

            assertThat(child.alive()).isFalse();
        }
    }

    private ChildProcess shell(String script) {
        return ChildProcess.start("shell", List.of("/bin/sh", "-c", script), Map.of(), log());
    }

    private Path log() {
        return folder.resolve("child.log");
    }
}
