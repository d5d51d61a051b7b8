/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings for some tables.
 *
 * @param tables patterns of their names
 * @param values by the last part of the setting's name, as the user wrote them
 */
record TableOverride(String name, List<Pattern> tables, Map<String, String> values) {
    private static final String PREFIX = "overrides.";

    /** The name of a setting of an override. */
    static String key(String override, String setting) {
        return PREFIX + override + "." + setting;
    }

    Optional<String> value(String setting) {
        return Optional.ofNullable(values.get(setting));
    }
}
