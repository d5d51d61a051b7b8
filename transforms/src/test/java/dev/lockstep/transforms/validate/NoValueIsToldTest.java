/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lockstep.transforms.ValidateRecords;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;

/** Errors go into logs and dead letter queues, where values must not be. */
class NoValueIsToldTest {
    private static final String RULES =
            "v: type(boolean) range(9999-01-01,) length(0) matches('') one-of('') format(json); check never: v == 'nothing'";
    private static final Schema ROW =
            SchemaBuilder.struct().field("v", Schema.STRING_SCHEMA).build();

    @Property(tries = 50)
    void errorOfARowDoesNotHoldItsValue(@ForAll("secrets") String value) {
        assertThat(error(ROW, new Struct(ROW).put("v", value))).doesNotContain(value);
        assertThat(error(null, Map.of("v", value))).doesNotContain(value);
    }

    private static String error(Schema schema, Object row) {
        try (ValidateRecords<SourceRecord> transform = new ValidateRecords<>()) {
            transform.configure(Map.of("rules", RULES));
            Throwable error =
                    catchThrowable(() -> transform.apply(new SourceRecord(Map.of(), Map.of(), "t", 0, schema, row)));
            assertThat(error).isInstanceOf(DataException.class).hasMessageContaining("violates 7 rule(s)");
            return error.getMessage();
        }
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .ofMinLength(6)
                .ofMaxLength(30)
                .map(text -> "Q" + text);
    }
}
