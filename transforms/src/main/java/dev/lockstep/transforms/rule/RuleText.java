/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules of a transform as they were written: one on each line, or several on a line with {@code ;} between them;
 * {@code #} begins a comment line. Rules before the first line {@code topic PATTERN} are for every topic, rules after
 * it for the topics whose whole name matches that regular expression. Immutable.
 *
 * @param sections in the order of the text; those without rules are left out
 */
public record RuleText(List<Section> sections) {
    /** What the line begins with that opens the rules of some topics. */
    private static final String TOPIC = "topic ";

    public RuleText {
        sections = List.copyOf(sections);
    }

    /**
     * Rules of some topics.
     *
     * @param topics what the whole name of the topic matches
     */
    public record Section(Pattern topics, List<RuleLine> lines) {
        public Section {
            lines = List.copyOf(lines);
        }
    }

    /** @throws IllegalArgumentException when a quote is not closed or a pattern of topics is none */
    public static RuleText parse(String text) {
        List<Section> sections = new ArrayList<>();
        Pattern topics = Pattern.compile(".*", Pattern.DOTALL);
        List<RuleLine> lines = new ArrayList<>();
        int number = 0;
        for (String rule : split(text)) {
            RuleLine line = new RuleLine(++number, rule);
            if (!rule.startsWith(TOPIC)) {
                lines.add(line);
                continue;
            }
            if (!lines.isEmpty()) {
                sections.add(new Section(topics, lines));
            }
            topics = pattern(line);
            lines = new ArrayList<>();
        }
        if (!lines.isEmpty()) {
            sections.add(new Section(topics, lines));
        }
        return new RuleText(sections);
    }

    /** All rules, whatever their topics. */
    public List<RuleLine> lines() {
        return sections.stream().flatMap(section -> section.lines().stream()).toList();
    }

    private static Pattern pattern(RuleLine line) {
        try {
            return Pattern.compile(line.text().substring(TOPIC.length()).strip());
        } catch (PatternSyntaxException e) {
            throw line.wrong("Expected a regular expression for names of topics after `topic`: " + e.getDescription()
                    + " near index " + e.getIndex());
        }
    }

    /** Cuts at line ends and semicolons that stand in no quotes. */
    private static List<String> split(String text) {
        List<String> rules = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.strip().startsWith("#")) {
                continue;
            }
            int start = 0;
            char quote = 0;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '\'' || c == '"') {
                    quote = c;
                } else if (c == ';') {
                    add(rules, line.substring(start, i));
                    start = i + 1;
                }
            }
            if (quote != 0) {
                throw new IllegalArgumentException("Rule " + (rules.size() + 1) + ": a quote " + quote
                        + " is opened and not closed on its line. Close it, or double it where it is meant itself");
            }
            add(rules, line.substring(start));
        }
        return rules;
    }

    private static void add(List<String> rules, String rule) {
        if (!rule.isBlank()) {
            rules.add(rule.strip());
        }
    }
}
