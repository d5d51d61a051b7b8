/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.lockstep.transforms.row.Computation;
import dev.lockstep.transforms.row.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** Rows to evaluate expressions on, column by column. */
final class Evaluations {
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    static Evaluations row() {
        return new Evaluations();
    }

    Evaluations with(String column, Schema schema, Object value) {
        schemas.put(column, schema);
        values.put(column, value);
        return this;
    }

    /** A column of a row without schema. */
    Evaluations with(String column, Object value) {
        return with(column, null, value);
    }

    Object evaluate(String text) {
        Expression expression = Expression.parse(text);
        boolean withoutSchema = !schemas.isEmpty() && schemas.values().stream().allMatch(Objects::isNull);
        Computation.Typed typed = expression.over(withoutSchema ? null : schemas::get);
        return typed.work().apply(inputs(expression), message());
    }

    boolean test(String text) {
        Condition condition = Condition.parse(text);
        Object[] inputs = condition.inputs().stream().map(values::get).toArray();
        return condition.over(schemas::get).test(inputs, message());
    }

    Schema schema(String text) {
        return Expression.parse(text).over(schemas::get).schema();
    }

    private Object[] inputs(Expression expression) {
        return expression.inputs().stream().map(values::get).toArray();
    }

    static Message message() {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString("region", "eu");
        headers.addInt("attempt", 3);
        SourceRecord record = new SourceRecord(
                Map.of(), Map.of(), "shop.orders", 2, null, Map.of("id", 7L), null, null, 1_700_000_000_123L, headers);
        return new Message(record, "u");
    }
}
