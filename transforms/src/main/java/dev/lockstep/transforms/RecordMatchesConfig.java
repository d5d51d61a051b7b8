/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.expression.RowCondition;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of {@link RecordMatches}. */
final class RecordMatchesConfig extends AbstractConfig {
    /** What the answer is where the condition cannot be told. */
    enum OnError {
        FAIL,
        TRUE,
        FALSE
    }

    static final ConfigDef DEFINITION = ConditionSettings.define(
            new ConfigDef(),
            "Records match for whose row this expression is true, such as `status == 'OPEN'`.",
            "What the answer is for a record for which the condition cannot be told, because a column is missing or null or"
                    + " was left out by change capture: `fail` makes the record an error, `true` and `false` are the answer.",
            OnError.values());

    RecordMatchesConfig(Map<?, ?> settings) {
        super(DEFINITION, settings, false);
    }

    RowCondition condition() {
        return ConditionSettings.condition(this);
    }

    OnError onError() {
        return ConditionSettings.choice(this, ConditionSettings.ON_ERROR, OnError.class);
    }
}
