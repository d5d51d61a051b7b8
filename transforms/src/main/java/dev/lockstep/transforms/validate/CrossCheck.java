/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.transforms.expression.Condition;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.Message;
import dev.lockstep.transforms.validate.ValuePath.Absent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * A rule about several fields of a row. It passes unless it is false: where a field is null and the expression therefore
 * neither true nor false, as with a CHECK of SQL; and where change capture left a field out. Immutable and thread-safe.
 *
 * @param expression as it is written
 */
record CrossCheck(String name, String expression, Condition condition, boolean skipMissing) implements RowCheck {
    @Override
    public Dimension dimension() {
        return Dimension.CONSISTENCY;
    }

    @Override
    public String expectation() {
        return name + ": expected " + expression;
    }

    @Override
    public Optional<Test> over(Schema schema) {
        List<ValuePath> inputs = new ArrayList<>();
        Map<String, Schema> schemas = new HashMap<>();
        for (String input : condition.inputs()) {
            Optional<ValuePath> path =
                    ValuePath.of(schema, FieldPath.of(input), skipMissing ? Absent.SKIP : Absent.FAIL);
            if (path.isEmpty()) {
                return Optional.empty();
            }
            inputs.add(path.get());
            schemas.put(input, path.get().schema());
        }
        try {
            Condition.Test test = condition.over(schemas::get);
            return Optional.of((row, message) -> holds(inputs, test, row, message));
        } catch (DataException e) {
            throw new DataException("Check " + name + ": " + e.getMessage(), e);
        }
    }

    private boolean holds(List<ValuePath> paths, Condition.Test test, Object row, Message message) {
        Object[] values = new Object[paths.size()];
        boolean known = true;
        boolean whole = true;
        for (int i = 0; i < values.length; i++) {
            int at = i;
            ValuePath path = paths.get(i);
            path.walk().all(row, value -> {
                values[at] = value;
                return true;
            });
            whole &= values[i] != null;
            known &= !Placeholder.DEFAULT.of(path.schema()).matches(values[i]);
        }
        try {
            return !known || test.test(values, message);
        } catch (DataException e) {
            if (!whole) {
                return true;
            }
            throw new DataException("Check " + name + ": " + e.getMessage(), e);
        }
    }
}
