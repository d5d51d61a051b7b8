/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** The bytes of version 1. Lines are added here, never edited: they are what stored digests were made from. */
class CanonicalBytesTest {
    private final CanonicalWriter out = new CanonicalWriter();

    @Test
    void bytesOfEveryFamilyStayAsTheyWereInVersion1() throws CharacterCodingException {
        out.writeNull();
        assertHex("00");
        out.writeNumber(0);
        assertHex("01" + "00");
        out.writeNumber(new BigDecimal("-12.50"));
        assertHex("01" + "02" + "02" + "01" + "7d");
        out.writeNumber(new BigDecimal("1E+2"));
        assertHex("01" + "01" + "03" + "01" + "01");
        out.writeNumber(255);
        assertHex("01" + "01" + "00" + "01" + "ff");
        out.writeFloat(-0.0);
        assertHex("02" + "0000000000000000");
        out.writeFloat(Double.longBitsToDouble(0xFFF8000000000001L));
        assertHex("02" + "7ff8000000000000");
        out.writeText("ß€");
        assertHex("03" + "05" + "c39fe282ac");
        out.writeBytes(new byte[] {0, -1});
        assertHex("04" + "02" + "00ff");
        out.writeDate(-1);
        assertHex("05" + "00" + "01");
        out.writeTimestamp(64, 500_000_000);
        assertHex("08" + "00" + "8001" + "80cab5ee01");
        out.writeInfiniteTimestamp(true);
        assertHex("08" + "01");
        out.writeListHeader(2);
        out.writeNull();
        out.writeNumber(1);
        assertHex("0b" + "02" + "00" + "0101000101");
    }

    @Property
    void numbersAreReadBackByValue(@ForAll BigDecimal number) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.writeNumber(number);

        Object read = new CanonicalReader(writer.toByteArray()).readValue();

        assertThat((BigDecimal) read).isEqualByComparingTo(number);
    }

    @Property
    void datesAndTimestampsAreReadBack(@ForAll LocalDate date, @ForAll Instant instant) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.writeDate(date.toEpochDay());
        writer.writeTimestamp(instant.getEpochSecond(), instant.getNano());
        CanonicalReader reader = new CanonicalReader(writer.toByteArray());

        assertThat(reader.readValue()).isEqualTo(date);
        assertThat(reader.readValue()).isEqualTo(instant);
        assertThat(reader.atEnd()).isTrue();
    }

    @Property
    void wellFormedTextIsReadBack(@ForAll String text) throws CharacterCodingException {
        CanonicalWriter writer = new CanonicalWriter();
        try {
            writer.writeText(text);
        } catch (CharacterCodingException e) {
            assertThat(text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                    .isTrue();
            return;
        }
        assertThat(new CanonicalReader(writer.toByteArray()).readValue()).isEqualTo(text);
    }

    @Property
    void noProperPrefixOfAValueIsAValue(@ForAll String text, @ForAll BigDecimal number)
            throws CharacterCodingException {
        CanonicalWriter writer = new CanonicalWriter();
        writer.writeListHeader(2);
        writer.writeNumber(number);
        writer.writeBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_16));
        byte[] whole = writer.toByteArray();

        for (int length = 0; length < whole.length; length++) {
            CanonicalReader reader = new CanonicalReader(Arrays.copyOf(whole, length));
            assertThatThrownBy(reader::readValue).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void listIsNestedAsItsValueIsWhateverItsSchemaSays() {
        Schema flat = SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build();
        for (Schema schema : List.of(flat, SchemaBuilder.array(flat).build())) {
            ColumnEncoder column = ColumnEncoder.of("c", schema);
            column.writeValue(Arrays.asList(1, null), out);
            assertHex("0b" + "02" + "0101000101" + "00");
            column.writeValue(List.of(List.of(1), List.of(2)), out);
            assertHex("0b" + "02" + "0b01" + "0101000101" + "0b01" + "0101000102");
            List<Integer> placeholder = Placeholder.DEFAULT_TEXT.chars().boxed().toList();
            assertThat(column.writeValue(List.of(placeholder), out)).isFalse();
            assertHex("0f");
        }
    }

    private void assertHex(String expected) {
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(expected);
        out.truncate(0);
    }
}
