/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.transforms.CleanFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document says what is true: its examples are run as they stand there. */
class CleanFieldsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/transforms/clean-fields.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("\\| ([^`|]+) \\| `([^`]+)` \\| `(\\{[^`]+})` \\| `(\\{[^`]+})` \\|");
    private static final Pattern STEP = Pattern.compile("\\| `([a-z0-9-]+)` \\|.*\\|");

    /** A line of the table of worked examples. */
    record Example(String wish, String rule, String row, String becomes) {}

    static Stream<Example> examples() throws IOException {
        List<Example> examples = Files.readAllLines(DOCUMENT).stream()
                .map(EXAMPLE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Example(line.group(1), line.group(2), line.group(3), line.group(4)))
                .toList();
        assertThat(examples).hasSizeGreaterThan(30);
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleDoesWhatTheDocumentSays(Example example) {
        Object row = json(example.row());

        Object made;
        try (CleanFields.Value<SinkRecord> clean = new CleanFields.Value<>()) {
            clean.configure(Map.of("rules", example.rule()));
            made = clean.apply(new SinkRecord("t", 0, null, null, null, row, 0)).value();
        }

        assertThat(new EmitJson().over(null).work().apply(made)).isEqualTo(example.becomes());
    }

    @Test
    void everyStepIsInTheTableAndNothingElse() throws IOException {
        List<String> documented = new ArrayList<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            inTable = line.startsWith("| step |") || (inTable && line.startsWith("|"));
            Matcher step = STEP.matcher(line);
            if (inTable && step.matches()) {
                documented.add(step.group(1));
            }
        }

        List<String> expected = new ArrayList<>(Steps.names());
        expected.add(OnError.NAME);
        assertThat(documented).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everySettingIsInTheTableWithItsDefault() throws IOException {
        String document = Files.readString(DOCUMENT);

        try (CleanFields.Value<SinkRecord> clean = new CleanFields.Value<>()) {
            for (ConfigDef.ConfigKey key : clean.config().configKeys().values()) {
                String value = Objects.toString(key.defaultValue, "");
                assertThat(document)
                        .contains("| `" + key.name + "` | " + key.type.name().toLowerCase(Locale.ROOT) + " | "
                                + (value.isEmpty() ? "" : "`" + value + "`") + " | " + key.documentation + " |");
            }
        }
    }

    private static Object json(String text) {
        return new ParseJson(null, false).over(null).work().apply(text);
    }
}
