/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import dev.lockstep.transforms.row.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** An expression over columns of known types, ready to be evaluated for each row. Immutable and thread-safe. */
final class Checked {
    private final CelAbstractSyntaxTree tree;
    private final Program program;
    private final List<ColumnType> columns;
    private final List<RecordVariable> record;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Function<String, Schema> schemas;

    Checked(
            CelAbstractSyntaxTree tree,
            List<ColumnType> columns,
            List<RecordVariable> record,
            Function<String, Schema> schemas) {
        this.tree = tree;
        this.program = Language.program(tree);
        this.columns = List.copyOf(columns);
        this.record = record;
        this.schemas = schemas;
        for (int i = 0; i < columns.size(); i++) {
            positions.put(References.variable(i), i);
        }
        for (int i = 0; i < record.size(); i++) {
            positions.put(References.variable(record.get(i)), columns.size() + i);
        }
    }

    CelAbstractSyntaxTree tree() {
        return tree;
    }

    /** Of the result. */
    CelType type() {
        return tree.getResultType();
    }

    /** The schema of the column that a variable stands for; empty where it stands for none. */
    Optional<Schema> schema(String variable) {
        Integer position = positions.get(variable);
        return position == null || position >= columns.size()
                ? Optional.empty()
                : Optional.ofNullable(schemas.apply(columns.get(position).name()));
    }

    /**
     * The result as the library knows it.
     *
     * @throws DataException when there is none for these values
     */
    Object evaluate(Object[] inputs, Message message) {
        try {
            return program.eval(new Variables(inputs, message));
        } catch (CelEvaluationException e) {
            throw refusal(e, e.getErrorCode(), inputs);
        } catch (DataException e) {
            throw new DataException("Expression: " + e.getMessage());
        }
    }

    /** The library's own words may quote values, so they do not go on, and nor does it as cause. */
    private DataException refusal(Throwable failure, CelErrorCode code, Object[] inputs) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataException) {
                return new DataException("Expression: " + cause.getMessage());
            }
        }
        List<String> nulls = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i] == null) {
                nulls.add(columns.get(i).name());
            }
        }
        String reason = switch (code) {
            case DIVIDE_BY_ZERO -> "a number is divided by zero. Write x == 0 ? … : y / x";
            case NUMERIC_OVERFLOW -> "a number is beyond its type's range. Use decimal(x)";
            case ITERATION_BUDGET_EXCEEDED ->
                "its loops take more than " + Language.MAX_ITERATIONS + " steps for this row";
            case INDEX_OUT_OF_BOUNDS -> "a list or text has no such place. Compare with size(x) before";
            case BAD_FORMAT -> "a text cannot be converted. Check it before with matches";
            case ATTRIBUTE_NOT_FOUND -> "a map or object has no such member. Ask with has(x.member) or 'member' in x";
            default -> "a function or operator does not work on the types of these values";
        };
        if (nulls.isEmpty()) {
            return new DataException("Expression: " + reason);
        }
        String name = nulls.get(0);
        return new DataException("Expression: " + (code == CelErrorCode.OVERLOAD_NOT_FOUND ? "null was met" : reason)
                + ". Null in this row: " + String.join(", ", nulls) + ". Say what then holds: " + name
                + " == null ? … : …,"
                + " or coalesce(" + name + ", …)");
    }

    /** The values of one row, each converted when it is first asked for. Owned by one evaluation. */
    private final class Variables implements CelVariableResolver {
        private final Object[] inputs;
        private final Message message;
        private final Object[] known;

        Variables(Object[] inputs, Message message) {
            this.inputs = inputs;
            this.message = message;
            this.known = new Object[columns.size() + record.size()];
        }

        @Override
        public Optional<Object> find(String name) {
            Integer position = positions.get(name);
            if (position == null) {
                return Optional.empty();
            }
            if (known[position] == null) {
                known[position] = read(position);
            }
            return Optional.of(known[position]);
        }

        private Object read(int position) {
            if (position < columns.size()) {
                return columns.get(position).read(inputs[position]);
            }
            Object value = record.get(position - columns.size()).read(message);
            return value == null ? ColumnType.untyped(null) : value;
        }
    }
}
