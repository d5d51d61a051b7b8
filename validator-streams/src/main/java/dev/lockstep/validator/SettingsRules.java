/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.level.Level;
import dev.lockstep.validator.level.Levels;
import dev.lockstep.validator.measure.MeasuredTables;
import dev.lockstep.validator.relation.Relationship;
import dev.lockstep.validator.relation.Relationships;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Rules for single settings. */
final class SettingsRules {
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}");

    private static final Pattern LOGIN = Pattern.compile("(?i)password=|//[^/?]*@");
    private static final Pattern WEB = Pattern.compile("https?://[^/@]+(/.*)?/connectors/[^/?]+/?");

    /** Edits up to which an unknown key is taken for a misspelt one. */
    private static final int NEAR = 6;

    private SettingsRules() {}

    static ConfigDef.Validator identifier() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value != null && !ID.matcher((String) value).matches()) {
                        throw new ConfigException(name, value, "expected letters, digits, '-' and '_', at most 100");
                    }
                },
                () -> "letters, digits, '-' and '_'");
    }

    static ConfigDef.Validator regex() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    try {
                        if (value != null) {
                            Pattern.compile((String) value);
                        }
                    } catch (PatternSyntaxException e) {
                        throw new ConfigException(name, value, "not a regular expression: " + e.getDescription());
                    }
                },
                () -> "regular expression over whole topic names");
    }

    static ConfigDef.Validator levels() {
        return parsedBy(Levels::parse, "list of <pattern of table names>=<level>");
    }

    static ConfigDef.Validator relationships() {
        return parsedBy(Relationships::parse, "list of <child table>(<column>,…)=<parent table>");
    }

    static ConfigDef.Validator aggregates() {
        return parsedBy(MeasuredTables::parse, "list of <table>(<column>,…)");
    }

    static ConfigDef.Validator parsedBy(Consumer<List<String>> parser, String expected) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    try {
                        if (value != null) {
                            parser.accept(((List<?>) value)
                                    .stream().map(String::valueOf).toList());
                        }
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(name, value, e.getMessage());
                    }
                },
                () -> expected);
    }

    /** Of a parent's row that is not judged nobody knows whether the target has it. */
    static void parentsAreCompared(Relationships relationships, Levels levels) {
        for (Relationship relationship : relationships.all()) {
            Level level = levels.of(relationship.parent());
            if (!(level instanceof Level.Checksum)) {
                throw new ConfigException(
                        ValidatorSettings.RELATIONSHIPS,
                        relationship.text(),
                        "every row of " + relationship.parent() + " has to be compared, but " + ValidatorSettings.LEVELS
                                + " gives it the level " + level.text()
                                + ". Give it checksum, or remove the relationship");
            }
        }
    }

    /** A password in an address would be shown wherever the address is. */
    static ConfigDef.Validator jdbcUrl() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    String url = (String) value;
                    if (url != null
                            && (!url.startsWith("jdbc:") || LOGIN.matcher(url).find())) {
                        throw new ConfigException(name
                                + ": expected an address as jdbc:postgresql://host/database, without user and password,"
                                + " which have settings of their own");
                    }
                },
                () -> "jdbc:…");
    }

    static ConfigDef.Validator webAddress() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value != null && !WEB.matcher((String) value).matches()) {
                        throw new ConfigException(name, value, "expected http://host:port/connectors/<name>");
                    }
                },
                () -> "http://host:port/connectors/<name>");
    }

    /** The known key a user probably meant. */
    static Optional<String> nearest(String unknown, Collection<String> known) {
        return known.stream()
                .filter(key -> distance(unknown, key) <= NEAR)
                .min(Comparator.comparingInt(key -> distance(unknown, key)));
    }

    /** Levenshtein's edit distance. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
