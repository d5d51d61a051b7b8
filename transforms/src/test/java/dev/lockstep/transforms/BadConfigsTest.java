/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that people make, as a worker's validation answers them. */
class BadConfigsTest {
    private static final Path CASES = Path.of("../testbed/integration/src/test/resources/bad-transforms");
    private static final int AT_LEAST = 25;

    record Bad(String type, Map<String, String> settings, String key, List<String> says) {}

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList().stream();
        }
    }

    static Stream<Bad> cases() throws IOException {
        return files().flatMap(file -> read(file).stream());
    }

    private static List<Bad> read(Path file) {
        try {
            return new ObjectMapper().readValue(file.toFile(), new TypeReference<List<Bad>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mistakeIsToldAtItsKeyWithWhatToWriteInstead(Bad bad) throws ReflectiveOperationException {
        List<String> messages = errors(bad).stream()
                .filter(value -> value.name().equals(bad.key()))
                .flatMap(value -> value.errorMessages().stream())
                .toList();

        assertThat(messages).as("errors of " + bad.key()).isNotEmpty();
        assertThat(bad.says())
                .isNotEmpty()
                .allSatisfy(fragment -> assertThat(String.join("\n", messages)).contains(fragment));
        String secret = bad.settings().getOrDefault("secret", "");
        if (!secret.isEmpty()) {
            assertThat(String.join("\n", messages)).doesNotContain(secret);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void casesAreManyAndAllDifferent(Path file) {
        Set<Object> seen = new HashSet<>();

        assertThat(read(file))
                .hasSizeGreaterThanOrEqualTo(AT_LEAST)
                .allSatisfy(bad -> assertThat(seen.add(List.of(bad.type(), bad.settings(), bad.key())))
                        .as(bad.toString())
                        .isTrue());
    }

    private static List<ConfigValue> errors(Bad bad) throws ReflectiveOperationException {
        Object plugin = Class.forName(bad.type()).getDeclaredConstructor().newInstance();
        ConfigDef definition =
                plugin instanceof Predicate<?> predicate ? predicate.config() : ((Transformation<?>) plugin).config();
        return definition.validate(bad.settings());
    }
}
