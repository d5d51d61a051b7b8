/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Hash128;
import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.canonical.policy.RuleParser;
import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.canonical.value.JsonDocument;
import dev.lockstep.canonical.value.Placeholder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The vectors of version 1, the measure of every implementation. Lines are added, never edited. */
class VectorsTest {
    private static final int FROZEN_LINES = 549;
    private static final String FROZEN_DIGEST = "3004013cfc7d09687887321e85dc35f8";

    private static final List<String> LINES = lines();

    @Test
    void everyVectorHasItsBytesAndDigest() {
        SoftAssertions softly = new SoftAssertions();
        for (String line : LINES) {
            if (!line.startsWith("#")) {
                String[] parts = line.split("\t", -1);
                softly.assertThat(encode(parts[0], parts[1], parts[2])).as(line).isEqualTo(parts[3] + " " + parts[4]);
            }
        }
        softly.assertAll();
    }

    @Test
    void canonicalBytesAreReadBack() {
        for (String line : LINES) {
            if (!line.startsWith("#")) {
                byte[] bytes = HexFormat.of().parseHex(line.split("\t", -1)[3]);
                CanonicalWriter again = new CanonicalWriter();

                CanonicalReader reader = new CanonicalReader(bytes);
                reader.read().writeTo(again);

                assertThat(again.toByteArray()).as(line).isEqualTo(bytes);
                assertThat(reader.atEnd()).as(line).isTrue();
            }
        }
    }

    @Test
    void noVectorWasEverChanged() {
        assertThat(LINES.stream().filter(line -> !line.startsWith("#")).count()).isGreaterThanOrEqualTo(300);
        byte[] frozen = LINES.stream()
                .limit(FROZEN_LINES)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Hash128.of(frozen, 0, frozen.length).toHex())
                .as("the digest of the first %d lines: add lines at the end, and leave these as they are", FROZEN_LINES)
                .isEqualTo(FROZEN_DIGEST);
    }

    @Test
    void changeOfAnyCharacterIsNoticed() {
        String line = LINES.stream()
                .filter(any -> any.contains("MicroTimestamp\t1577836801123457\t-"))
                .findFirst()
                .orElseThrow();
        String[] parts = line.split("\t", -1);

        assertThat(encode(parts[0], parts[1].replace('7', '8'), parts[2])).isNotEqualTo(parts[3] + " " + parts[4]);
        assertThat(encode(parts[0], parts[1], "timestamp(3,cut)")).isNotEqualTo(parts[3] + " " + parts[4]);
    }

    private static String encode(String schemaText, String valueText, String rulesText) {
        Schema schema = VectorSchema.parse(schemaText);
        Object value = VectorValue.of(schema, JsonDocument.parse(valueText).node());
        ColumnRules rules = rulesText.equals("-") ? ColumnRules.NONE : RuleParser.parse(rulesText);
        ColumnEncoder column =
                schema == null ? ColumnEncoder.schemaless("c", value) : rules.encoder("c", schema, Placeholder.DEFAULT);
        CanonicalWriter strict = new CanonicalWriter();
        column.writeValue(value, strict);
        CanonicalValue ruled = rules.apply(new CanonicalReader(strict.toByteArray()).read());
        CanonicalWriter out = new CanonicalWriter();
        column.writeDigestPrefix(out);
        int start = out.size();
        ruled.writeTo(out);
        boolean adds = !(ruled instanceof CanonicalValue.Null) && !(ruled instanceof CanonicalValue.Unknown);
        String digest = adds ? Hash128.of(out.array(), 0, out.size()).toHex() : "-";
        return HexFormat.of().formatHex(Arrays.copyOfRange(out.array(), start, out.size())) + " " + digest;
    }

    private static List<String> lines() {
        try (InputStream file = VectorsTest.class.getResourceAsStream("/vectors-v1.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the vectors file cannot be read", e);
        }
    }
}
