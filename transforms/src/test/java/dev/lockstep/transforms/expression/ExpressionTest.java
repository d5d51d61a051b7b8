/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write to work out a value. */
class ExpressionTest {
    private static final Schema ADDRESS = SchemaBuilder.struct()
            .field("city", Schema.OPTIONAL_STRING_SCHEMA)
            .field("zip code", Schema.OPTIONAL_INT32_SCHEMA)
            .optional()
            .build();

    private static Evaluations row() {
        return Evaluations.row()
                .with("first_name", Schema.STRING_SCHEMA, "Ann")
                .with("last name", Schema.STRING_SCHEMA, "Lee")
                .with("email", Schema.OPTIONAL_STRING_SCHEMA, null)
                .with("type", Schema.STRING_SCHEMA, "ISLAND")
                .with("count", Schema.INT32_SCHEMA, 5)
                .with("ratio", Schema.FLOAT64_SCHEMA, 0.5)
                .with("active", Schema.OPTIONAL_BOOLEAN_SCHEMA, null)
                .with("price", Decimal.schema(2), new BigDecimal("19.90"))
                .with("tax", Decimal.schema(2), new BigDecimal("1.10"))
                .with("rate", Decimal.schema(4), new BigDecimal("0.1900"))
                .with(
                        "tags",
                        SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build(),
                        List.of("new", "hot"))
                .with("address", ADDRESS, new Struct(ADDRESS).put("city", "Ulm"))
                .with("moved", ADDRESS, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '~',
            value = {
                "first_name + ' ' + value['last name'] -> Ann Lee",
                "first_name + ' ' + value.first_name -> Ann Ann",
                "type.lowerAscii() -> island",
                "'TITLE'.lowerAscii() -> title",
                "email == null ? 'none' : email -> none",
                "coalesce(email, type) -> ISLAND",
                "coalesce(email, value['last name'], 'x') -> Lee",
                "tags.join(',') -> new,hot",
                "tags == null ? 0 : size(tags) -> 2",
                "count * 2 -> 10",
                "string(count) + '%' -> 5%",
                "string(ratio) -> 0.5",
                "string(2.0) -> 2",
                "string(price) -> 19.90",
                "string(round(price * rate, 2)) -> 3.78",
                "math.greatest(count, 7) -> 7",
                "address.city -> Ulm",
                "has(address.city) ? address.city : '?' -> Ulm",
                "has(moved.city) ? moved.city : '?' -> ?",
                "has(address.`zip code`) ? 'y' : 'n' -> n",
                "has(value.email) ? 'y' : 'n' -> n",
                "moved == null ? 'n' : moved.city -> n",
                "record.topic.substring(5) -> orders",
                "string(record.partition) -> 2",
                "record.headers['region'] + record.headers.attempt -> eu3",
                "has(record.headers.nope) ? 'y' : 'n' -> n",
                "string(record.key.id) -> 7",
                "string(record.timestamp) -> 2023-11-14T22:13:20.123Z",
                "record.op -> u",
                "tags.exists(type, type == 'hot') ? 'y' : 'n' -> y",
                "tags.map(t, t + first_name).join(' ') -> newAnn hotAnn",
            })
    void worksOutTexts(String text, String result) {
        assertThat(String.valueOf(row().evaluate(text))).isEqualTo(result);
    }

    @Test
    void namesItsColumnsOnce() {
        assertThat(Expression.parse("a + value['b c'] + value.a + record.topic + ['x'].map(y, y + d)[0]")
                        .inputs())
                .containsExactly("a", "b c", "d");
    }

    @Test
    void decimalsStayExactAndKeepAnEvidentScale() {
        assertThat(row().evaluate("price + tax")).isEqualTo(new BigDecimal("21.00"));
        assertThat(row().schema("price + tax"))
                .isEqualTo(Decimal.builder(2).optional().build());
        assertThat(row().schema("price - 1"))
                .isEqualTo(Decimal.builder(2).optional().build());
        assertThat(row().schema("coalesce(price, decimal('0.00'))"))
                .isEqualTo(Decimal.builder(2).optional().build());
        assertThat(row().schema("count > 3 ? price : null"))
                .isEqualTo(Decimal.builder(2).optional().build());
        assertThat(row().schema("round(price * rate, 3)"))
                .isEqualTo(Decimal.builder(3).optional().build());
    }

    @Test
    void decimalsOfAnyScaleComeAsDebeziumHasThem() {
        Struct product = (Struct) row().evaluate("price * rate");

        assertThat(product.schema().name()).isEqualTo("io.debezium.data.VariableScaleDecimal");
        assertThat(product.getInt32("scale")).isEqualTo(6);
        assertThat(product.getBytes("value"))
                .isEqualTo(BigDecimal.valueOf(3_781_000).unscaledValue().toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price == decimal('19.9')",
                "price > 19 && price < 20 && price >= 19.9 && 19.9 <= price",
                "price / 3 * 3 > 19.89",
                "-price < 0",
                "price in [decimal('1'), decimal('19.9')]",
                "decimal(5) == count && count == 5.0",
                "int(price) == 19 && double(price) == 19.9",
                "price * 2 == decimal('39.8')",
                "2 - price < 0"
            })
    void decimalsCompareByTheirNumber(String condition) {
        assertThat(row().test(condition)).isTrue();
    }

    @Test
    void resultsHaveTheSchemasOfTheirTypes() {
        assertThat(row().schema("count + 1")).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
        assertThat(row().schema("ratio * 2.0")).isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
        assertThat(row().schema("count > 1")).isEqualTo(Schema.OPTIONAL_BOOLEAN_SCHEMA);
        assertThat(row().schema("bytes(type)")).isEqualTo(Schema.OPTIONAL_BYTES_SCHEMA);
        assertThat(row().schema("type.split('L')"))
                .isEqualTo(SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                        .optional()
                        .build());
        assertThat(row().schema("record.timestamp").name()).isEqualTo("io.debezium.time.MicroTimestamp");
        assertThat(row().evaluate("record.timestamp")).isEqualTo(1_700_000_000_123_000L);
    }

    @Test
    void rowsWithoutSchemaGivePlainValues() {
        Evaluations row = Evaluations.row()
                .with("n", 5L)
                .with("d", new BigDecimal("1.50"))
                .with("at", "2020-01-01T00:00:00Z")
                .with("o", Map.of("city", "Ulm"))
                .with("none", null);

        assertThat(row.evaluate("n + 1")).isEqualTo(6L);
        assertThat(row.evaluate("d + 1")).isEqualTo(new BigDecimal("2.50"));
        assertThat(row.evaluate("d == 1.5 && d > 1 && n == 5.0")).isEqualTo(true);
        assertThat(row.evaluate("o.city + '!'")).isEqualTo("Ulm!");
        assertThat(row.evaluate("timestamp(at) + duration('1h')")).isEqualTo("2020-01-01T01:00:00Z");
        assertThat(row.evaluate("none")).isNull();
        assertThat(row.evaluate("[n, 2]")).isEqualTo(List.of(5L, 2L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '~',
            value = {
                "email + 'x' -> null was met. Null in this row: email",
                "email.size() > 3 -> email == null ? … : …",
                "count / 0 -> divided by zero",
                "count * 9223372036854775807 -> beyond its type's range",
                "price / 0 -> divided by zero",
                "tags[7] -> no such place",
                "{'a': 1}.b -> no such member",
                "int(type) -> text of 6 characters",
                "timestamp(type) -> cannot be converted",
                "moved.city -> Null in this row: moved",
                "decimal(type) -> text of 6 characters",
            })
    void whatCannotBeWorkedOutIsAnErrorWithoutTheValue(String text, String message) {
        assertThatThrownBy(() -> row().evaluate(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message)
                .satisfies(refusal -> {
                    assertThat(refusal.getMessage()).doesNotContain("ISLAND", "Ann");
                    assertThat(refusal.getCause()).isNull();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '~',
            value = {
                "first_name + count -> `+` does not work on (string, int). Convert one side: string(x)",
                "first_name + count -> count is int",
                "address.town -> no field 'town'",
                "count.foo -> Only objects and maps have fields",
                "type == 5 -> `==` does not work on (string, int)",
                "size(count) -> size does not work on (int)",
                "record.key.id -> type of its result cannot be told",
                "duration('1h') -> is a duration",
                "address -> which is no type of a field",
            })
    void typesThatDoNotFitAreRefusedOnceForASchema(String text, String message) {
        Evaluations row = row();
        assertThatThrownBy(() -> row.schema(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '~',
            value = {
                "first_name + -> the expression ends",
                "first_name.lowerAsci() -> at character 21: there is no function lowerAsci. Did you mean lowerAscii?",
                "trimm(x) -> Did you mean trim?",
                "math.abz(x) -> no function abz",
                "'a' + 1 -> at character 5: `+` does not work on (string, int)",
                "value -> the row as a whole is no value",
                "value[x] -> which column is read has to be seen from the text",
                "record -> Write one of record.topic",
                "record.topc -> Did you mean topic?",
                "x.matches('a(?=b)') -> no look-around",
                "x.matches('(') -> missing closing )",
                "timestamp('yesterday') -> timestamp",
                "has(x) -> has takes a field",
                "a = 1 -> not understood: '= '",
                "now() -> there is no function now",
                "'open -> not understood",
            })
    void mistakesAreFoundBeforeAnyRow(String text, String message) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expression")
                .hasMessageContaining(message);
    }

    @Test
    void costIsBounded() {
        assertThatThrownBy(() -> Expression.parse("x" + " + x".repeat(1_100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 4096");
        assertThatThrownBy(() -> Expression.parse("(".repeat(200) + "x" + ")".repeat(200)))
                .isInstanceOf(IllegalArgumentException.class);
        String list = "[" + "1,".repeat(150) + "1]";
        String loops = list + ".all(a, " + list + ".all(b, " + list + ".all(c, a + b + c > x)))";
        assertThatThrownBy(() ->
                        Evaluations.row().with("x", Schema.INT32_SCHEMA, 0).evaluate(loops))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("10000 steps");
        assertThatThrownBy(() -> Evaluations.row()
                        .with("x", Schema.STRING_SCHEMA, "1e999999999")
                        .evaluate("decimal(x) + 1"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no more than 1000");
    }
}
