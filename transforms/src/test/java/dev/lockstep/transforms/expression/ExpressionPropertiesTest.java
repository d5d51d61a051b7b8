/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** What holds for expressions and values of any kind. */
class ExpressionPropertiesTest {
    private static final String[] PARTS = {
        "a",
        "b",
        "null",
        "'x'",
        "1",
        "1.5",
        " + ",
        " == ",
        " < ",
        "(",
        ")",
        " && ",
        "[",
        "]",
        ", ",
        "a.size()",
        "coalesce(a, b)",
        "decimal('1')",
        "value['a b']",
        "record.topic",
        " ? ",
        " : ",
        ".map(i, i)",
        "!",
        "-",
        "has(",
        "value.a",
        "record.headers",
        "{",
        "}",
        " in ",
        "\"",
        "`",
        "..",
        "\u0130",
        "value",
        "@0",
        "_+_",
        "0x",
        "b'"
    };

    @Property(tries = 300)
    void decimalsAddAndMultiplyExactly(
            @ForAll @Scale(4) @BigRange(min = "-1e20", max = "1e20") BigDecimal left,
            @ForAll @Scale(4) @BigRange(min = "-1e20", max = "1e20") BigDecimal right) {
        Evaluations row = Evaluations.row()
                .with("l", Decimal.schema(4), left.setScale(4))
                .with("r", Decimal.schema(4), right.setScale(4));

        assertThat(row.evaluate("l + r")).isEqualTo(left.setScale(4).add(right.setScale(4)));
        assertThat(row.evaluate("string(l * r)"))
                .isEqualTo(left.setScale(4).multiply(right.setScale(4)).toPlainString());
        assertThat(row.test("l < r")).isEqualTo(left.compareTo(right) < 0);
    }

    /** Whatever is written, it is an expression or a refusal; whatever it meets, it is a result or an error of the row. */
    @Property(tries = 300)
    void anyTextIsAnExpressionOrRefused(@ForAll int[] choices) {
        StringBuilder text = new StringBuilder();
        for (int choice : choices) {
            text.append(PARTS[Math.floorMod(choice, PARTS.length)]);
        }
        Evaluations row = Evaluations.row()
                .with("a", Schema.OPTIONAL_STRING_SCHEMA, null)
                .with("b", Schema.OPTIONAL_INT64_SCHEMA, 3L)
                .with("a b", Schema.STRING_SCHEMA, "text");
        try {
            Object result = row.evaluate(text.toString());
            assertThat(result instanceof ExactDecimal).isFalse();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("Expression");
        } catch (DataException e) {
            assertThat(e.getMessage()).startsWith("Expression");
        }
    }
}
