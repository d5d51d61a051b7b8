/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** The fields that a row has, or an object inside it: what its schema says, or a row without schema itself. */
sealed interface RowFields {
    List<String> names();

    boolean has(String name);

    /** The fields of an object; none where it is none. */
    Optional<RowFields> inside(String name);

    /** Whether the field is null, as far as can be told. */
    boolean isNull(String name);

    /** Of a field; none where rows have no schema. */
    Optional<Schema> schema(String name);

    /** Whether the row has all that its version requires; one before a change need not. */
    boolean isWhole();

    record OfSchema(Schema schema) implements RowFields {
        @Override
        public List<String> names() {
            return schema.fields().stream().map(Field::name).toList();
        }

        @Override
        public boolean has(String name) {
            return schema.field(name) != null;
        }

        @Override
        public Optional<RowFields> inside(String name) {
            return schema(name)
                    .filter(object -> object.type() == Schema.Type.STRUCT)
                    .map(OfSchema::new);
        }

        @Override
        public boolean isNull(String name) {
            return false;
        }

        @Override
        public Optional<Schema> schema(String name) {
            return Optional.of(schema.field(name).schema());
        }

        @Override
        public boolean isWhole() {
            return true;
        }
    }

    record OfMap(Map<?, ?> row, boolean isWhole) implements RowFields {
        @Override
        public List<String> names() {
            return row.keySet().stream().map(Objects::toString).toList();
        }

        @Override
        public boolean has(String name) {
            return row.containsKey(name);
        }

        @Override
        public Optional<RowFields> inside(String name) {
            return row.get(name) instanceof Map<?, ?> object
                    ? Optional.of(new OfMap(object, isWhole))
                    : Optional.empty();
        }

        @Override
        public boolean isNull(String name) {
            return row.get(name) == null;
        }

        @Override
        public Optional<Schema> schema(String name) {
            return Optional.empty();
        }
    }
}
