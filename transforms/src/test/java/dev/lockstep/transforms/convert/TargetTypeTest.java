/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTypeTest {
    @ParameterizedTest
    @CsvSource({
        "boolean, BOOLEAN,",
        "int8, INT8,",
        "int16, INT16,",
        "int32, INT32,",
        "int64, INT64,",
        "float32, FLOAT32,",
        "float64, FLOAT64,",
        "string, STRING,",
        "bytes, BYTES,",
        "date, INT32, io.debezium.time.Date",
        "time, INT64, io.debezium.time.MicroTime",
        "timestamp, INT64, io.debezium.time.MicroTimestamp",
        "timestamptz, STRING, io.debezium.time.ZonedTimestamp",
        "uuid, STRING, io.debezium.data.Uuid",
        "json, STRING, io.debezium.data.Json",
    })
    void schemaIsTheOneThatDebeziumGives(String name, Schema.Type type, String logical) {
        TargetType parsed = TargetType.parse(name);

        assertThat(parsed.schema(false).type()).isEqualTo(type);
        assertThat(parsed.schema(false).name()).isEqualTo(logical);
        assertThat(parsed.schema(false).isOptional()).isFalse();
        assertThat(parsed.schema(true).isOptional()).isTrue();
        assertThat(parsed).hasToString(name);
    }

    @Test
    void decimalHasItsDigits() {
        Schema schema = TargetType.parse("decimal(12, 3)").schema(true);

        assertThat(schema.name()).isEqualTo(Decimal.LOGICAL_NAME);
        assertThat(schema.parameters())
                .containsEntry(Decimal.SCALE_FIELD, "3")
                .containsEntry("connect.decimal.precision", "12");
        assertThat(TargetType.parse("decimal(7)")).hasToString("decimal(7,0)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer | There is no type integer",
                "strng | Did you mean string?",
                "INT32 | Did you mean int32?",
                "decimal | decimal(10,2)",
                "decimal(2,3) | no more after the point",
                "decimal(0,0) | 1 to 1000",
                "decimal(2000,3) | 1 to 1000",
                "decimal(a,b) | decimal(10,2)",
            })
    void nameOfNoTypeIsRefusedWithWhatToWrite(String name, String says) {
        assertThatThrownBy(() -> TargetType.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }
}
