/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.transforms.path.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.DataException;

/**
 * A copy of one row without schema that rules change in place. What was not opened is shared with the input. Owned by
 * one thread.
 */
final class LiveRow implements RowDraft {
    private final Map<String, Object> row;
    private final LiveSteps steps;
    private final Message message;
    private final boolean isCurrent;
    private final Set<Object> copies = Collections.newSetFromMap(new IdentityHashMap<>());

    LiveRow(Map<?, ?> input, LiveSteps steps, Message message, boolean isCurrent) {
        this.row = copy(input);
        this.steps = steps;
        this.message = message;
        this.isCurrent = isCurrent;
    }

    /** The row as it now is. */
    Map<String, Object> row() {
        return row;
    }

    @Override
    public boolean isTyped() {
        return false;
    }

    @Override
    public boolean isCurrent() {
        return isCurrent;
    }

    @Override
    public void version(int number) {
        // There is no schema to say it.
    }

    @Override
    public Draft root() {
        return new LiveDraft("", row, steps, message);
    }

    @Override
    public void open(FieldPath path, Missing missing, Consumer<Draft> edit) {
        open(path, 0, row, missing, edit);
    }

    private void open(FieldPath path, int step, Map<String, Object> at, Missing missing, Consumer<Draft> edit) {
        if (step == path.steps().size() - 1) {
            if (missing == Missing.CREATE || missing == Missing.NULL || at.containsKey(path.last())) {
                edit.accept(new LiveDraft(where(path, step), at, steps, message));
            } else {
                missing(path, path.last(), at, missing);
            }
            return;
        }
        String name = path.steps().get(step);
        if (!at.containsKey(name) && missing != Missing.CREATE) {
            missing(path, name, at, missing);
        } else if (path.steps().get(step + 1).equals(FieldPath.ELEMENTS)) {
            elements(path, step + 1, list(path, name, at), missing, edit);
        } else {
            Map<String, Object> object = object(path, name, at, missing);
            if (object != null) {
                open(path, step + 1, object, missing, edit);
            }
        }
    }

    /** Elements are changed as the one field of an object, which is then put back. */
    private void elements(FieldPath path, int step, List<Object> list, Missing missing, Consumer<Draft> edit) {
        for (int i = 0; list != null && i < list.size(); i++) {
            if (list.get(i) == null) {
                continue;
            }
            Map<String, Object> holder = new LinkedHashMap<>();
            holder.put(FieldPath.ELEMENTS, list.get(i));
            open(path, step, holder, missing, edit);
            list.set(i, holder.get(FieldPath.ELEMENTS));
        }
    }

    private Map<String, Object> object(FieldPath path, String name, Map<String, Object> at, Missing missing) {
        Object value = at.get(name);
        if (value == null && missing != Missing.CREATE) {
            return null;
        }
        if (value != null && !(value instanceof Map)) {
            throw notInside(path, name, value);
        }
        if (copies.contains(value)) {
            return asRow(value);
        }
        Map<String, Object> copy = value == null ? new LinkedHashMap<>() : copy((Map<?, ?>) value);
        copies.add(copy);
        at.put(name, copy);
        return copy;
    }

    private List<Object> list(FieldPath path, String name, Map<String, Object> at) {
        Object value = at.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list)) {
            throw notInside(path, name, value);
        }
        List<Object> copy = new ArrayList<>(list);
        at.put(name, copy);
        return copy;
    }

    @SuppressWarnings("unchecked") // only copies that were made here come here
    private static Map<String, Object> asRow(Object copy) {
        return (Map<String, Object>) copy;
    }

    private static Map<String, Object> copy(Map<?, ?> input) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : input.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new DataException("Expected names of fields as keys of a row, found " + Types.of(entry.getKey()));
            }
            copy.put(name, entry.getValue());
        }
        return copy;
    }

    private static DataException notInside(FieldPath path, String name, Object value) {
        return new DataException("Field " + path + ": " + name + " is a " + Types.of(value)
                + ", so a path cannot go into it. Expected an object or a list");
    }

    private static void missing(FieldPath path, String step, Map<String, Object> at, Missing missing) {
        if (missing == Missing.FAIL) {
            throw MissingField.of(path, step, List.copyOf(at.keySet()));
        }
    }

    private static String where(FieldPath path, int step) {
        return step == 0 ? "" : new FieldPath(path.steps().subList(0, step)) + ".";
    }
}
