/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.UnencodableValueException;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static BigDecimal number(Schema schema, Object value) {
        return Numbers.of(ColumnEncoder.of("total", schema), value).orElseThrow();
    }

    @Test
    void aNumberIsTheSameInWhateverTypeItComes() {
        assertThat(number(Schema.INT16_SCHEMA, (short) 7)).isEqualByComparingTo("7");
        assertThat(number(Decimal.schema(2), new BigDecimal("7.00"))).isEqualByComparingTo("7");
        assertThat(number(Schema.FLOAT64_SCHEMA, 0.1))
                .isEqualByComparingTo("0.1000000000000000055511151231257827021181583404541015625");
        assertThat(Numbers.of(ColumnEncoder.schemaless("total", 7), 7).orElseThrow())
                .isEqualByComparingTo("7");
    }

    @Test
    void nullIsNoNumber() {
        assertThat(Numbers.of(ColumnEncoder.of("total", Schema.OPTIONAL_INT32_SCHEMA), null))
                .isEmpty();
    }

    @Test
    void whatCannotBeAddedUpIsRefusedAndNotQuoted() {
        assertThatThrownBy(() -> number(Schema.STRING_SCHEMA, "secret"))
                .isInstanceOf(UnencodableValueException.class)
                .hasMessageContaining("Column total")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> number(Schema.FLOAT64_SCHEMA, Double.NaN))
                .isInstanceOf(UnencodableValueException.class);
    }
}
