/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.transforms.rule.RuleLine;
import dev.lockstep.transforms.rule.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The rules of a transform, by the topics they are for. Immutable and thread-safe. */
public final class TopicRules<T> {
    private record Section<T>(Pattern topics, List<T> rules) {}

    private final List<Section<T>> sections;

    private TopicRules(List<Section<T>> sections) {
        this.sections = List.copyOf(sections);
    }

    /** The same rules for every topic. */
    public static <T> TopicRules<T> of(List<T> rules) {
        return new TopicRules<>(List.of(new Section<>(Pattern.compile(".*", Pattern.DOTALL), List.copyOf(rules))));
    }

    /**
     * Reads every line.
     *
     * @throws IllegalArgumentException with all mistakes, one on a line, when there are any
     */
    public static <T> TopicRules<T> parse(RuleText text, Function<RuleLine, T> parser) {
        List<Section<T>> sections = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (RuleText.Section section : text.sections()) {
            List<T> rules = new ArrayList<>();
            for (RuleLine line : section.lines()) {
                try {
                    rules.add(parser.apply(line));
                } catch (IllegalArgumentException e) {
                    mistakes.add(e.getMessage());
                }
            }
            sections.add(new Section<>(section.topics(), List.copyOf(rules)));
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return new TopicRules<>(sections);
    }

    /** In the order they were written; none where the topic has none. */
    public List<T> of(String topic) {
        List<T> rules = new ArrayList<>();
        for (Section<T> section : sections) {
            if (section.topics().matcher(topic).matches()) {
                rules.addAll(section.rules());
            }
        }
        return rules;
    }

    /** All of them, whatever their topics. */
    public List<T> all() {
        return sections.stream().flatMap(section -> section.rules().stream()).toList();
    }
}
