/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.map.MapRules;
import dev.lockstep.transforms.row.RowDraft.Missing;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.TopicRules;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of {@link MapFields}. */
final class MapFieldsConfig extends AbstractConfig {
    static final ConfigDef DEFINITION = MissingFieldSetting.define(RuleSettings.define(
            new ConfigDef(),
            "What fields the row has, what they are called and where they stand: rename, drop, keep, order, nest, unnest,"
                    + " set, default, require. Rules work from top to bottom, each on what the one before has made.",
            "rename first_name to given_name; drop password",
            text -> TopicRules.parse(text, MapRules.parser(Missing.FAIL))));

    MapFieldsConfig(Map<?, ?> settings) {
        super(DEFINITION, settings, false);
    }

    TopicRules<RowRule> rules() {
        return TopicRules.parse(RuleSettings.read(this), MapRules.parser(MissingFieldSetting.read(this)));
    }
}
