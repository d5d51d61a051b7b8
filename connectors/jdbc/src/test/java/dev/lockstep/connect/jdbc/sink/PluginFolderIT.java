/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.plugin.PluginVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The assembled plugin: everything it needs, nothing that the worker owns. */
class PluginFolderIT {
    private static final String NAME = "lockstep-connect-jdbc-" + PluginVersion.get();
    private static final Path FOLDER = Path.of("target", "plugin", NAME);

    @Test
    void holdsItsOwnJarsAndTheDriverAlone() throws IOException {
        try (Stream<Path> jars = Files.list(FOLDER.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString().replaceAll("-[0-9.]+\\.jar$", "")))
                    .containsExactlyInAnyOrder(
                            "lockstep-connect-jdbc",
                            "lockstep-connect-core",
                            "lockstep-canonical",
                            "hash4j",
                            "postgresql");
        }
    }

    @Test
    void holdsManifestDocumentsAndExample() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("manifest.json")))
                .contains("\"version\": \"" + PluginVersion.get() + "\"");
        assertThat(List.of("doc/README.md", "doc/LICENSE", "doc/NOTICE", "etc/bulk-jdbc-sink.json"))
                .allSatisfy(file -> assertThat(FOLDER.resolve(file)).isNotEmptyFile());
        try (ZipFile zip = new ZipFile(Path.of("target", NAME + ".zip").toFile())) {
            assertThat(zip.getEntry(NAME + "/manifest.json")).isNotNull();
        }
    }
}
