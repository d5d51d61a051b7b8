/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.transforms.Examples.Example;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples of docs/transforms/validate-records.md do what they say. */
class ValidateExamplesTest {
    static Stream<Example> examples() {
        return Examples.of("validate-records.md");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void withoutSchema(Example example) {
        assertThat(violated(example, example.map(), null)).isEqualTo(expected(example));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void withSchema(Example example) {
        Struct row = Examples.struct(example.map());

        assertThat(violated(example, row, row)).isEqualTo(expected(example));
    }

    private static List<String> expected(Example example) {
        return example.becomes().isEmpty()
                ? List.of()
                : List.of(example.becomes().split(","));
    }

    private static List<String> violated(Example example, Object row, Struct typed) {
        try (ValidateRecords<SourceRecord> transform = new ValidateRecords<>()) {
            transform.configure(Map.of("rules", example.rules(), "on.violation", "tag"));
            SourceRecord tagged = transform.apply(
                    new SourceRecord(Map.of(), Map.of(), "shop.users", 0, typed == null ? null : typed.schema(), row));
            return Quality.parse((String)
                            tagged.headers().lastWithName(Quality.HEADER).value())
                    .violated();
        }
    }
}
