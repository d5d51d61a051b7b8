/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import org.junit.jupiter.api.Test;

/** pgvector's types, from its documented text forms: the extension is not among those that come with the server. */
class VectorsTest {
    private static Object canonical(String type, String text) {
        TypeReading reading = Vectors.reading(type, true);
        CanonicalWriter out = new CanonicalWriter();
        ColumnEncoder.of("v", reading.schema()).writeValue(reading.text().read(text), out);
        return new CanonicalReader(out.toByteArray()).readValue();
    }

    @Test
    void isOneVectorWhetherDenseHalfOrSparse() {
        assertThat(canonical("vector", "[0,0.5,-2]")).isEqualTo("[0.0, 0.5, -2.0]");
        assertThat(canonical("halfvec", "[0,0.5,-2]")).isEqualTo("[0.0, 0.5, -2.0]");
        assertThat(canonical("sparsevec", "{2:0.5,3:-2}/3")).isEqualTo("[0.0, 0.5, -2.0]");
        assertThat(canonical("sparsevec", "{}/2")).isEqualTo("[0.0, 0.0]");
    }

    @Test
    void refusesWhatIsNoVector() {
        assertThatThrownBy(() -> Vectors.reading("vector", true).text().read("0,1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
