/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.TargetType;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * What stands after {@code =} in a version: the value a field has where it has none. Immutable.
 *
 * @param written with its quotes
 * @param text without them
 */
record DefaultValue(String written, String text) {
    /** @throws IllegalArgumentException when it is no value */
    static DefaultValue quoted(String text) {
        return new DefaultValue("'" + text.replace("'", "''") + "'", text);
    }

    /** @throws IllegalArgumentException when it is no value */
    static DefaultValue word(String word) {
        if (word.equals("null")) {
            throw new IllegalArgumentException("A default of null is written by leaving it out, with `optional`");
        }
        if (!word.equals("true") && !word.equals("false")) {
            try {
                new BigDecimal(word).signum();
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("Expected a value after `=`, found "
                        + (word.isEmpty() ? "none" : word)
                        + ". Write a text in single quotes (= 'new'), a number, true or false");
            }
        }
        return new DefaultValue(word, word);
    }

    /** @throws IllegalArgumentException when it is no value of the type */
    DefaultValue check(TargetType type) {
        try {
            if (of(type.schema(true)) != null && of(type) != null) {
                return this;
            }
        } catch (DataException e) {
            throw new IllegalArgumentException(
                    "The default " + written + " is no " + type + ": " + e.getMessage() + ". Correct it", e);
        }
        throw new IllegalArgumentException("The default " + written + " is no " + type + ". Correct it");
    }

    /** For fields of a schema. */
    Object of(Schema schema) {
        return Conversions.to(schema).over(Schema.STRING_SCHEMA).work().apply(text);
    }

    /** For fields without schema. */
    Object of(TargetType type) {
        return Conversions.to(type).over(null).work().apply(text);
    }

    @Override
    public String toString() {
        return written;
    }
}
