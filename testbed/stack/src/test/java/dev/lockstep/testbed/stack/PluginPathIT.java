/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.ChildProcess;
import dev.lockstep.testbed.stack.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our plugin folders as Kafka's own {@code connect-plugin-path list} sees them. */
class PluginPathIT {
    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    /** A line of the list: name, two aliases, version, type, loadable, has manifest, location. */
    private record Listed(String name, String version, boolean loadable, boolean manifest) {
        static Listed of(String line) {
            String[] columns = line.split("\t", -1);
            return new Listed(
                    columns[0], columns[3], Boolean.parseBoolean(columns[5]), Boolean.parseBoolean(columns[6]));
        }
    }

    @Test
    void everyPluginOfOursHasAVersionAndAManifest() throws IOException {
        List<Listed> ours = list(Layout.find());

        assertThat(ours)
                .extracting(Listed::name)
                .contains(OurPlugins.SINK, OurPlugins.JSON_CONVERTER, OurPlugins.STAMP_DIGEST);
        assertThat(ours).allSatisfy(plugin -> {
            assertThat(plugin.version()).as("version of %s", plugin.name()).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(plugin.loadable()).as("%s can be loaded", plugin.name()).isTrue();
            assertThat(plugin.manifest()).as("%s has a manifest", plugin.name()).isTrue();
        });
    }

    @Test
    void aPluginFolderHasItsManifestAndItsJarsWhereUsersLook() {
        Layout layout = Layout.find();

        assertThat(List.of(layout.jdbcPlugin(), layout.jsonPlugin(), layout.transformsPlugin()))
                .allSatisfy(plugin -> {
                    assertThat(plugin.resolve("manifest.json")).isRegularFile();
                    assertThat(plugin.resolve("lib")).isDirectoryContaining("glob:**.jar");
                });
    }

    private List<Listed> list(Layout layout) throws IOException {
        Path log = folder.resolve("list.txt");
        JavaCommand command = new JavaCommand(
                List.of(JavaCommand.jarsOf(layout.kafkaLibraries())),
                List.of("-Xmx256m"),
                "org.apache.kafka.tools.ConnectPluginPath",
                List.of(
                        "list",
                        "--plugin-location",
                        layout.jdbcPlugin().toString(),
                        "--plugin-location",
                        layout.jsonPlugin().toString(),
                        "--plugin-location",
                        layout.transformsPlugin().toString()));
        try (ChildProcess process = ChildProcess.start("connect-plugin-path", command.words(), Map.of(), log)) {
            assertThat(process.awaitExit(BOUND)).as("exit code, see the log").isZero();
        }
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("dev.lockstep.") && line.contains("\t"))
                .map(Listed::of)
                .toList();
    }
}
