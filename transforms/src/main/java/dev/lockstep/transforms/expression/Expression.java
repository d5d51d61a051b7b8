/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.lockstep.transforms.row.Computation;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * A value worked out from columns by an expression such as {@code first_name + ' ' + last_name}. Immutable and
 * thread-safe.
 *
 * <p>Names are columns; {@code value['a name']} is one whose name is odd; {@code record.topic} and its like are of the
 * record. With schemas the result has a schema of its own, always optional: int64, float64, string, boolean, bytes,
 * Decimal where the scale is evident from the text and else Debezium's VariableScaleDecimal, MicroTimestamp for
 * timestamps, lists and maps of these. Without schemas it is a Long, Double, String, Boolean, byte array, BigDecimal,
 * list or map, and a timestamp is its ISO text.
 */
public final class Expression implements Computation {
    private final Text text;

    private Expression(Text text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when it is no expression; the message says where and what to write */
    public static Expression parse(String text) {
        return new Expression(Text.parse(text));
    }

    @Override
    public List<String> inputs() {
        return text.columns();
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException when types do not fit, or the result's type cannot be told from the schemas
     */
    @Override
    public Typed over(Function<String, Schema> schemas) {
        Checked checked = text.over(schemas == null ? column -> null : schemas);
        Result result = schemas == null ? Result.untyped() : Result.typed(checked);
        if (text.isConstant()) {
            Object constant = result.write(checked.evaluate(new Object[0], null));
            return new Typed(result.schema(), (inputs, message) -> constant);
        }
        return new Typed(result.schema(), (inputs, message) -> result.write(checked.evaluate(inputs, message)));
    }
}
