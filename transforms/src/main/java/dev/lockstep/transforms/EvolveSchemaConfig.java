/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.evolve.FieldList;
import dev.lockstep.transforms.evolve.OnUnknownField;
import dev.lockstep.transforms.evolve.TopicVersions;
import dev.lockstep.transforms.evolve.VersionSource;
import dev.lockstep.transforms.history.History;
import dev.lockstep.transforms.rule.RuleText;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The settings of {@link EvolveSchema}. */
final class EvolveSchemaConfig extends AbstractConfig {
    private static final String VERSIONS = "versions";
    private static final String TARGET = "target.version";
    private static final String SOURCE = "version.from";
    private static final String UNKNOWN = "on.unknown.field";
    private static final List<String> TREATMENTS = List.of("fail", "drop", "keep");
    private static final String GROUP = "Rules";

    static final ConfigDef DEFINITION = HistorySettings.define(RuleSettings.define(
                    new ConfigDef(),
                    VERSIONS,
                    "The versions of the schema, oldest first: a line `version NAME`, then all its fields, one a line, as"
                            + " `FIELD: TYPE`, with what applies of `required`, `was OLD`, `= DEFAULT`, `from EXPRESSION`."
                            + " A line `topic PATTERN` opens the versions of the topics whose whole name matches.",
                    "version 1; id: int64 required; name: string; version 2; id: int64 required; full_name: string was name",
                    TopicVersions::parse)
            .define(
                    TARGET,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    Importance.MEDIUM,
                    "The version that rows come out in. Empty: the last.",
                    GROUP,
                    3,
                    Width.SHORT,
                    "Target version",
                    List.of(),
                    new Checked((versions, name) -> versions.to(name)))
            .define(
                    SOURCE,
                    ConfigDef.Type.STRING,
                    "fields",
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> source(name, (String) value),
                            () -> "fields, schema, header:NAME or field:NAME"),
                    Importance.HIGH,
                    "What tells the version of a record: `fields` is the version whose fields the row has; `schema` the"
                            + " number of its schema; `header:NAME` the text of a header; `field:NAME` a field of the row,"
                            + " which is dropped unless the versions name it.",
                    GROUP,
                    4,
                    Width.MEDIUM,
                    "Version from",
                    List.of(),
                    new Checked((versions, source) -> versions.check(VersionSource.parse(source))))
            .define(
                    UNKNOWN,
                    ConfigDef.Type.STRING,
                    "fail",
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> treatment(name, (String) value), () -> String.join(", ", TREATMENTS)),
                    Importance.MEDIUM,
                    "What becomes of fields that the version of a record does not name: `fail` makes the record an error"
                            + " that names them; `drop` takes them out; `keep` lets them go on as they are.",
                    GROUP,
                    5,
                    Width.SHORT,
                    "On unknown field"));

    private final String text;

    EvolveSchemaConfig(Map<?, ?> settings) {
        super(DEFINITION, settings, false);
        text = RuleSettings.text(this, VERSIONS);
        try {
            versions().check(source());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    /** With the wanted version as target. */
    TopicVersions versions() {
        return TopicVersions.parse(RuleText.parse(text)).to(getString(TARGET));
    }

    VersionSource source() {
        return VersionSource.parse(getString(SOURCE));
    }

    OnUnknownField onUnknownField() {
        return OnUnknownField.valueOf(getString(UNKNOWN).toUpperCase(Locale.ROOT));
    }

    /** A digest of the versions' text. */
    String definition() {
        return FieldList.digest(text);
    }

    History history() {
        return HistorySettings.read(this);
    }

    private static void treatment(String key, String text) {
        if (!TREATMENTS.contains(text.toLowerCase(Locale.ROOT))) {
            throw new ConfigException(key, text, "Expected one of these words. " + Suggestion.among(text, TREATMENTS));
        }
    }

    private static void source(String key, String text) {
        try {
            VersionSource.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, text, e.getMessage());
        }
    }

    /** What a setting says together with the versions, where these are right by themselves. */
    @FunctionalInterface
    private interface Check {
        void of(TopicVersions versions, String value);
    }

    private record Checked(Check check) implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            RuleSettings.parsed(parsed, VERSIONS, TopicVersions::parse)
                    .ifPresent(versions -> refuse(name, versions, String.valueOf(parsed.get(name))));
            return List.of();
        }

        private void refuse(String name, TopicVersions versions, String value) {
            try {
                check.of(versions, value);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, value, e.getMessage());
            }
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return true;
        }
    }
}
