/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.row.Schemas;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * What becomes of values that the steps before cannot take. Steps that never fit a field's type stay an error: that is a
 * mistake of the rule, not of a value.
 *
 * @param literal in place of such values; null for null
 */
record OnError(ValueStep steps, Literal literal) implements ValueStep {
    static final String NAME = "on-error";
    private static final String USAGE = "on-error(null), on-error(fail) or on-error(default 'x')";

    /** @throws IllegalArgumentException when the arguments are wrong */
    static ValueStep parse(Call call, ValueStep steps) {
        call.expect(1, 2, USAGE);
        String choice = call.text(0);
        boolean hasLiteral = choice.equals("default");
        if (!hasLiteral && choice.startsWith("default ")) {
            // Not quoted: a number or a boolean.
            return new OnError(
                    steps, new Literal(choice.substring("default ".length()).strip(), false));
        }
        call.expect(hasLiteral ? 2 : 1, hasLiteral ? 2 : 1, USAGE);
        return switch (choice) {
            case "fail" -> steps;
            case "null" -> new OnError(steps, null);
            case "default" -> new OnError(steps, Literal.of(call.arguments().get(1)));
            default ->
                throw new IllegalArgumentException("There is no on-error(" + choice + "). "
                        + Suggestion.among(choice, List.of("null", "fail", "default 'x'")));
        };
    }

    @Override
    public Typed over(Schema schema) {
        Typed typed = steps.over(schema);
        Work work = typed.work();
        Schema out = literal != null || typed.schema() == null ? typed.schema() : Schemas.nullable(typed.schema());
        Object instead = literal == null ? null : literal.over(typed.schema());
        return new Typed(out, value -> {
            try {
                return work.apply(value);
            } catch (DataException e) {
                return instead;
            }
        });
    }

    /**
     * A value that stands in a rule.
     *
     * @param quoted whether it stood in quotes; where rows have no schema it is a text then, else a number or boolean
     */
    record Literal(String text, boolean quoted) {
        static Literal of(Call.Argument argument) {
            return new Literal(argument.text(), argument.quoted());
        }

        /** @throws DataException when it is no value of this schema */
        Object over(Schema schema) {
            if (schema != null) {
                try {
                    return Conversions.to(schema)
                            .over(Schema.STRING_SCHEMA)
                            .work()
                            .apply(text);
                } catch (DataException e) {
                    throw new DataException(
                            "The rule's '" + text + "' is no value of this field. " + e.getMessage(), e);
                }
            }
            if (quoted) {
                return text;
            }
            if (text.equals("true") || text.equals("false")) {
                return text.equals("true");
            }
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                return number();
            }
        }

        private Object number() {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                return text;
            }
        }
    }
}
