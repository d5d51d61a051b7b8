/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class SourcePluginTest {
    @Test
    void isListedInItsServiceFile() {
        assertThat(ServiceLoader.load(SourceConnector.class).stream()
                        .map(provider -> provider.type().getName())
                        .filter(name -> name.startsWith("dev.lockstep.")))
                .contains(ChunkedJdbcSourceConnector.class.getName());
    }

    @Test
    void saysItsVersionOnOldWorkersToo() {
        assertThat(new ChunkedJdbcSourceConnector()).isInstanceOf(Versioned.class);
        assertThat(new ChunkedJdbcSourceConnector().version())
                .matches("\\d+\\.\\d+\\.\\d+.*")
                .isEqualTo(new ChunkedJdbcSourceTask().version());
    }

    @Test
    void documentsEverySetting() throws IOException {
        List<String> table = Files.readAllLines(Path.of("../../docs/source.md")).stream()
                .dropWhile(line -> !line.equals("## Settings"))
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(table)
                .containsExactlyElementsOf(ChunkedJdbcSourceConfig.DEFINITION.configKeys().values().stream()
                        .map(SourcePluginTest::row)
                        .toList());
    }

    @Test
    void describesEverySettingForUserInterfaces() {
        assertThat(ChunkedJdbcSourceConfig.DEFINITION.configKeys().values())
                .hasSizeLessThanOrEqualTo(25)
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
