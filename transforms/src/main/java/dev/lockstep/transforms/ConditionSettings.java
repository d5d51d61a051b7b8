/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.expression.Condition;
import dev.lockstep.transforms.expression.RowCondition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The settings of what goes by a condition: the condition, and what holds where it cannot be told. */
final class ConditionSettings {
    static final String CONDITION = "condition";
    static final String ON_ERROR = "on.error";
    private static final String MISSING =
            CONDITION + ": there is none. Set an expression that is true or false, for example: status == 'OPEN'";

    private ConditionSettings() {}

    /**
     * @param documentation what records do for which the condition is true
     * @param onError what may be done where it cannot be told; {@code fail} is the default
     */
    static ConfigDef define(
            ConfigDef definition, String documentation, String onErrorDocumentation, Enum<?>... onError) {
        String[] choices =
                List.of(onError).stream().map(ConditionSettings::lower).toArray(String[]::new);
        return definition
                .define(
                        CONDITION,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> check(name, (String) value), () -> "an expression"),
                        Importance.HIGH,
                        documentation,
                        "Condition",
                        1,
                        Width.LONG,
                        "Condition",
                        List.of(),
                        new Demanded())
                .define(
                        ON_ERROR,
                        ConfigDef.Type.STRING,
                        "fail",
                        CaseInsensitiveValidString.in(choices),
                        Importance.MEDIUM,
                        onErrorDocumentation,
                        "Errors",
                        1,
                        Width.SHORT,
                        "On error");
    }

    static RowCondition condition(AbstractConfig config) {
        String text = config.getString(CONDITION);
        if (text.isBlank()) {
            throw new ConfigException(MISSING);
        }
        return new RowCondition(Condition.parse(text));
    }

    static <E extends Enum<E>> E choice(AbstractConfig config, String key, Class<E> type) {
        return Enum.valueOf(type, config.getString(key).toUpperCase(Locale.ROOT));
    }

    static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static void check(String key, String text) {
        if (text.isBlank()) {
            return; // Said by Demanded, as no key may be missing here.
        }
        try {
            new RowCondition(Condition.parse(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, text, e.getMessage());
        }
    }

    /** A worker asks for what it might recommend, and that is where it sees that there is no condition. */
    private record Demanded() implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            if (parsed.get(name) instanceof String text && text.isBlank()) {
                throw new ConfigException(MISSING);
            }
            return List.of();
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return true;
        }
    }
}
