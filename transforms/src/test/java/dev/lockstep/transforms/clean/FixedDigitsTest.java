/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The short way of reading dates says nothing that the formatter does not say. */
class FixedDigitsTest {
    private static final List<String> PATTERNS =
            List.of("uuuu-MM-dd", "dd.MM.uuuu", "uuuu/MM/dd HH:mm", "uuuu-MM-dd HH:mm:ss", "uuuuMMdd");

    @Property
    void readsWhatTheFormatterReads(
            @ForAll @IntRange(min = 0, max = 9999) int year,
            @ForAll @IntRange(min = 0, max = 14) int month,
            @ForAll @IntRange(min = 0, max = 33) int day,
            @ForAll @IntRange(min = 0, max = 25) int hour,
            @ForAll @IntRange(min = 0, max = 61) int minute,
            @ForAll @IntRange(min = 0, max = 61) int second) {
        for (String pattern : PATTERNS) {
            String text = pattern.replace("uuuu", digits(year, 4))
                    .replace("MM", digits(month, 2))
                    .replace("dd", digits(day, 2))
                    .replace("HH", digits(hour, 2))
                    .replace("mm", digits(minute, 2))
                    .replace("ss", digits(second, 2));
            assertThat(moment(FixedDigits.of(pattern).orElseThrow().parse(text)))
                    .as("%s by %s", text, pattern)
                    .isEqualTo(moment(formatted(text, pattern)));
        }
    }

    @Test
    void textsOfAnotherFormAreLeftToTheFormatter() {
        FixedDigits dates = FixedDigits.of("uuuu-MM-dd").orElseThrow();

        for (String text : List.of("", "2024-1-02", "2024-01-02 ", "2024.01.02", "+202-01-02", "٢٠٢٤-01-02")) {
            assertThat(dates.parse(text)).as(text).isNull();
        }
    }

    @Test
    void patternsOfOtherKindsHaveNoShortWay() {
        for (String pattern : List.of(
                "d.M.uuuu",
                "dd MMM uuuu",
                "uuuu-MM-dd'T'HH:mm",
                "uuuu-MM-dd HH:mm:ssXXX",
                "uu-MM-dd",
                "HH:mm",
                "uuuu-MM",
                "uuuu-MM-dd hh:mm a",
                "uuuu-MM-dd HH:mm:ss.SSS",
                "uuuu-MM-dd HH",
                "uuuu-MM-dd-MM")) {
            assertThat(FixedDigits.of(pattern)).as(pattern).isEmpty();
        }
    }

    private static String digits(int number, int width) {
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }

    private static TemporalAccessor formatted(String text, String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDateTime moment(TemporalAccessor parsed) {
        if (parsed == null) {
            return null;
        }
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        return date.atTime(time == null ? LocalTime.MIDNIGHT : time);
    }
}
