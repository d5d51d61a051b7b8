/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testbed.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of transforms and predicates that are wrong, as the REST API of a worker answers them. */
class BadTransformsIT {
    private static final String SINK = "dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConnector";
    private static final Path FILES = Path.of("src/test/resources/bad-transforms");
    private static final int FEWEST = 150;

    private static Stack stack;
    private static Sql target;

    /**
     * One mistake.
     *
     * @param key the setting that has to carry the error
     * @param says what the error has to say
     */
    record Bad(String file, int line, String type, Map<String, String> settings, String key, List<String> says) {
        @Override
        public String toString() {
            return file + " " + line + ": " + settings;
        }
    }

    @BeforeAll
    static void prepare() throws SQLException {
        stack = SharedStack.get();
        target = Sql.create(stack.target(), "bad_transforms_target", "CREATE TABLE things (id integer PRIMARY KEY)");
    }

    static Stream<Bad> mistakes() throws IOException {
        List<Bad> mistakes = new ArrayList<>();
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.sorted().toList()) {
                int line = 0;
                for (JsonNode node : new ObjectMapper().readTree(file.toFile())) {
                    mistakes.add(bad(file.getFileName().toString(), ++line, node));
                }
            }
        }
        return mistakes.stream();
    }

    private static Bad bad(String file, int line, JsonNode node) {
        Map<String, String> settings = new TreeMap<>();
        node.get("settings")
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
        List<String> says = new ArrayList<>();
        node.get("says").forEach(fragment -> says.add(fragment.asText()));
        return new Bad(
                file, line, node.get("type").asText(), settings, node.get("key").asText(), says);
    }

    @Test
    void thereAreMistakesOfAllKinds() throws IOException {
        assertThat(mistakes().map(bad -> bad.type() + bad.settings()))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(FEWEST);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsNamedBeforeAnythingIsCreated(Bad bad) {
        boolean isPredicate = bad.type().endsWith(".RecordMatches");
        String prefix = isPredicate ? "predicates.bad." : "transforms.bad.";
        Map<String, String> config = config();
        config.put(isPredicate ? "predicates" : "transforms", "bad");
        config.put(prefix + "type", bad.type());
        bad.settings().forEach((key, value) -> config.put(prefix + key, value));

        Map<String, List<String>> errors = stack.connect().validate(SINK, config);

        assertThat(errors).allSatisfy((key, messages) -> assertThat(key).startsWith(prefix));
        assertThat(errors).containsKey(prefix + bad.key());
        assertThat(String.join("\n", errors.get(prefix + bad.key()))).contains(bad.says());
    }

    private static Map<String, String> config() {
        Map<String, String> config = new TreeMap<>();
        new Migration(stack, "bad_transforms", target, target, "public")
                .sink()
                .get("config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        config.remove("topics.regex");
        config.put("topics", "bad_transforms_src.public.things");
        config.put("name", "bad_transforms");
        return config;
    }
}
