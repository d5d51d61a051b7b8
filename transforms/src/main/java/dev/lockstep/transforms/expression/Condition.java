/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.types.CelKind;
import dev.lockstep.transforms.row.Message;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** An expression that is true or false for each row, such as {@code status == 'OPEN'}. Immutable and thread-safe. */
public final class Condition {
    private static final String ADVICE = ". Write a comparison, such as status == 'OPEN' or active == true";

    private final Text text;

    private Condition(Text text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException when it is no expression, or can never be true or false; the message says where
     *     and what to write
     */
    public static Condition parse(String text) {
        Text parsed = Text.parse(text);
        CelKind kind = parsed.kind();
        if (kind != CelKind.BOOL && kind != CelKind.DYN) {
            throw new IllegalArgumentException(
                    "Expression: expected a condition, which is true or false, found a value of" + " type "
                            + parsed.typeName() + ADVICE);
        }
        return new Condition(parsed);
    }

    /** The columns it reads, each once. */
    public List<String> inputs() {
        return text.columns();
    }

    /**
     * Works out once how columns of these schemas are read.
     *
     * @param schemas the schema of each input by name; null where rows have no schema
     * @throws DataException when types do not fit
     */
    public Test over(Function<String, Schema> schemas) {
        Checked checked = text.over(schemas);
        if (checked.type().kind() != CelKind.BOOL && checked.type().kind() != CelKind.DYN) {
            throw new DataException("Expression: expected a condition, which is true or false, found a value of type "
                    + checked.type().name() + ADVICE);
        }
        return (inputs, message) -> isTrue(checked.evaluate(inputs, message));
    }

    /** Whether it is true for a row. */
    @FunctionalInterface
    public interface Test {
        /**
         * @param inputs in the order of {@link Condition#inputs()}
         * @throws DataException when it is neither true nor false for these values
         */
        boolean test(Object[] inputs, Message message);
    }

    private static boolean isTrue(Object result) {
        if (result instanceof Boolean answer) {
            return answer;
        }
        throw new DataException("Expression: the condition is " + (Equality.isNull(result) ? "null" : "no boolean")
                + " for this row" + ADVICE);
    }
}
