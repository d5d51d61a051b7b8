/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.row.Schemas;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Steps between null and values that stand for it. */
final class NullSteps {
    static final Map<String, Step> ALL = Map.of(
            "null-if", new Step("null-if('n/a', '-')", 1, Step.MANY, NullSteps::nullIf),
            "empty-is-null",
                    Step.plain(
                            "empty-is-null", new TextStep("empty-is-null", true, text -> text.isEmpty() ? null : text)),
            "default", new Step("default('unknown') or default(0)", 1, 1, NullSteps::whenNull));

    private NullSteps() {}

    private static ValueStep nullIf(Call call) {
        List<OnError.Literal> literals =
                call.arguments().stream().map(OnError.Literal::of).toList();
        return schema -> {
            if (schema == null) {
                Set<String> texts = new HashSet<>();
                literals.forEach(literal -> texts.add(literal.text()));
                return new ValueStep.Typed(
                        null, value -> value == null || texts.contains(Keys.text(value)) ? null : value);
            }
            UnaryOperator<Object> key = Keys.of(schema);
            Set<Object> values = new HashSet<>();
            literals.forEach(literal -> values.add(key.apply(literal.over(schema))));
            return new ValueStep.Typed(
                    Schemas.nullable(schema),
                    value -> value == null || values.contains(key.apply(value)) ? null : value);
        };
    }

    private static ValueStep whenNull(Call call) {
        OnError.Literal literal = OnError.Literal.of(call.arguments().get(0));
        return schema -> {
            Object made = literal.over(schema);
            return new ValueStep.Typed(schema, value -> value == null ? made : value);
        };
    }
}
