/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.reconcile.Side;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.storage.Converter;

/** The converters of one side, for records without a digest header. */
final class ConverterSettings {
    private final AbstractConfig config;
    private final String side;

    ConverterSettings(AbstractConfig config, Side side) {
        this.config = config;
        this.side = side.name().toLowerCase(Locale.ROOT);
    }

    /** A new key converter: converters are not thread-safe, so each stream task has its own. */
    Converter newKeyConverter() {
        return newConverter(side + ".key.converter", true);
    }

    Converter newValueConverter() {
        return newConverter(side + ".value.converter", false);
    }

    private Converter newConverter(String key, boolean forKeys) {
        Class<?> type = config.getClass(key);
        Map<String, Object> settings = new HashMap<>(config.originalsWithPrefix(key + "."));
        try {
            Converter converter =
                    type.asSubclass(Converter.class).getDeclaredConstructor().newInstance();
            converter.configure(settings, forKeys);
            return converter;
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(key + ": " + type.getName()
                    + " cannot be used as a Connect converter, a class with a constructor without parameters that"
                    + " implements " + Converter.class.getName());
        }
    }
}
