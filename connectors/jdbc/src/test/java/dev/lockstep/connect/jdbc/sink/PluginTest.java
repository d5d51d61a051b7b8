/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class PluginTest {
    @Test
    void listsEveryConnectorInItsServiceFileAndNothingElse() {
        List<String> listed = ServiceLoader.load(SinkConnector.class).stream()
                .map(provider -> provider.type().getName())
                .filter(name -> name.startsWith("dev.lockstep."))
                .toList();
        List<String> written = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.lockstep.connect")
                        .stream()
                        .filter(type -> type.isAssignableTo(SinkConnector.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .toList();
        assertThat(listed).isNotEmpty().containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void saysItsVersionOnOldWorkersToo() {
        assertThat(new BulkJdbcSinkConnector()).isInstanceOf(Versioned.class);
        assertThat(new BulkJdbcSinkConnector().version())
                .matches("\\d+\\.\\d+\\.\\d+.*")
                .isEqualTo(new BulkJdbcSinkTask().version());
    }

    @Test
    void documentsEverySettingInItsReadme() throws IOException {
        List<String> table = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(table)
                .containsExactlyElementsOf(BulkJdbcSinkConfig.DEFINITION.configKeys().values().stream()
                        .map(PluginTest::row)
                        .toList());
    }

    @Test
    void describesEverySettingForUserInterfaces() {
        assertThat(BulkJdbcSinkConfig.DEFINITION.configKeys().values())
                .hasSizeLessThanOrEqualTo(20)
                .allSatisfy(key -> {
                    assertThat(key.documentation).isNotBlank();
                    assertThat(key.group).isNotBlank();
                    assertThat(key.displayName).isNotEqualTo(key.name);
                    assertThat(key.width).isNotEqualTo(ConfigDef.Width.NONE);
                });
    }

    private static String row(ConfigKey key) {
        String value = key.type == ConfigDef.Type.PASSWORD ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
        String standard = !key.hasDefault() ? "required" : value.isEmpty() ? "empty" : "`" + value + "`";
        return "| `" + key.name + "` | " + key.type.name().toLowerCase(Locale.ROOT) + " | " + standard + " | "
                + key.importance.name().toLowerCase(Locale.ROOT) + " | " + key.documentation + " |";
    }
}
