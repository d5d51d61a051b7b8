/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.JsonDocument;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that users make in settings: each is told at the setting it is in, with what to write instead. */
class BadConfigsTest {
    private static final Path FOLDER = Path.of("../testbed/integration/src/test/resources/bad-transforms");

    /** One mistake, as the files have it. */
    record BadConfig(String type, Map<String, String> settings, String key, List<String> says) {}

    static Stream<BadConfig> badConfigs() throws IOException {
        List<BadConfig> configs = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                List<BadConfig> read = elements(
                                JsonDocument.parse(Files.readString(file)).node())
                        .stream()
                        .map(BadConfigsTest::badConfig)
                        .toList();
                assertThat(read)
                        .as(file.toString())
                        .hasSizeGreaterThanOrEqualTo(25)
                        .doesNotHaveDuplicates();
                configs.addAll(read);
            }
        }
        return configs.stream();
    }

    @ParameterizedTest
    @MethodSource("badConfigs")
    void mistakeIsToldAtItsSettingWithWhatToWriteInstead(BadConfig bad) throws ReflectiveOperationException {
        ConfigValue value = definition(bad.type()).validate(bad.settings()).stream()
                .filter(candidate -> candidate.name().equals(bad.key()))
                .findFirst()
                .orElseThrow();

        String messages = String.join("\n", value.errorMessages());
        assertThat(messages).contains(bad.says());
    }

    private static ConfigDef definition(String type) throws ReflectiveOperationException {
        Object plugin;
        try {
            plugin = Class.forName(type).getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new AssertionError(type + " cannot be made", e.getCause());
        }
        return plugin instanceof Predicate<?> predicate ? predicate.config() : ((Transformation<?>) plugin).config();
    }

    private static BadConfig badConfig(CanonicalValue node) {
        Map<String, CanonicalValue> members = members(node);
        Map<String, String> settings = new LinkedHashMap<>();
        members(members.get("settings")).forEach((key, setting) -> settings.put(key, text(setting)));
        List<String> says =
                elements(members.get("says")).stream().map(BadConfigsTest::text).toList();
        assertThat(says).isNotEmpty();
        return new BadConfig(text(members.get("type")), settings, text(members.get("key")), says);
    }

    private static Map<String, CanonicalValue> members(CanonicalValue node) {
        Map<String, CanonicalValue> members = new LinkedHashMap<>();
        ((CanonicalValue.Members) node).members().forEach(member -> members.put(member.name(), member.value()));
        return members;
    }

    private static List<CanonicalValue> elements(CanonicalValue node) {
        return ((CanonicalValue.Sequence) node).elements();
    }

    private static String text(CanonicalValue node) {
        return ((CanonicalValue.Text) node).value();
    }
}
