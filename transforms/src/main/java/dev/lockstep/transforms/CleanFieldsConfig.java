/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.clean.CleanRule;
import dev.lockstep.transforms.row.RowDraft.Missing;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.TopicRules;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of {@link CleanFields}. */
final class CleanFieldsConfig {
    static final ConfigDef DEFINITION = MissingFieldSetting.define(RuleSettings.define(
            new ConfigDef(),
            "What is done to fields: `FIELD: STEP STEP…`, from left to right.",
            "email: trim lower",
            text -> TopicRules.parse(text, line -> CleanRule.parse(line, Missing.FAIL))));

    private CleanFieldsConfig() {}

    static TopicRules<RowRule> rules(Map<String, ?> settings) {
        AbstractConfig config = new AbstractConfig(DEFINITION, settings);
        Missing missing = MissingFieldSetting.read(config);
        return TopicRules.parse(RuleSettings.read(config), line -> CleanRule.parse(line, missing));
    }
}
