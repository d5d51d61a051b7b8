/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.transforms.row.Draft.Cell;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Where one value of the output comes from: worked out once for a schema, read once for each row. Immutable and
 * thread-safe.
 */
sealed interface Slot extends PlannedDraft.Member, Cell {
    /** Of the values that are read. */
    Schema schema();

    /**
     * @param root the row, or the element of a list that the slot is about
     * @throws DataException when the value cannot be had; the message names the field, never the value
     */
    Object read(Object root, Message message);

    /** The row itself, or the element itself. */
    record Root(Schema schema) implements Slot {
        @Override
        public Object read(Object root, Message message) {
            return root;
        }
    }

    /** A field of an object that another slot gives. */
    record Member(Slot object, Field field, Schema schema) implements Slot {
        Member(Slot object, Field field) {
            this(object, field, Schemas.optionalIf(canBeNull(object), field.schema()));
        }

        /** The root is there whenever anything is read from it. */
        private static boolean canBeNull(Slot object) {
            return !(object instanceof Root) && object.schema().isOptional();
        }

        @Override
        public Object read(Object root, Message message) {
            Object value = object.read(root, message);
            return value == null ? null : stored((Struct) value);
        }

        /** Without the schema's default: null is null. */
        private Object stored(Struct struct) {
            return field.schema().defaultValue() == null ? struct.get(field) : struct.getWithoutDefault(field.name());
        }
    }

    /**
     * A value that a step was done to.
     *
     * @param where the field, for errors
     */
    record Stepped(String where, Slot input, Placeholder placeholder, ValueStep.Typed step) implements Slot {
        static Stepped of(String where, Slot input, ValueStep step) {
            try {
                return new Stepped(where, input, Placeholder.DEFAULT.of(input.schema()), step.over(input.schema()));
            } catch (DataException e) {
                throw at(where, e);
            }
        }

        @Override
        public Schema schema() {
            return step.schema();
        }

        @Override
        public Object read(Object root, Message message) {
            Object value = input.read(root, message);
            if (placeholder.matches(value)) {
                return unavailable(where, value, input.schema(), schema());
            }
            try {
                return step.work().apply(value);
            } catch (DataException e) {
                throw at(where, e);
            }
        }
    }

    /** A value that was worked out from others. */
    record Computed(String where, List<Slot> inputs, Computation.Typed computation) implements Slot {
        @Override
        public Schema schema() {
            return computation.schema();
        }

        @Override
        public Object read(Object root, Message message) {
            Object[] values = new Object[inputs.size()];
            for (int i = 0; i < values.length; i++) {
                Slot input = inputs.get(i);
                values[i] = input.read(root, message);
                if (Placeholder.DEFAULT.of(input.schema()).matches(values[i])) {
                    return unavailable(where, values[i], input.schema(), schema());
                }
            }
            try {
                return computation.work().apply(values, message);
            } catch (DataException e) {
                throw at(where, e);
            }
        }
    }

    /** An object put together from its fields. */
    final class Composed implements Slot {
        private final String where;
        private final Schema schema;
        private final Slot source;
        private final Field[] fields;

        /** The fields without their names: a struct makes a text of the name for each value that it is given. */
        private final Field[] places;

        private final Slot[] slots;
        private final boolean[] added;

        /**
         * @param source the object it is the changed form of; null where it is new, and then it is always there
         * @param slots in the order of the schema's fields
         * @param added which fields were put into it and so make it, where the source is null
         */
        Composed(String where, Schema schema, Slot source, List<Slot> slots, boolean[] added) {
            this.where = where;
            this.schema = schema;
            this.source = source;
            this.fields = schema.fields().toArray(Field[]::new);
            this.places = schema.fields().stream()
                    .map(field -> new Field(null, field.index(), field.schema()))
                    .toArray(Field[]::new);
            this.slots = slots.toArray(Slot[]::new);
            this.added = added.clone();
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public Object read(Object root, Message message) {
            if (source != null && source.read(root, message) == null && !isMade(root, message)) {
                return null;
            }
            Struct object = new Struct(schema);
            for (int i = 0; i < slots.length; i++) {
                Object value = slots[i].read(root, message);
                if (value != null) {
                    put(object, i, value);
                } else if (!fields[i].schema().isOptional()
                        && fields[i].schema().defaultValue() == null) {
                    throw new DataException("Field " + where + fields[i].name() + " is required and would be null."
                            + " Give it a default, or let it be optional");
                }
            }
            return object;
        }

        private void put(Struct object, int i, Object value) {
            try {
                object.put(places[i], value);
            } catch (DataException e) {
                throw at(where + fields[i].name(), e);
            }
        }

        private boolean isMade(Object root, Message message) {
            for (int i = 0; i < slots.length; i++) {
                if (added[i] && slots[i].read(root, message) != null) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A list each of whose elements was changed. Elements that are null stay so. */
    record Elements(Slot list, Slot element, Schema schema) implements Slot {
        @Override
        public Object read(Object root, Message message) {
            List<?> values = (List<?>) list.read(root, message);
            if (values == null) {
                return null;
            }
            List<Object> changed = new ArrayList<>(values.size());
            for (Object value : values) {
                changed.add(value == null ? null : element.read(value, message));
            }
            return changed;
        }
    }

    private static DataException at(String where, DataException cause) {
        return new DataException("Field " + where + ": " + cause.getMessage(), cause);
    }

    /** A value that change capture left out goes on as it is, as long as the field still has room for it. */
    private static Object unavailable(String where, Object value, Schema in, Schema out) {
        if (in.type() != out.type()) {
            throw new DataException("Field " + where + ": change capture left the value out (its placeholder is there"
                    + " instead), so no " + out.type() + " can be made of it. Let the log carry whole rows"
                    + " (PostgreSQL: REPLICA IDENTITY FULL), or keep the type and change it at the target");
        }
        return value;
    }
}
