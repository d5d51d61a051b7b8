/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick ways from digits to numbers find what the slow ones find. */
class PostgresTextsTest {
    @ParameterizedTest
    @CsvSource({
        "0.0000,4",
        "-1234567890123456.7891,4",
        "12345678901234567890.5,1",
        "99999999999999.9999,4",
        "-5,0",
        "0.00012,5"
    })
    void readsDecimals(String text, int scale) {
        assertThat(PostgresTexts.decimal(bytes(text), scale)).isEqualTo(new BigDecimal(text));
    }

    @Test
    void givesADecimalTheScaleOfItsColumn() {
        assertThat(PostgresTexts.decimal(bytes("12345"), 2)).isEqualTo(new BigDecimal("12345.00"));
        assertThatThrownBy(() -> PostgresTexts.decimal(bytes("1.25"), 1)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void hasNoDecimalForWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> PostgresTexts.decimal(bytes(text), 2)).isInstanceOf(UnfitValueException.class);
        assertThatThrownBy(() -> PostgresTexts.number(bytes(text))).isInstanceOf(UnfitValueException.class);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807,9223372036854775807", "-9223372036854775808,-9223372036854775808", "-7,-7", "0,0"})
    void readsIntegers(String text, long value) {
        assertThat(PostgresTexts.integer(bytes(text))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1a", "9223372036854775808"})
    void readsNoOtherIntegers(String text) {
        assertThatThrownBy(() -> PostgresTexts.integer(bytes(text)))
                .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
    }

    @Test
    void givesBitsAsManyBytesAsTheHighestNeeds() {
        assertThat(PostgresTexts.bits(bytes("0000000000000001"))).containsExactly(1);
        assertThat(PostgresTexts.bits(bytes("100000001"))).containsExactly(1, 1);
        assertThat(PostgresTexts.bits(bytes("0000"))).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
