/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The values that a path cannot carry, each with what comes instead and why, in a file beside this class. A deviation
 * that no longer happens fails the test as one that is new does.
 */
final class TypeDeviations {
    private static final String REFUSED = "REFUSED";
    private static final String SLOW = "SLOW";

    private final List<Deviation> deviations;

    private record Deviation(
            List<String> versions, String declared, String literal, List<TypePath> paths, String bytes, String reason) {

        boolean concerns(TypeCase line) {
            return declared.equals(line.declared()) && literal.equals(line.literal());
        }
    }

    private TypeDeviations(List<Deviation> deviations) {
        this.deviations = deviations;
    }

    /** The deviations of one version, each of which names a line of its type table and says another value. */
    static TypeDeviations load(String database, int version, List<TypeCase> cases) throws IOException {
        List<Deviation> found = new ArrayList<>();
        for (String line : lines("deviations-" + database + ".txt")) {
            if (!line.startsWith("#")) {
                Deviation deviation = parse(line);
                if (deviation.versions().contains("*") || deviation.versions().contains(Integer.toString(version))) {
                    assertThat(cases.stream().filter(deviation::concerns))
                            .as("the line of the type table that is meant by %s", line)
                            .hasSize(1)
                            .noneMatch(meant -> meant.bytes().equals(deviation.bytes()));
                    found.add(deviation);
                }
            }
        }
        return new TypeDeviations(found);
    }

    /** What this line gives by this path. */
    String expected(TypeCase line, TypePath path) {
        List<Deviation> meant = deviations.stream()
                .filter(deviation ->
                        deviation.concerns(line) && deviation.paths().contains(path))
                .toList();
        assertThat(meant).as("deviations of %s by %s", line, path).hasSizeLessThan(2);
        return meant.stream().map(Deviation::bytes).findFirst().orElse(line.bytes());
    }

    /** Whether a capture can hold this line, and this test has the time to. */
    boolean captured(TypeCase line) {
        return !expected(line, TypePath.SNAPSHOT).equals(SLOW) && !refused(line);
    }

    /** Whether no capture runs that holds this line. */
    boolean refused(TypeCase line) {
        return expected(line, TypePath.SNAPSHOT).equals(REFUSED);
    }

    private static Deviation parse(String line) {
        String[] parts = line.split("\t", -1);
        assertThat(parts).as("parts of the line %s", line).hasSize(6).doesNotContain("");
        return new Deviation(
                List.of(parts[0].split(",")),
                parts[1],
                parts[2],
                Arrays.stream(parts[3].split(",")).map(TypePath::of).toList(),
                parts[4],
                parts[5]);
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream file = Optional.ofNullable(TypeDeviations.class.getResourceAsStream(name))
                .orElseThrow(() -> new IOException("No resource " + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
