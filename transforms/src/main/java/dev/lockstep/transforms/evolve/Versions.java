/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.rule.RuleLine;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of a table's schema, oldest first, and the ways from each to the next. Immutable and thread-safe. */
final class Versions {
    private static final Pattern HEADING = Pattern.compile("version(?:\\s+(\\S+))?");

    private final List<Version> versions;
    private final List<Migration> migrations;

    private Versions(List<Version> versions) {
        this.versions = List.copyOf(versions);
        List<Migration> ways = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (int i = 1; i < versions.size(); i++) {
            try {
                ways.add(Migration.between(versions.get(i - 1), versions.get(i)));
            } catch (IllegalArgumentException e) {
                mistakes.add(e.getMessage());
            }
        }
        refuse(mistakes);
        this.migrations = List.copyOf(ways);
    }

    /** @throws IllegalArgumentException with all mistakes, one on a line, when there are any */
    static Versions parse(List<RuleLine> lines) {
        List<Version> versions = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        RuleLine heading = null;
        String name = null;
        List<FieldDefinition> fields = new ArrayList<>();
        for (int i = 0; i <= lines.size(); i++) {
            RuleLine line = i == lines.size() ? null : lines.get(i);
            Matcher begin = HEADING.matcher(line == null ? "version" : line.text());
            try {
                if (!begin.matches()) {
                    fields.add(field(heading, line));
                    continue;
                }
                if (heading != null && mistakes.isEmpty()) {
                    versions.add(new Version(heading, name, fields));
                }
                if (line != null) {
                    heading = line;
                    name = name(line, begin.group(1), versions);
                    fields = new ArrayList<>();
                }
            } catch (IllegalArgumentException e) {
                mistakes.add(e.getMessage());
            }
        }
        refuse(mistakes);
        if (versions.size() == 1) {
            throw heading.wrong("There is one version, so nothing leads anywhere. Add the next one: version NAME");
        }
        return new Versions(versions);
    }

    private static FieldDefinition field(RuleLine heading, RuleLine line) {
        FieldDefinition field = FieldReader.read(line);
        if (heading == null) {
            throw line.wrong("It stands before any version. Begin with `version 1`, then its fields");
        }
        return field;
    }

    private static String name(RuleLine line, String name, List<Version> before) {
        if (name == null) {
            throw line.wrong("The version has no name. Write for example: version 1");
        }
        if (name.endsWith(":")) {
            throw line.wrong("Write a version without colon: version " + name.substring(0, name.length() - 1));
        }
        if (before.stream().anyMatch(version -> version.name().equals(name))) {
            throw line.wrong("Version " + name + " is there already. Give each its own name, oldest first");
        }
        return name;
    }

    private static void refuse(List<String> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
    }

    List<Version> all() {
        return versions;
    }

    List<String> names() {
        return versions.stream().map(Version::name).toList();
    }

    /** Where it stands among the others, from 0; negative where there is none of this name. */
    int indexOf(String name) {
        return names().indexOf(name);
    }

    /**
     * Where the version stands that rows come out in.
     *
     * @param name the last where it is empty
     * @throws IllegalArgumentException when there is none of this name
     */
    int target(String name) {
        if (name.isEmpty()) {
            return versions.size() - 1;
        }
        int index = indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("There is no version " + name + ". " + Suggestion.among(name, names())
                    + ". Name one of them, or leave it empty for the last");
        }
        return index;
    }

    /** The ways from one version to a later one, in order; none where it is the same. */
    List<Migration> between(int from, int to) {
        return migrations.subList(from, to);
    }
}
