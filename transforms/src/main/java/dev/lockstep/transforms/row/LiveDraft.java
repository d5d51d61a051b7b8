/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.canonical.value.Placeholder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.DataException;

/** The fields of an object without schema, changed in place. Owned by one thread. */
final class LiveDraft implements Draft {
    private record Value(Object value) implements Cell {}

    private final String where;
    private final Map<String, Object> fields;
    private final LiveSteps steps;
    private final Message message;

    LiveDraft(String where, Map<String, Object> fields, LiveSteps steps, Message message) {
        this.where = where;
        this.fields = fields;
        this.steps = steps;
        this.message = message;
    }

    @Override
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    @Override
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    @Override
    public Cell remove(String name) {
        return new Value(fields.remove(name));
    }

    @Override
    public void put(String name, Cell cell) {
        fields.put(name, ((Value) cell).value());
    }

    @Override
    public void fill(String name, Cell cell) {
        put(name, cell);
    }

    @Override
    public void rename(String from, String to) {
        Map<String, Object> before = new LinkedHashMap<>(fields);
        fields.clear();
        before.forEach((name, value) -> fields.put(name.equals(from) ? to : name, value));
    }

    @Override
    public void order(List<String> first) {
        Map<String, Object> before = new LinkedHashMap<>(fields);
        fields.clear();
        first.forEach(name -> fields.put(name, before.get(name)));
        before.forEach(fields::putIfAbsent);
    }

    @Override
    public void change(String name, ValueStep step) {
        Object value = fields.get(name);
        if (Placeholder.DEFAULT.matches(value)) {
            return;
        }
        Object changed = at(name, () -> steps.of(step).apply(value));
        if (changed != null || fields.containsKey(name)) {
            fields.put(name, changed);
        }
    }

    @Override
    public void compute(String name, Computation computation) {
        Object[] inputs = computation.inputs().stream().map(fields::get).toArray();
        for (Object input : inputs) {
            if (Placeholder.DEFAULT.matches(input)) {
                fields.put(name, input);
                return;
            }
        }
        fields.put(name, at(name, () -> steps.of(computation).apply(inputs, message)));
    }

    @Override
    public List<String> members(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Map<?, ?> object) {
            return object.keySet().stream().map(Objects::toString).toList();
        }
        throw new DataException("Field " + where + name + " is a " + Types.of(value)
                + ", so it has no fields to take out of it. Expected an object");
    }

    private Object at(String name, java.util.function.Supplier<Object> work) {
        try {
            return work.get();
        } catch (DataException e) {
            throw new DataException("Field " + where + name + ": " + e.getMessage(), e);
        }
    }
}
