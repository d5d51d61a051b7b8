/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    @Test
    void goesThroughObjectsAndLists() {
        FieldPath path = FieldPath.parse("order.items[*].price");

        assertThat(path.steps()).containsExactly("order", "items", "[*]", "price");
        assertThat(path.parents()).containsExactly("order", "items", "[*]");
        assertThat(path.last()).isEqualTo("price");
        assertThat(path.isMany()).isTrue();
    }

    @Test
    void namesOfAnyKindStandInDoubleQuotes() {
        assertThat(FieldPath.parse("\"first.name\".\"a \"\"b\"\"\"").steps()).containsExactly("first.name", "a \"b\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id", "address.city", "tags[*]", "a[*].b[*].c", "\"x y\".z", "\"q\"\"q\"", "größe", "\"1st\""})
    void printsAsItIsParsed(String text) {
        assertThat(FieldPath.parse(text))
                .hasToString(text)
                .isEqualTo(FieldPath.parse(FieldPath.parse(text).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "a.", "a..b", "[*]", "a[0]", "a[*]b", "\"open", "a b"})
    void whatIsNoPathIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> FieldPath.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("character");
    }

    @Test
    void nameThatLooksLikeAPathCanBeGivenAsItIs() {
        assertThat(FieldPath.of("a.b").steps()).isEqualTo(List.of("a.b"));
        assertThat(FieldPath.of("a.b")).hasToString("\"a.b\"");
    }
}
