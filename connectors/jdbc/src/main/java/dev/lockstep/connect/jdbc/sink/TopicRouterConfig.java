/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.schema.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The settings that say which table a topic is of: the same for whoever writes the tables and whoever reads them back. */
public final class TopicRouterConfig {
    static final String TOPIC_PATTERN = "table.topic.pattern";
    static final String NAME_FORMAT = "table.name.format";
    static final String NAME_OVERRIDES = "table.name.overrides";

    /** In a table's name format: a group of the topic's pattern, or a character that stands for itself. */
    private static final Pattern GROUP_REFERENCE = Pattern.compile("\\\\.|\\$(\\d?)");

    /** A topic, the schema of its table and the table; only the last may hold what the others end with. */
    private static final Pattern NAME_OVERRIDE = Pattern.compile("([^=]+)=([^.]+)\\.(.+)");

    private TopicRouterConfig() {}

    /** Adds the settings, which begin the group {@code Mapping}. */
    public static void define(ConfigDef definition) {
        definition
                .define(
                        TOPIC_PATTERN,
                        ConfigDef.Type.STRING,
                        "[^.]+\\.(?:([^.]+)\\.)?([^.]+)",
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> checkPattern((String) value), () -> "a regular expression"),
                        Importance.MEDIUM,
                        "Regular expression that the whole name of a topic must match, after transforms. Its groups are"
                                + " for table.name.format.",
                        "Mapping",
                        1,
                        Width.LONG,
                        "Topic pattern")
                .define(
                        NAME_FORMAT,
                        ConfigDef.Type.STRING,
                        "$1.$2",
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> checkFormat((String) value),
                                () -> "schema.table, with $1 … $9 for groups"),
                        Importance.MEDIUM,
                        "The table that a topic's rows go to, as schema.table, spelled as in the catalogue. $1 is the first"
                                + " group of table.topic.pattern. Without a schema in front of the point it is the target's"
                                + " own: public, the database of the URL, or SQLite's main.",
                        "Mapping",
                        2,
                        Width.MEDIUM,
                        "Table name format")
                .define(
                        NAME_OVERRIDES,
                        ConfigDef.Type.LIST,
                        List.of(),
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> checkNameOverrides((List<?>) value), () -> "topic=schema.table,…"),
                        Importance.LOW,
                        "The tables of single topics, as topic=schema.table, in place of pattern and format. For tables whose"
                                + " names no topic can have, where the records do not tell them: rows without envelope.",
                        "Mapping",
                        3,
                        Width.LONG,
                        "Tables of single topics");
    }

    public static TopicRouter router(AbstractConfig config, Dialect dialect, String url) {
        return new TopicRouter(
                Pattern.compile(config.getString(TOPIC_PATTERN)),
                config.getString(NAME_FORMAT),
                dialect.schemaOf(url),
                tablesByTopic(config));
    }

    private static Map<String, TableId> tablesByTopic(AbstractConfig config) {
        Map<String, TableId> tables = new HashMap<>();
        for (String override : config.getList(NAME_OVERRIDES)) {
            Matcher parts = NAME_OVERRIDE.matcher(override);
            if (parts.matches()) {
                tables.put(parts.group(1), new TableId(parts.group(2), parts.group(3)));
            }
        }
        return tables;
    }

    /** What is wrong although each setting is fine by itself. */
    public static List<ConfigProblem> problems(AbstractConfig config) {
        List<ConfigProblem> problems = new ArrayList<>();
        int groups =
                Pattern.compile(config.getString(TOPIC_PATTERN)).matcher("").groupCount();
        Matcher references = GROUP_REFERENCE.matcher(config.getString(NAME_FORMAT));
        while (references.find()) {
            if (references.group(1) != null && Integer.parseInt(references.group(1)) > groups) {
                problems.add(new ConfigProblem(
                        NAME_FORMAT,
                        "$" + references.group(1) + " is used, " + TOPIC_PATTERN + " has " + groups
                                + " group(s). Use a lower number or add a group"));
            }
        }
        return problems;
    }

    private static void checkPattern(String pattern) {
        try {
            var unused = Pattern.compile(pattern);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(TOPIC_PATTERN, pattern, "Not a regular expression: " + e.getMessage());
        }
    }

    private static void checkNameOverrides(List<?> overrides) {
        Set<String> topics = new HashSet<>();
        for (Object override : overrides) {
            Matcher parts = NAME_OVERRIDE.matcher((String) override);
            if (!parts.matches()) {
                throw new ConfigException(NAME_OVERRIDES, override, "Expected topic=schema.table");
            }
            if (!topics.add(parts.group(1))) {
                throw new ConfigException(NAME_OVERRIDES, override, "The topic is there twice. Remove one");
            }
        }
    }

    private static void checkFormat(String format) {
        Matcher references = GROUP_REFERENCE.matcher(format);
        while (references.find()) {
            if ("".equals(references.group(1))) {
                throw new ConfigException(
                        NAME_FORMAT, format, "$ must be followed by the number of a group; write \\$ for a plain $");
            }
        }
        if (!format.contains(".") || format.endsWith("\\")) {
            throw new ConfigException(NAME_FORMAT, format, "Expected schema.table, such as $1.$2 or public.$2");
        }
    }
}
