/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEncoderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "[1 2]",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "tru",
                "nul",
                "NaN",
                "'a'",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\t\"",
                "1 1",
                "[]]",
                "\"\\ud83d\"",
                "{\"\\udc00\":1}",
                "1e10001",
                "1E-10001",
                "1e99999999999999999999",
                "\u00a01"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> JsonDocument.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void depthIsBounded() {
        assertThat(JsonDocument.parse("[".repeat(512) + "]".repeat(512))).isNotNull();
        assertThatThrownBy(() -> JsonDocument.parse("[".repeat(513) + "]".repeat(513)))
                .hasMessageContaining("512 levels");
        assertThatThrownBy(() -> JsonDocument.parse("[".repeat(1_000_000))).hasMessageContaining("512 levels");
    }

    @Test
    void errorSaysWhereAndNotWhat() {
        assertThatThrownBy(() -> JsonDocument.parse("{\"secret\": hush}"))
                .hasMessageContaining("at character 11")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("hush");
    }

    @Test
    void membersOfLargeObjectsAreSortedAndTheLastOfANameStays() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 999; i >= 0; i--) {
            text.append("\"k").append(i % 500).append("\":").append(i).append(i == 0 ? "}" : ",");
        }

        CanonicalValue.Json document = JsonDocument.parse(text.toString());

        CanonicalValue.Members members = (CanonicalValue.Members) document.node();
        assertThat(members.members()).hasSize(500);
        assertThat(JsonDocument.text(document)).startsWith("{\"k0\":0,\"k1\":1,\"k10\":10,\"k100\":100,");
    }
}
