/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What tells the version of a record. Immutable. */
public sealed interface VersionSource {
    /** @throws IllegalArgumentException when it is none; the message says which there are */
    static VersionSource parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text.strip() : text.substring(0, colon).strip();
        String name = colon < 0 ? "" : text.substring(colon + 1).strip();
        boolean isNamed = kind.equals("header") || kind.equals("field");
        if (isNamed && name.isEmpty()) {
            throw new IllegalArgumentException(
                    "The name of the " + kind + " is missing. Write for example " + kind + ":schema_version");
        }
        if (!isNamed && colon >= 0 && List.of("schema", "fields").contains(kind)) {
            throw new IllegalArgumentException(
                    kind + " takes no name. Write " + kind + ", or header:NAME, or field:NAME");
        }
        return switch (kind) {
            case "schema" -> new BySchema();
            case "fields" -> new ByFields();
            case "header" -> new ByHeader(name);
            case "field" -> new ByField(name);
            default ->
                throw new IllegalArgumentException("`" + kind + "` tells no version. "
                        + Suggestion.among(kind, List.of("fields", "schema", "header:NAME", "field:NAME")));
        };
    }

    /** The field of the row that tells it, which is then never unknown; empty where none does. */
    default String field() {
        return "";
    }

    /** @throws IllegalArgumentException when these versions cannot be told apart so; the message says what to do */
    default void check(Versions versions) {}

    /** The number of the schema of the row is the name of the version. */
    record BySchema() implements VersionSource {
        private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");

        @Override
        public void check(Versions versions) {
            for (String name : versions.names()) {
                if (!NUMBER.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "version.from=schema compares numbers, and version " + name
                                    + " is none. Name versions 1, 2, 3, or set version.from to header:NAME, field:NAME or fields");
                }
            }
        }
    }

    /** The version is the one whose fields the row has. */
    record ByFields() implements VersionSource {
        @Override
        public void check(Versions versions) {
            List<Version> all = versions.all();
            for (int i = 0; i < all.size(); i++) {
                for (Version other : all.subList(0, i)) {
                    if (all.get(i).looksLike(other)) {
                        throw new IllegalArgumentException("Versions " + other.name() + " and "
                                + all.get(i).name()
                                + " have the same fields of the same types, so fields do not tell them apart. Set"
                                + " version.from to schema, header:NAME or field:NAME");
                    }
                }
            }
        }
    }

    /** A header holds the name of the version. */
    record ByHeader(String name) implements VersionSource {}

    /** A field of the row holds the name of the version. */
    record ByField(String field) implements VersionSource {
        Optional<FieldDefinition> in(Version version) {
            return version.field(FieldPath.of(field));
        }
    }
}
