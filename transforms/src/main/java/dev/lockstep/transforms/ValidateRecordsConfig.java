/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.transforms.row.RowDraft.Missing;
import dev.lockstep.transforms.row.TopicRules;
import dev.lockstep.transforms.rule.RuleText;
import dev.lockstep.transforms.validate.RowCheck;
import dev.lockstep.transforms.validate.ValidateRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The settings of {@link ValidateRecords}. */
final class ValidateRecordsConfig extends AbstractConfig {
    private static final String ON_VIOLATION = "on.violation";
    private static final String HEADER = "header";

    /** What becomes of a row that violates a rule. */
    enum OnViolation {
        /** The record is an error: the task stops, or the error tolerance of the connector decides. */
        FAIL,
        /** The record goes no further. */
        DROP,
        /** The record goes on, and its header says which rules it violates. */
        TAG
    }

    static final ConfigDef DEFINITION = definition();

    ValidateRecordsConfig(Map<String, ?> settings) {
        super(DEFINITION, settings, false);
    }

    private static ConfigDef definition() {
        ConfigDef definition = RuleSettings.define(
                new ConfigDef(),
                "What rows have to be: `FIELD: CHECK CHECK`, such as `email: required format(email)`, and"
                        + " `check NAME: EXPRESSION` for several fields.",
                "email: required format(email)",
                text -> parse(text, false));
        definition
                .define(
                        ON_VIOLATION,
                        ConfigDef.Type.STRING,
                        "fail",
                        CaseInsensitiveValidString.in(Arrays.stream(OnViolation.values())
                                .map(Enum::name)
                                .toArray(String[]::new)),
                        Importance.HIGH,
                        "What becomes of a row that violates a rule: `fail` makes the record an error, which a sink can send"
                                + " to a dead letter queue; `drop` leaves it out and counts it; `tag` lets it go on with"
                                + " what it violates in its header.",
                        "Errors",
                        2,
                        Width.SHORT,
                        "On violation")
                .define(
                        HEADER,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Whether records that go on say in the header `" + Quality.HEADER
                                + "` how many rules their rows" + " hold, which is what the validator counts.",
                        "Header",
                        1,
                        Width.SHORT,
                        "Header");
        return MissingFieldSetting.define(definition);
    }

    private static TopicRules<List<RowCheck>> parse(RuleText text, boolean skipMissing) {
        ValidateRule rules = new ValidateRule(text, skipMissing);
        return TopicRules.parse(text, rules::parse);
    }

    TopicRules<List<RowCheck>> rules() {
        try {
            return parse(RuleSettings.read(this), MissingFieldSetting.read(this) == Missing.SKIP);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(RuleSettings.RULES + ": " + e.getMessage());
        }
    }

    OnViolation onViolation() {
        return OnViolation.valueOf(getString(ON_VIOLATION).toUpperCase(Locale.ROOT));
    }

    boolean header() {
        return getBoolean(HEADER);
    }
}
