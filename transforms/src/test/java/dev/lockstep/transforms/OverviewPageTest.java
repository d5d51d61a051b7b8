/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page over all transforms promises examples that the pages of the transforms have, where tests run them. */
class OverviewPageTest {
    private static final Path DOCUMENTS = Path.of("../docs");
    private static final Pattern EXAMPLE = Pattern.compile("\\| \\[`(.+)`\\]\\((transforms/.+\\.md)\\) \\|$");

    static Stream<Arguments> examples() throws IOException {
        List<Arguments> examples = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENTS.resolve("transforms.md"))) {
            Matcher example = EXAMPLE.matcher(line);
            if (example.find()) {
                examples.add(Arguments.of(example.group(1), example.group(2)));
            }
        }
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsOnThePageItNames(String example, String page) throws IOException {
        assertThat(Files.readAllLines(DOCUMENTS.resolve(page)))
                .filteredOn(line -> line.startsWith("| ") && line.contains(" | `" + example + "` | `{"))
                .isNotEmpty();
    }

    @Test
    void everyTransformHasALineAndAPage() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve("transforms.md"));
        for (String listed : Files.readAllLines(
                Path.of("src/main/resources/META-INF/services/org.apache.kafka.connect.transforms.Transformation"))) {
            String name = listed.substring(listed.lastIndexOf('.') + 1).replaceAll("\\$.*", "");
            assertThat(page).contains(name);
        }
    }
}
