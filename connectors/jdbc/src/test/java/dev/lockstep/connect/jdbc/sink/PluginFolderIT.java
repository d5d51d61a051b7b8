/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.connect.jdbc.plugin.PluginVersion;
import dev.lockstep.connect.jdbc.source.ChunkedJdbcSourceConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.kafka.connect.connector.Connector;
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
                .contains("\"version\": \"" + PluginVersion.get() + "\"", "[\"sink\", \"source\"]");
        assertThat(List.of(
                        "doc/README.md",
                        "doc/sink.md",
                        "doc/source.md",
                        "doc/observer.md",
                        "doc/LICENSE",
                        "doc/NOTICE",
                        "etc/bulk-jdbc-sink.json",
                        "etc/chunked-jdbc-source.json"))
                .allSatisfy(file -> assertThat(FOLDER.resolve(file)).isNotEmptyFile());
        try (ZipFile zip = new ZipFile(Path.of("target", NAME + ".zip").toFile())) {
            assertThat(zip.getEntry(NAME + "/manifest.json")).isNotNull();
        }
    }

    @Test
    void itsExamplesAreValid() throws IOException {
        Map<String, Connector> connectors = Map.of(
                "bulk-jdbc-sink.json", new BulkJdbcSinkConnector(),
                "chunked-jdbc-source.json", new ChunkedJdbcSourceConnector());
        try (Stream<Path> examples = Files.list(FOLDER.resolve("etc"))) {
            assertThat(examples.map(example -> example.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(connectors.keySet());
        }
        for (Map.Entry<String, Connector> example : connectors.entrySet()) {
            JsonNode file = new ObjectMapper()
                    .readTree(FOLDER.resolve("etc").resolve(example.getKey()).toFile());
            Map<String, String> config = new HashMap<>();
            file.get("config")
                    .properties()
                    .forEach(setting ->
                            config.put(setting.getKey(), setting.getValue().asText()));
            assertThat(config.remove("connector.class"))
                    .isEqualTo(example.getValue().getClass().getName());
            config.put("name", file.get("name").asText());
            if (example.getValue() instanceof BulkJdbcSinkConnector) {
                config.put("validate.connection", "false"); // its database is not there
            }
            assertThat(example.getValue().validate(config).configValues())
                    .as(example.getKey())
                    .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
        }
    }
}
