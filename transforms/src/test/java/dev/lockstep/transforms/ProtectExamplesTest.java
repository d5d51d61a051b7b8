/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.transforms.Examples.Example;
import dev.lockstep.transforms.row.Rows;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples of docs/transforms/protect-fields.md do what they say. */
class ProtectExamplesTest {
    private static final String SECRET = "bG9ja3N0ZXAgZXhhbXBsZSBzZWNyZXQ=";

    static Stream<Example> examples() {
        return Examples.of("protect-fields.md");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void withoutSchema(Example example) {
        assertThat(transformed(example, example.map(), null)).isEqualTo(example.expected());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void withSchema(Example example) {
        Struct row = Examples.struct(example.map());

        assertThat(Rows.plain((Struct) transformed(example, row, row))).isEqualTo(example.expected());
    }

    private static Object transformed(Example example, Object row, Struct typed) {
        try (ProtectFields.Value<SourceRecord> transform = new ProtectFields.Value<>()) {
            transform.configure(Map.of("rules", example.rules(), "secret", SECRET));
            return transform
                    .apply(new SourceRecord(
                            Map.of(), Map.of(), "shop.users", 0, typed == null ? null : typed.schema(), row))
                    .value();
        }
    }
}
