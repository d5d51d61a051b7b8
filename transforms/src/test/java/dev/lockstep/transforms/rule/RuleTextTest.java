/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RuleTextTest {
    @Test
    void rulesStandOnLinesOrBetweenSemicolons() {
        RuleText text = RuleText.parse("""
                # what the old system left behind
                email: trim lower; name: trim

                code: pad('0;''x', 8)
                """);

        assertThat(text.lines())
                .extracting(RuleLine::text)
                .containsExactly("email: trim lower", "name: trim", "code: pad('0;''x', 8)");
        assertThat(text.lines()).extracting(RuleLine::number).containsExactly(1, 2, 3);
    }

    @Test
    void rulesAfterATopicLineAreForTheTopicsItNames() {
        RuleText text = RuleText.parse("a: trim\ntopic shop\\.(users|people)\nb: trim; c: trim\ntopic other\nd: trim");

        assertThat(text.sections())
                .extracting(section -> section.topics().pattern())
                .containsExactly(".*", "shop\\.(users|people)", "other");
        assertThat(text.sections().get(1).lines()).hasSize(2);
    }

    @Test
    void quoteThatIsNotClosedIsRefused() {
        assertThatThrownBy(() -> RuleText.parse("a: trim\nb: replace('x, 'y')"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Rule 2")
                .hasMessageContaining("not closed");
    }

    @Test
    void topicThatIsNoPatternIsRefused() {
        assertThatThrownBy(() -> RuleText.parse("topic a(b\nc: trim"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Rule 1")
                .hasMessageContaining("regular expression");
    }
}
