/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trino.tpch.TpchEntity;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTableTest {
    @Test
    void namesTablesAsTheSpecificationDoes() {
        assertThat(DemoTable.values())
                .extracting(DemoTable::tableName)
                .containsExactly("region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem");
        assertThat(DemoTable.named("lineitem")).contains(DemoTable.LINEITEM);
        assertThat(DemoTable.named("lineitems")).isEmpty();
    }

    @Test
    void declaresTheWholePrimaryKeyOfPartsupp() {
        assertThat(DemoTable.PARTSUPP.ddl())
                .startsWith("CREATE TABLE tpch.partsupp (ps_partkey integer not null")
                .endsWith("PRIMARY KEY (ps_partkey, ps_suppkey))");
    }

    @ParameterizedTest
    @EnumSource
    void generatesAsManyFieldsAsColumnsAndNoKeyTwice(DemoTable table) {
        Set<String> keys = new HashSet<>();
        for (TpchEntity row : table.rows(new Scale(0.01))) {
            String[] fields = row.toLine().split("\\|", -1);
            assertThat(fields).hasSize(columns(table) + 1);
            // Key columns come first, except that l_linenumber is the fourth column.
            String second = switch (table) {
                case PARTSUPP -> fields[1];
                case LINEITEM -> fields[3];
                case REGION, NATION, SUPPLIER, CUSTOMER, PART, ORDERS -> "";
            };
            assertThat(keys.add(fields[0] + "|" + second)).isTrue();
        }
        assertThat(keys).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.001, 0.012, 100.01, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAScaleTheGeneratorCannotServe(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scale(factor))
                .withMessageContaining("a multiple of 0.01");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.07, 0.29, 1, 10, 100})
    void takesStepsThatBinaryFractionsCannotExpress(double factor) {
        assertThat(new Scale(factor).factor()).isEqualTo(factor);
    }

    private static int columns(DemoTable table) {
        String list = table.ddl().replaceAll("\\(\\d+(,\\d+)?\\)", "");
        return list.substring(0, list.indexOf(", PRIMARY KEY")).split(",").length;
    }
}
