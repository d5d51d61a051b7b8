/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/pains.md} promises tests; they must be there, and say which pain they are for. */
class PainsDocumentTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static final Map<String, String> SOURCES = new HashMap<>();

    private record Pain(int number, String sink, String source) {}

    @BeforeAll
    static void readTests() throws IOException {
        for (String module : List.of("connectors", "transforms", "testbed")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                for (Path file : files.filter(path -> path.toString().contains("/src/test/java/"))
                        .filter(path -> path.toString().endsWith(".java"))
                        .toList()) {
                    SOURCES.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
    }

    private static List<Pain> pains() throws IOException {
        List<Pain> pains = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/pains.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                pains.add(new Pain(
                        Integer.parseInt(row.group(1)),
                        row.group(3).trim(),
                        row.group(4).trim()));
            }
        }
        return pains;
    }

    @Test
    void everyPainHasATestOrAReasonForSinkAndSource() throws IOException {
        assertThat(pains().stream().map(Pain::number))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 30).boxed().toList());
        assertThat(pains()).allSatisfy(pain -> {
            assertThat(pain.sink()).isNotEmpty();
            assertThat(pain.source()).isNotEmpty();
        });
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        for (Pain pain : pains()) {
            Matcher test = TEST.matcher(pain.sink() + pain.source());
            while (test.find()) {
                assertThat(SOURCES).as("pain %d", pain.number()).containsKey(test.group(1));
                assertThat(SOURCES.get(test.group(1)))
                        .as("pain %d, %s", pain.number(), test.group())
                        .contains("void " + test.group(2) + "(");
            }
        }
    }

    @Test
    void everyTestThatNamesAPainIsListedWithIt() throws IOException {
        Pattern named = Pattern.compile("@DisplayName\\(\\s*\"pains? ([\\d and,]+):[^@]*?void (\\w+)\\(");
        List<Pain> pains = pains();
        int found = 0;
        for (String source : SOURCES.values()) {
            Matcher test = named.matcher(source);
            while (test.find()) {
                Matcher number = NUMBER.matcher(test.group(1));
                while (number.find()) {
                    found++;
                    Pain pain = pains.get(Integer.parseInt(number.group()) - 1);
                    assertThat(pain.sink() + pain.source())
                            .as("pain %d", pain.number())
                            .contains("#" + test.group(2) + "`");
                }
            }
        }
        assertThat(found).isGreaterThan(30);
    }
}
