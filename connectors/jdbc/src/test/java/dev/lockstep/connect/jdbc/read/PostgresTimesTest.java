/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as change capture counts and writes them. */
class PostgresTimesTest {
    @Test
    void countsEveryDayAsTheProlepticCalendarDoes() {
        for (LocalDate day = LocalDate.of(-4713, 11, 24); day.getYear() < 2500; day = day.plusDays(1)) {
            assertThat(PostgresTimes.epochDay(day.getYear(), day.getMonthValue(), day.getDayOfMonth()))
                    .isEqualTo(day.toEpochDay());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29,19782",
        "1582-10-10,-141432",
        "0001-01-01 BC,-719528",
        "4714-11-24 BC,-2440588",
        "5874897-12-31,2145042905",
        "infinity,2146033979",
        "-infinity,-2147472691"
    })
    void countsDays(String text, int day) {
        assertThat(PostgresTimes.day(bytes(text))).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-31 02:30:00.000001,1711852200000001",
        "1582-10-05 12:00:00,-12220113600000000",
        "1969-12-31 23:59:58.5,-1500000",
        "4714-11-24 00:00:00 BC,-210866803200000000",
        "294247-01-10 04:00:25.2,9223372036825200000",
        "infinity,9223372036854775807",
        "-infinity,-9223372036854775808"
    })
    void countsMicroseconds(String text, long micros) {
        assertThat(PostgresTimes.micros(bytes(text))).isEqualTo(micros);
    }

    @Test
    void doesNotCountBeyondSixtyFourBits() {
        assertThatThrownBy(() -> PostgresTimes.micros(bytes("294276-12-31 23:59:59.999999")))
                .isInstanceOf(UnfitValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1969-12-31 23:59:58.5,-1500",
        "infinity,9223372036825200000",
        "-infinity,-9223372036832400000",
    })
    void countsMilliseconds(String text, long millis) {
        assertThat(PostgresTimes.millis(bytes(text))).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01 00:00:00+00,6,2024-01-01T00:00:00.000000Z",
        "2024-01-01 00:00:00.5+00,6,2024-01-01T00:00:00.500000Z",
        "2024-01-01 00:00:00.5+00,3,2024-01-01T00:00:00.500Z",
        "2024-01-01 00:00:00+00,0,2024-01-01T00:00:00Z",
        "10000-01-01 00:00:00+00,6,+10000-01-01T00:00:00.000000Z",
        "294276-12-31 23:59:59.999999+00,6,+294276-12-31T23:59:59.999999Z",
        "0001-01-01 00:00:00+00 BC,6,0000-01-01T00:00:00.000000Z",
        "0044-03-15 12:00:00+00 BC,6,-0043-03-15T12:00:00.000000Z",
        "infinity,6,infinity",
        "-infinity,6,-infinity"
    })
    void writesInstantsWithTheDigitsOfTheColumn(String text, int digits, String expected) {
        assertThat(PostgresTimes.instant(bytes(text), digits)).isEqualTo(expected);
    }

    @Test
    void writesInstantsFromBinaryAsFromText() {
        for (String text : List.of(
                "2024-02-29 23:59:59.987654",
                "2000-01-01 00:00:00",
                "1999-12-31 23:59:59.999999",
                "1582-10-10 12:00:00.5",
                "0001-01-01 00:00:00",
                "0001-12-31 00:00:00 BC",
                "4714-11-24 00:00:00 BC",
                "9999-12-31 23:59:59",
                "10000-03-01 00:00:00",
                "294000-12-31 23:59:59.999999")) {
            long micros = PostgresTimes.micros(bytes(text));
            String era = text.endsWith(" BC") ? " BC" : "";
            String zoned = text.substring(0, text.length() - era.length()) + "+00" + era;
            byte[] binary = ByteBuffer.allocate(Long.BYTES)
                    .putLong(micros - 946_684_800_000_000L)
                    .array();
            assertThat(PostgresBinaries.instant(binary, 6)).isEqualTo(PostgresTimes.instant(bytes(zoned), 6));
            assertThat(PostgresBinaries.micros(binary)).isEqualTo(micros);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01 00:00:00+01", "2024-01-01 00:00:00", "01/01/2024 00:00:00+00", "x"})
    void acceptsNoOtherSession(String text) {
        assertThatThrownBy(() -> PostgresTimes.instant(bytes(text), 6))
                .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @CsvSource({"12:30:00.5,45000500000", "24:00:00,86400000000", "00:00:00.000001,1"})
    void countsTheTimeOfDay(String text, long micros) {
        assertThat(PostgresTimes.microsOfDay(bytes(text))).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "12:30:00.5+05:30,07:00:00.5Z",
        "12:30:00+00,12:30:00Z",
        "24:00:00+00,24:00:00Z",
        "24:00:00+02,22:00:00Z",
        "00:00:00+15:59:59,08:00:01Z",
        "01:02:03-02,03:02:03Z"
    })
    void bringsTimesWithZoneToUtc(String text, String expected) {
        assertThat(PostgresTimes.timeWithZone(bytes(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "P1Y2M3DT4H5M6.000007S,P1Y2M3DT4H5M6.000007S",
        "PT0S,P0Y0M0DT0H0M0S",
        "P-1M10DT-0.5S,P0Y-1M10DT0H0M-0.5S",
        "P178000000Y,P178000000Y0M0DT0H0M0S",
        "PT1.250000S,P0Y0M0DT0H0M1.25S",
        "P-1DT-2H-3M-4S,P0Y0M-1DT-2H-3M-4S"
    })
    void writesAllPartsOfIntervals(String text, String expected) {
        assertThat(PostgresIntervals.allParts(text)).isEqualTo(expected);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
