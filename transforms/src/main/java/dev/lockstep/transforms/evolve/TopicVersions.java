/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.rule.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The versions of all tables, by the topics they are for. Immutable and thread-safe. */
public final class TopicVersions {
    private record Section(Pattern topics, Versions versions) {}

    private final List<Section> sections;
    private final String target;

    private TopicVersions(List<Section> sections, String target) {
        this.sections = List.copyOf(sections);
        this.target = target;
    }

    /**
     * Reads a text of versions.
     *
     * @throws IllegalArgumentException with all mistakes, one on a line, when there are any
     */
    public static TopicVersions parse(RuleText text) {
        List<Section> sections = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (RuleText.Section section : text.sections()) {
            try {
                sections.add(new Section(section.topics(), Versions.parse(section.lines())));
            } catch (IllegalArgumentException e) {
                mistakes.add(e.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return new TopicVersions(sections, "");
    }

    /**
     * With another target than the last version.
     *
     * @param name empty for the last
     * @throws IllegalArgumentException when a table has no version of this name
     */
    public TopicVersions to(String name) {
        each(versions -> versions.target(name));
        return new TopicVersions(sections, name);
    }

    /** @throws IllegalArgumentException when versions can never be told apart this way; the message says what to do */
    public void check(VersionSource source) {
        each(source::check);
    }

    private void each(Consumer<Versions> check) {
        for (Section section : sections) {
            try {
                check.accept(section.versions());
            } catch (IllegalArgumentException e) {
                throw sections.size() == 1
                        ? e
                        : new IllegalArgumentException("topic " + section.topics() + ": " + e.getMessage(), e);
            }
        }
    }

    /** Those of the last section whose pattern matches the topic. */
    Optional<Versions> of(String topic) {
        return sections.stream()
                .filter(section -> section.topics().matcher(topic).matches())
                .reduce((first, last) -> last)
                .map(Section::versions);
    }

    /** What rows come out in. */
    int target(Versions versions) {
        return versions.target(target);
    }

    /**
     * The migrations, one on a line, oldest first, such as {@code 1 → 2: rename name to full_name}; where there are
     * several sections, under the pattern of their topics.
     */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        for (Section section : sections) {
            if (sections.size() > 1) {
                lines.add("topic " + section.topics());
            }
            Versions versions = section.versions();
            versions.between(0, target(versions)).forEach(migration -> lines.add(migration.toString()));
        }
        return lines;
    }
}
