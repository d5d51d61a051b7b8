/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.rule.RuleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings that say what a transform does: rules, in the configuration or in a file.
 *
 * <p>Workers validate each key by itself. What two keys say together is checked where a worker asks for the values it
 * might recommend, which is the one place that sees them all; nothing is recommended there.
 */
final class RuleSettings {
    static final String RULES = "rules";
    static final String RULES_FILE = "rules.file";
    private static final String GROUP = "Rules";

    private RuleSettings() {}

    /**
     * Defines {@value #RULES} and {@value #RULES_FILE}.
     *
     * @param documentation what the rules are, in a sentence or two
     * @param example one rule, for messages
     * @param parser throws an {@link IllegalArgumentException} that names every mistake
     */
    static ConfigDef define(ConfigDef definition, String documentation, String example, Consumer<RuleText> parser) {
        String all = documentation
                + " One rule a line, or several with `;` between them. A line `topic PATTERN` opens"
                + " the rules of the topics whose whole name matches.";
        return define(definition, RULES, all, example, parser);
    }

    /**
     * Defines such a pair of settings under another name.
     *
     * @param key what the text is called; the file is that with {@code .file}
     */
    static ConfigDef define(
            ConfigDef definition, String key, String documentation, String example, Consumer<RuleText> parser) {
        return definition
                .define(
                        key,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with((name, value) -> check(name, (String) value, parser), () -> key),
                        Importance.HIGH,
                        documentation,
                        GROUP,
                        1,
                        Width.LONG,
                        key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1),
                        List.of(),
                        new Together(key, example))
                .define(
                        file(key),
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> checkFile(name, (String) value, parser), () -> "a file with " + key),
                        Importance.MEDIUM,
                        "A file with the " + key + ", in place of `" + key
                                + "`, that every worker can read. It is read when the" + " connector starts.",
                        GROUP,
                        2,
                        Width.LONG,
                        "File with " + key);
    }

    private static String file(String key) {
        return key + ".file";
    }

    /** The rules, from where they stand. */
    static RuleText read(AbstractConfig config) {
        return RuleText.parse(text(config, RULES));
    }

    /** The text under such a key, from where it stands. */
    static String text(AbstractConfig config, String key) {
        String inline = config.getString(key);
        String file = config.getString(file(key));
        String problem = problem(key, inline, file, "");
        if (problem != null) {
            throw new ConfigException(problem);
        }
        return inline.isBlank() ? content(file(key), file) : inline;
    }

    /**
     * What such a text says, for checks of what it and another setting say together.
     *
     * @param parsed the values of all settings
     * @return none where it is missing or wrong by itself, which its own setting tells
     */
    static <T> Optional<T> parsed(Map<String, Object> parsed, String key, Function<RuleText, T> parser) {
        if (!(parsed.get(key) instanceof String inline) || !(parsed.get(file(key)) instanceof String file)) {
            return Optional.empty();
        }
        if (problem(key, inline, file, "") != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(RuleText.parse(inline.isBlank() ? content(file(key), file) : inline)));
        } catch (IllegalArgumentException | ConfigException e) {
            return Optional.empty();
        }
    }

    /** The rules among values that are being validated; empty while they are not there or cannot be read. */
    static Optional<RuleText> peek(Map<String, Object> parsed) {
        try {
            String inline = parsed.get(RULES) instanceof String text ? text : "";
            String file = parsed.get(RULES_FILE) instanceof String name ? name : "";
            return inline.isBlank() && file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(RuleText.parse(inline.isBlank() ? content(RULES_FILE, file) : inline));
        } catch (IllegalArgumentException | ConfigException e) {
            return Optional.empty(); // said where the rules are checked
        }
    }

    private static void check(String key, String text, Consumer<RuleText> parser) {
        try {
            parser.accept(RuleText.parse(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, "(" + text.length() + " characters)", e.getMessage());
        }
    }

    private static void checkFile(String key, String file, Consumer<RuleText> parser) {
        if (!file.isEmpty()) {
            check(key, content(key, file), parser);
        }
    }

    private static String content(String key, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException(
                    key,
                    file,
                    "The file cannot be read as UTF-8 text by this worker ("
                            + e.getClass().getSimpleName()
                            + "). Put it there on every worker, and let the worker's user read it");
        }
    }

    /** What is wrong with the two keys together; null when nothing is. */
    private static String problem(String key, String inline, String file, String example) {
        if (inline.isBlank() && file.isEmpty()) {
            return key + ": there are none, so the transform would do nothing. Set " + key + " or " + file(key)
                    + (example.isEmpty() ? "" : ", for example: " + example);
        }
        if (!inline.isBlank() && !file.isEmpty()) {
            return key + ": both " + key + " and " + file(key) + " are set. Keep one of them";
        }
        return null;
    }

    private record Together(String key, String example) implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            if (parsed.get(key) instanceof String inline && parsed.get(file(key)) instanceof String file) {
                String problem = problem(key, inline, file, example);
                if (problem != null) {
                    throw new ConfigException(problem);
                }
            }
            return List.of();
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return true;
        }
    }
}
