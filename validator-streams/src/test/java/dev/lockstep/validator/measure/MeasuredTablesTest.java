/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredTablesTest {
    private static MeasuredTables parse(String setting) {
        return MeasuredTables.parse(
                Arrays.stream(setting.split(",", -1)).map(String::trim).toList());
    }

    @Test
    void columnsAndEntriesAreBothSeparatedByCommas() {
        MeasuredTables tables = parse("shop.orders(total, tax), shop.items(price)");
        assertThat(tables.of("shop.orders")).contains(new Measured("shop.orders", List.of("total", "tax")));
        assertThat(tables.of("shop.items")).contains(new Measured("shop.items", List.of("price")));
        assertThat(tables.of("shop.customers")).isEmpty();
    }

    /** What was kept of these columns in this order is nothing to others. */
    @Test
    void theStateOfOtherColumnsIsNotTakenForTheirs() {
        assertThat(new Measured("t", List.of("a", "b")).id()).isNotEqualTo(new Measured("t", List.of("b", "a")).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | found orders",
                "orders() | found orders()",
                "orders(a)=b | found orders(a)=b",
                "orders(a,) | a column has no name",
                "orders(a,a) | a column stands there twice",
                "orders(a),orders(b) | the table orders stands there twice",
                "orders(a),,x(b) | nothing between two commas"
            })
    void whatIsNoTableWithColumnsIsRefusedAndQuoted(String setting, String message) {
        assertThatThrownBy(() -> parse(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
