/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.validator.ValidatorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code config/}, as a user would post them. */
class ConfigFilesTest {
    private static final Path CONFIG = Path.of(System.getProperty("lockstep.root"), "config");
    private static final Pattern SECRET_KEY = Pattern.compile(".*(password|secret|token|credential|\\.user|url).*");
    private static final Pattern FROM_PROVIDER = Pattern.compile("\\$\\{env:LOCKSTEP_(SOURCE|TARGET)_[A-Z]+}");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static Stream<Path> connectors() throws IOException {
        try (Stream<Path> files = Files.list(CONFIG)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @Test
    void coverTheDemoAndTheConfluentAlternatives() throws IOException {
        assertThat(connectors().map(file -> file.getFileName().toString()))
                .containsExactly(
                        "handover-mariadb-stream.json",
                        "handover-postgres-stream.json",
                        "observer-postgres.json",
                        "observer-source-postgres.json",
                        "sink-bulk-jdbc.json",
                        "sink-confluent-jdbc.json",
                        "source-chunked-jdbc.json",
                        "source-confluent-jdbc.json",
                        "source-debezium-postgres.json",
                        "target-debezium-postgres.json");
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void areWhatTheRestApiTakes(Path file) throws IOException {
        JsonNode connector = JSON.readTree(Files.readString(file));
        assertThat(connector.properties()).extracting(Map.Entry::getKey).containsExactly("name", "config");
        assertThat(connector.get("config").properties())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getValue().isTextual())
                        .as(entry.getKey())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void holdNoAddressUserOrSecret(Path file) throws IOException {
        JSON.readTree(Files.readString(file)).get("config").properties().stream()
                .filter(entry -> SECRET_KEY
                        .matcher(entry.getKey().toLowerCase(Locale.ROOT))
                        .matches())
                .forEach(entry -> assertThat(entry.getValue().textValue())
                        .as(entry.getKey())
                        .matches(FROM_PROVIDER));
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void nameClassesOfOursThatExist(Path file) throws IOException {
        for (Map.Entry<String, JsonNode> entry :
                JSON.readTree(Files.readString(file)).get("config").properties()) {
            String value = entry.getValue().textValue();
            if (value.startsWith("dev.lockstep.")) {
                assertThatCode(() -> Class.forName(value, false, getClass().getClassLoader()))
                        .as(entry.getKey())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void letTheValidatorStart() {
        for (String file : List.of(
                "validator-audit.properties",
                "validator-demo.properties",
                "validator-rounds.properties",
                "validator-topics.properties")) {
            assertThatCode(() -> ValidatorConfig.load(CONFIG.resolve(file), Map.of()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void captureBothSidesAlikeSoThatDigestsCanBeCompared() throws IOException {
        String source = Files.readString(CONFIG.resolve("source-debezium-postgres.json"));
        String target = Files.readString(CONFIG.resolve("target-debezium-postgres.json"));
        assertThat(target)
                .isEqualTo(source.replace("lockstep-source", "lockstep-target")
                        .replace("LOCKSTEP_SOURCE_", "LOCKSTEP_TARGET_")
                        .replace("lockstep_source", "lockstep_target")
                        .replace("\"src\"", "\"tgt\""));
    }
}
