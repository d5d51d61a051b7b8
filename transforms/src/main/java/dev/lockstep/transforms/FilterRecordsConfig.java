/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.expression.RowCondition;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The settings of {@link FilterRecords}. */
final class FilterRecordsConfig extends AbstractConfig {
    /** What becomes of an update whose row the condition no longer holds for. */
    enum WhenLeft {
        DELETE,
        DROP
    }

    /** What becomes of a record for which the condition cannot be told. */
    enum OnError {
        FAIL,
        KEEP,
        DROP
    }

    private static final String WHEN_LEFT = "when.left";
    private static final String TOPIC_PATTERN = "topic.pattern";

    static final ConfigDef DEFINITION = ConditionSettings.define(
                    new ConfigDef(),
                    "Records go on for whose row this expression is true, such as `status == 'OPEN'`. Deletes and"
                            + " tombstones always go on.",
                    "What becomes of a record for which the condition cannot be told, because a column is missing or"
                            + " null or was left out by change capture: `fail` makes it an error, `keep` lets it go on,"
                            + " `drop` drops it.",
                    OnError.values())
            .define(
                    WHEN_LEFT,
                    ConfigDef.Type.STRING,
                    "delete",
                    CaseInsensitiveValidString.in("delete", "drop"),
                    Importance.HIGH,
                    "What becomes of an update after which the condition is no longer true. The target may still hold the"
                            + " row: `delete` makes the record a delete of it, `drop` drops it and leaves the row there.",
                    "Condition",
                    2,
                    Width.SHORT,
                    "When left")
            .define(
                    TOPIC_PATTERN,
                    ConfigDef.Type.STRING,
                    ".*",
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> pattern(name, (String) value), () -> "a regular expression"),
                    Importance.MEDIUM,
                    "Regular expression that the whole name of a topic must match for its records to be filtered. Others go"
                            + " on as they are.",
                    "Condition",
                    3,
                    Width.MEDIUM,
                    "Topics");

    FilterRecordsConfig(Map<?, ?> settings) {
        super(DEFINITION, settings, false);
    }

    RowCondition condition() {
        return ConditionSettings.condition(this);
    }

    WhenLeft whenLeft() {
        return ConditionSettings.choice(this, WHEN_LEFT, WhenLeft.class);
    }

    OnError onError() {
        return ConditionSettings.choice(this, ConditionSettings.ON_ERROR, OnError.class);
    }

    Pattern topics() {
        return pattern(TOPIC_PATTERN, getString(TOPIC_PATTERN));
    }

    private static Pattern pattern(String key, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    key,
                    text,
                    "Expected a regular expression for whole names of topics, such as shop\\.orders or .*: "
                            + e.getDescription() + " near character " + (e.getIndex() + 1));
        }
    }
}
