/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.validate.ValuePath.Absent;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * A rule about the values that one path names; all of them have to pass. Null passes all but {@code required}, and a value
 * that change capture left out passes, as it is not known. Immutable and thread-safe.
 *
 * @param written the check as it stands in the rule
 * @param check null for {@code required}
 */
record FieldCheck(FieldPath path, String name, String written, ValueCheck check, Absent absent) implements RowCheck {
    @Override
    public Dimension dimension() {
        return isRequired() ? Dimension.COMPLETENESS : Dimension.ACCURACY;
    }

    @Override
    public String expectation() {
        return path + " (" + name + "): expected " + (isRequired() ? "a value, found none" : written);
    }

    @Override
    public Optional<Test> over(Schema schema) {
        return ValuePath.of(schema, path, absent).map(values -> {
            Placeholder placeholder = Placeholder.DEFAULT.of(values.schema());
            Predicate<Object> passes = passes(placeholder, values.schema());
            return (row, message) -> values.walk().all(row, passes);
        });
    }

    private Predicate<Object> passes(Placeholder placeholder, Schema schema) {
        if (isRequired()) {
            return value -> value != null;
        }
        Predicate<Object> test;
        try {
            test = check.over(schema);
        } catch (DataException e) {
            throw new DataException("Field " + path + ": " + e.getMessage(), e);
        }
        return value -> value == null || placeholder.matches(value) || test.test(value);
    }

    private boolean isRequired() {
        return check == null;
    }
}
