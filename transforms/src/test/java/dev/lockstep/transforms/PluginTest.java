/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker and a reader see of this plugin. */
class PluginTest {
    @ParameterizedTest
    @ValueSource(classes = {Transformation.class, Predicate.class})
    void serviceFileListsEveryPluginAndNothingElse(Class<?> kind) throws IOException {
        List<String> listed = Files.readAllLines(Path.of("src/main/resources/META-INF/services/" + kind.getName()));
        List<String> present = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.lockstep.transforms")
                        .stream()
                        .filter(type -> type.isAssignableTo(kind))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(present).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Transformation.class, Predicate.class})
    void everyPluginTellsItsVersionToWorkersOfAllReleases(Class<?> kind)
            throws IOException, ReflectiveOperationException {
        for (String listed : Files.readAllLines(Path.of("src/main/resources/META-INF/services/" + kind.getName()))) {
            Object plugin = Class.forName(listed).getConstructor().newInstance();

            assertThat(plugin)
                    .isInstanceOfSatisfying(
                            Versioned.class,
                            versioned -> assertThat(versioned.version()).matches("\\d+\\.\\d+\\.\\d+.*"));
        }
    }

    @Test
    void readmeListsEverySettingWithItsDefault() throws IOException {
        String readme = Files.readString(Path.of("src/main/plugin/doc/README.md"));

        listsEverySetting(readme, StampDigestConfig.DEFINITION);
    }

    static void listsEverySetting(String text, ConfigDef definition) {
        for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
            String value = String.valueOf(key.defaultValue);
            boolean none = key.type == ConfigDef.Type.PASSWORD || value.isEmpty();
            assertThat(text)
                    .contains("| `" + key.name + "` | " + key.type.name().toLowerCase(Locale.ROOT) + " | "
                            + (none ? "" : "`" + value.replace("|", "\\|") + "`") + " | " + key.documentation + " |");
        }
    }

    @Test
    void unknownChoiceIsRefusedWithTheKeyNamed() {
        assertThatThrownBy(() -> new StampDigest<>().configure(Map.of("on.unencodable", "ignore")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("on.unencodable");
    }

    @Test
    void policyThatIsNoneIsRefusedWithItsLineNamed() {
        assertThatThrownBy(() -> new StampDigest<>().configure(Map.of("policy", "table t\n  a: frobnicate")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Policy line 2")
                .hasMessageContaining("frobnicate");
    }

    @Test
    void keyThatIsNoneIsRefusedAndNeverShown() {
        for (String key : List.of("", "c2hvcnQ=", "not base64 at all")) {
            assertThatThrownBy(() -> new StampDigest<>()
                            .configure(Map.of("algorithm", "hmac-sha-256", "digest.key", key, "digest.key.id", "k1")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("digest.key")
                    .hasMessageContaining("16 bytes")
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("c2hvcnQ", "not base64"));
        }
    }

    @Test
    void keyWithoutItsAlgorithmIsRefused() {
        assertThatThrownBy(() -> new StampDigest<>().configure(Map.of("digest.key.id", "k1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("algorithm=hmac-sha-256");
    }

    @Test
    void groupThatThePatternDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> new StampDigest<>().configure(Map.of("table.name.format", "$1.$3")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("2 group(s)");
    }
}
