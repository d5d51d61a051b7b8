/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings of {@link StampDigest}. */
final class StampDigestConfig extends AbstractConfig {
    private static final String ON_UNENCODABLE = "on.unencodable";

    /** What becomes of a record that has no digest. */
    enum OnUnencodable {
        /** The record is an error: the task stops, or the error tolerance of the connector decides. */
        FAIL,
        /** The record goes on, marked as unknown: the validator counts it, and its table is not VERIFIED. */
        MARK
    }

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    ON_UNENCODABLE,
                    ConfigDef.Type.STRING,
                    "fail",
                    CaseInsensitiveValidString.in(Arrays.stream(OnUnencodable.values())
                            .map(Enum::name)
                            .toArray(String[]::new)),
                    Importance.MEDIUM,
                    "What to do with a record that has no key, or a column whose type has no canonical form: `fail` makes"
                            + " it an error; `mark` lets it pass marked as unknown, so that the row is moved but its table"
                            + " cannot be VERIFIED.",
                    "Errors",
                    1,
                    Width.SHORT,
                    "On unencodable record");

    StampDigestConfig(Map<?, ?> settings) {
        super(DEFINITION, settings, false);
    }

    OnUnencodable onUnencodable() {
        return OnUnencodable.valueOf(getString(ON_UNENCODABLE).toUpperCase(Locale.ROOT));
    }
}
