/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.suggest;

import static dev.lockstep.cli.FakeDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class RuleSuggesterTest {
    private static final Schema TIMESTAMP = named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp");
    private static final Schema JSON = named(Schema.Type.STRING, "io.debezium.data.Json");
    private static final Schema UUID = named(Schema.Type.STRING, "io.debezium.data.Uuid");

    private final RuleSuggester suggester = new RuleSuggester("PostgreSQL 17.11", "MariaDB 10.11");

    @Test
    void proposesWhatEachPairOfTypesNeeds() {
        assertSuggested("rtrim", of("character(10)", Schema.STRING_SCHEMA), of("varchar(10)", Schema.STRING_SCHEMA));
        assertSuggested("timestamp(3,cut)", of("timestamp without time zone", TIMESTAMP), of("datetime(3)", TIMESTAMP));
        assertSuggested(
                "timestamp(0,round)", of("timestamp(0) without time zone", TIMESTAMP), of("datetime(3)", TIMESTAMP));
        assertSuggested("as(json)", of("jsonb", JSON), of("longtext", Schema.STRING_SCHEMA));
        assertSuggested("float32", of("double precision", Schema.FLOAT64_SCHEMA), of("float", Schema.FLOAT32_SCHEMA));
        assertSuggested("as(uuid)", of("uuid", UUID), of("binary(16)", Schema.BYTES_SCHEMA));
        assertSuggested("as(uuid)", of("uuid", UUID), of("varchar(36)", Schema.STRING_SCHEMA));
        assertSuggested("as(number:float32)", of("real", Schema.FLOAT32_SCHEMA), of("decimal(6,3)", Decimal.schema(3)));
        assertSuggested(
                "as(number)", of("double precision", Schema.FLOAT64_SCHEMA), of("decimal(6,3)", Decimal.schema(3)));
        assertSuggested(
                "decimal(2,round)", of("numeric(8,4)", Decimal.schema(4)), of("decimal(8,2)", Decimal.schema(2)));
        assertSuggested(
                "as(timestamp)", of("timestamp without time zone", TIMESTAMP), of("text", Schema.STRING_SCHEMA));
        assertSuggested(
                "rtrim as(bytes)", of("character(9)", Schema.STRING_SCHEMA), of("varbinary(9)", Schema.BYTES_SCHEMA));
    }

    @Test
    void proposesNothingWhereValuesCompareAsTheyAre() {
        assertThat(suggester.suggest(of("boolean", Schema.BOOLEAN_SCHEMA), of("tinyint(1)", Schema.INT16_SCHEMA)))
                .isEmpty();
        assertThat(suggester.suggest(of("integer", Schema.INT32_SCHEMA), of("decimal(20,0)", Decimal.schema(0))))
                .isEmpty();
        assertThat(suggester.suggest(of("text", Schema.STRING_SCHEMA), of("longtext", Schema.STRING_SCHEMA)))
                .isEmpty();
    }

    @Test
    void saysWhereNoRuleHelps() {
        Suggestion found = suggester
                .suggest(of("jsonb", JSON), of("int", Schema.INT32_SCHEMA))
                .orElseThrow();
        assertThat(found.rules()).isEmpty();
        assertThat(found.reason()).isEqualTo("no rule brings JSON and NUMBER together");
    }

    @Test
    void writesAPolicyThatReadsBackWithItsReasons() {
        PolicyText text = new PolicyText("Proposed");
        text.beginTable("t");
        ReadColumn source = of("character(10)", Schema.STRING_SCHEMA);
        text.add(source, of("varchar(10)", Schema.STRING_SCHEMA), new Suggestion("rtrim", "blanks"));
        assertThat(text.text()).contains("  # character(10) against varchar(10): blanks\n  c: rtrim\n");
        assertThat(Policy.parse(text.text())).isEqualTo(Policy.parse("table t\nc: rtrim\n"));
    }

    private void assertSuggested(String rules, ReadColumn source, ReadColumn target) {
        Suggestion found = suggester.suggest(source, target).orElseThrow();
        assertThat(found.rules()).isEqualTo(rules);
        assertThat(found.reason()).isNotEmpty();
    }

    private static ReadColumn of(String declaredType, Schema schema) {
        return column("c", schema, declaredType);
    }

    private static Schema named(Schema.Type type, String name) {
        return new SchemaBuilder(type).name(name).build();
    }
}
