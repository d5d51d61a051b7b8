/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.row.RowDraft.Missing;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The setting that says what becomes of a rule whose field is not there. */
final class MissingFieldSetting {
    private static final String KEY = "on.missing.field";

    private MissingFieldSetting() {}

    static ConfigDef define(ConfigDef definition) {
        return definition.define(
                KEY,
                ConfigDef.Type.STRING,
                "fail",
                CaseInsensitiveValidString.in(Missing.FAIL.name(), Missing.SKIP.name()),
                Importance.MEDIUM,
                "What becomes of a rule whose field is not there: `fail` makes the record an error that names the fields"
                        + " that are; `skip` leaves the rule out for such rows.",
                "Errors",
                1,
                Width.SHORT,
                "On missing field");
    }

    static Missing read(AbstractConfig config) {
        return Missing.valueOf(config.getString(KEY).toUpperCase(Locale.ROOT));
    }
}
