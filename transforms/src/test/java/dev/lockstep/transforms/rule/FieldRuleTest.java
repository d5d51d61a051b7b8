/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldRuleTest {
    @Test
    void stepsComeInOrderWithTheirArguments() {
        FieldRule rule = FieldRule.parse(
                new RuleLine(3, "\"the price\".net: trim pad('0', 8) to(decimal(10, 2)) null-if('', 'n/a, it''s')"));

        assertThat(rule.path().steps()).containsExactly("the price", "net");
        assertThat(rule.calls())
                .containsExactly(
                        new Call("trim", List.of()),
                        new Call("pad", List.of(text("0"), word("8"))),
                        new Call("to", List.of(word("decimal(10,2)"))),
                        new Call("null-if", List.of(text(""), text("n/a, it's"))));
    }

    @Test
    void pairsAndTextsBehindAWordAreArgumentsOfTheirOwn() {
        FieldRule rule =
                FieldRule.parse(new RuleLine(1, "a: map('A'=>'1', 2 => null, else 'x') on-error(default 'y')"));

        assertThat(rule.calls())
                .containsExactly(
                        new Call(
                                "map",
                                List.of(
                                        text("A"),
                                        word("=>"),
                                        text("1"),
                                        word("2"),
                                        word("=>"),
                                        word("null"),
                                        word("else"),
                                        text("x"))),
                        new Call("on-error", List.of(word("default"), text("y"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email trim | no colon",
                "email: | No step",
                ": trim | name of a field",
                "email: pad('0' 8) | `,` or `)`",
                "email: pad('0', | an argument",
                "email: 'trim' | name of a step",
                "email: pad('0 | closing quote",
            })
    void mistakeIsToldWithItsRuleAndPlace(String line, String says) {
        assertThatThrownBy(() -> FieldRule.parse(new RuleLine(7, line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Rule 7")
                .hasMessageContaining(says);
    }

    @Test
    void argumentsAreCheckedByNumberAndRange() {
        Call call = new Call("pad", List.of(text("0"), word("99999")));

        assertThatThrownBy(() -> call.expect(3, 3, "pad('0', 8, left)"))
                .hasMessageContaining("Write pad('0', 8, left)");
        assertThatThrownBy(() -> call.number(1, 1, 1000)).hasMessageContaining("from 1 to 1000");
        assertThatThrownBy(() -> call.number(0, 1, 1000)).hasMessageContaining("whole number");
    }

    @Test
    void openEndIsAnArgumentThatIsEmpty() {
        assertThat(FieldRule.parse(new RuleLine(1, "age: range(0,) range( , 9)"))
                        .calls())
                .containsExactly(
                        new Call("range", List.of(word("0"), word(""))),
                        new Call("range", List.of(word(""), word("9"))));
    }

    @Test
    void nearWordIsSuggested() {
        assertThat(Suggestion.among("trimm", List.of("lower", "trim"))).startsWith("Did you mean trim?");
        assertThat(Suggestion.among("emial", List.of("email", "name"))).startsWith("Did you mean email?");
        assertThat(Suggestion.among("frobnicate", List.of("lower", "trim"))).isEqualTo("There are: lower, trim");
    }

    private static Call.Argument text(String text) {
        return new Call.Argument(text, true);
    }

    private static Call.Argument word(String text) {
        return new Call.Argument(text, false);
    }
}
