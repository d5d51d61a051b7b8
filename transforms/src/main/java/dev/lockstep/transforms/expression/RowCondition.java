/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.lockstep.canonical.change.SchemaCache;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.transforms.row.Message;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** A condition about rows of any schema, or none; worked out once for each schema. Thread-safe. */
public final class RowCondition {
    private final Condition condition;
    private final List<String> columns;
    private final Condition.Test untyped;
    private final Map<Schema, Plan> equal = new ConcurrentHashMap<>();
    private final SchemaCache<Plan> plans = new SchemaCache<>(this::plan);

    public RowCondition(Condition condition) {
        this.condition = condition;
        this.columns = condition.inputs();
        this.untyped = condition.over(column -> null);
    }

    /**
     * Whether it is true for a row.
     *
     * @param schema of the row; null where it has none
     * @param row a {@link Struct} or a map; null where nothing is known of it, and then every column is null
     * @throws DataException when it can be neither true nor false: a column that is not there or that change capture left
     *     out, types that do not fit, null where a value is needed. The message holds no value.
     */
    public boolean holds(Schema schema, Object row, Message message) {
        if (schema != null && schema.type() == Schema.Type.STRUCT) {
            return plans.get(schema).test((Struct) row, message);
        }
        if (row != null && !(row instanceof Map)) {
            throw new DataException("Expected a row (struct or map), found " + Types.of(row) + ". Check the converter");
        }
        return holds((Map<?, ?>) row, message);
    }

    private boolean holds(Map<?, ?> row, Message message) {
        Object[] inputs = new Object[columns.size()];
        for (int i = 0; row != null && i < inputs.length; i++) {
            inputs[i] = row.get(columns.get(i));
            available(columns.get(i), inputs[i], Placeholder.DEFAULT);
        }
        return untyped.test(inputs, message);
    }

    /** Schemas that are equal but not the same share a plan. */
    private Plan plan(Schema schema) {
        return equal.computeIfAbsent(schema, unknown -> new Plan(unknown, condition));
    }

    private static void available(String column, Object value, Placeholder placeholder) {
        if (value != null && placeholder.matches(value)) {
            throw new DataException("Column " + column + ": change capture left the value out (its placeholder is there"
                    + " instead), so the condition cannot be told. Let the log carry whole rows (PostgreSQL: REPLICA"
                    + " IDENTITY FULL), or use columns that are always there");
        }
    }

    /** How the columns are read from rows of one schema. */
    private static final class Plan {
        private final Field[] fields;
        private final Placeholder[] placeholders;
        private final Condition.Test test;

        Plan(Schema schema, Condition condition) {
            fields =
                    condition.inputs().stream().map(name -> field(schema, name)).toArray(Field[]::new);
            placeholders = new Placeholder[fields.length];
            for (int i = 0; i < fields.length; i++) {
                placeholders[i] = canBeLeftOut(fields[i].schema()) ? Placeholder.DEFAULT.of(fields[i].schema()) : null;
            }
            test = condition.over(name -> schema.field(name).schema());
        }

        private static boolean canBeLeftOut(Schema schema) {
            return switch (schema.type()) {
                case STRING, BYTES, ARRAY, MAP -> true;
                case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRUCT -> false;
            };
        }

        private static Field field(Schema schema, String name) {
            Field field = schema.field(name);
            if (field == null) {
                List<String> names = schema.fields().stream().map(Field::name).toList();
                throw new DataException("The row has no column " + name + ". " + Suggestion.among(name, names));
            }
            return field;
        }

        boolean test(Struct row, Message message) {
            Object[] inputs = new Object[fields.length];
            for (int i = 0; row != null && i < inputs.length; i++) {
                inputs[i] = stored(row, fields[i]);
                if (placeholders[i] != null) {
                    available(fields[i].name(), inputs[i], placeholders[i]);
                }
            }
            return test.test(inputs, message);
        }

        /** Without the schema's default: null is null. */
        private static Object stored(Struct row, Field field) {
            return field.schema().defaultValue() == null ? row.get(field) : row.getWithoutDefault(field.name());
        }
    }
}
