/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.transforms.row.RecordPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the transforms say of each setting what the worker says of it. */
class SettingsPagesTest {
    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("map-fields.md", MapFieldsConfig.DEFINITION),
                Arguments.of("clean-fields.md", CleanFieldsConfig.DEFINITION),
                Arguments.of("protect-fields.md", ProtectFieldsConfig.definition(RecordPart.VALUE)),
                Arguments.of("protect-fields.md", ProtectFieldsConfig.definition(RecordPart.KEY)),
                Arguments.of("validate-records.md", ValidateRecordsConfig.DEFINITION));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySettingIsListedWithItsDefaultAndNoOther(String page, ConfigDef definition) throws IOException {
        String[] expected = definition.configKeys().values().stream()
                .map(SettingsPagesTest::line)
                .toArray(String[]::new);

        assertThat(table(Path.of("../docs/transforms").resolve(page), "## Settings"))
                .containsExactlyInAnyOrder(expected);
    }

    private static String line(ConfigDef.ConfigKey key) {
        String value = key.type == ConfigDef.Type.PASSWORD ? "" : String.valueOf(key.defaultValue);
        return "| `" + key.name + "` | " + key.type.name().toLowerCase(Locale.ROOT) + " | "
                + (value.isEmpty() ? "" : "`" + value + "`") + " | " + key.documentation + " |";
    }

    private static List<String> table(Path file, String heading) throws IOException {
        return Files.readAllLines(file).stream()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("| --- "))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
