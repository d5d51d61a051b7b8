/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.source.ChunkedJdbcSourceConnector;
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

class ObserverPluginTest {
    @Test
    void isListedInTheServiceFileWithTheOtherSource() {
        assertThat(ServiceLoader.load(SourceConnector.class).stream()
                        .map(provider -> provider.type().getName())
                        .filter(name -> name.startsWith("dev.lockstep.")))
                .containsExactly(ChunkedJdbcSourceConnector.class.getName(), JdbcObserverConnector.class.getName());
    }

    @Test
    void saysItsVersionOnOldWorkersToo() {
        assertThat(new JdbcObserverConnector()).isInstanceOf(Versioned.class);
        assertThat(new JdbcObserverConnector().version())
                .matches("\\d+\\.\\d+\\.\\d+.*")
                .isEqualTo(new JdbcObserverTask().version());
    }

    @Test
    void documentsEverySetting() throws IOException {
        List<String> table = Files.readAllLines(Path.of("../../docs/observer.md")).stream()
                .dropWhile(line -> !line.equals("## Settings"))
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(table)
                .containsExactlyElementsOf(JdbcObserverConfig.DEFINITION.configKeys().values().stream()
                        .map(ObserverPluginTest::row)
                        .toList());
    }

    @Test
    void describesEverySettingForUserInterfaces() {
        assertThat(JdbcObserverConfig.DEFINITION.configKeys().values())
                .hasSizeLessThanOrEqualTo(30)
                .allSatisfy(key -> {
                    assertThat(key.documentation).isNotBlank();
                    assertThat(key.group).isNotBlank();
                    assertThat(key.displayName).isNotEqualTo(key.name);
                    assertThat(key.width).isNotEqualTo(ConfigDef.Width.NONE);
                });
    }

    static String row(ConfigKey key) {
        String value = key.type == ConfigDef.Type.PASSWORD ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
        String standard = !key.hasDefault() ? "required" : value.isEmpty() ? "empty" : "`" + value + "`";
        return "| `" + key.name + "` | " + key.type.name().toLowerCase(Locale.ROOT) + " | " + standard + " | "
                + key.importance.name().toLowerCase(Locale.ROOT) + " | " + key.documentation + " |";
    }
}
