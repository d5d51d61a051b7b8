/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.rule.Call;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern of dates and times as {@link DateTimeFormatter} has them: read strictly, so that 30 February is none, and
 * with English names. The year {@code y} means the same as {@code u}, since strict reading knows {@code y} only with an
 * era.
 *
 * @param text as it was written
 * @param letters the pattern without texts in quotes
 * @param digits the short way, where the pattern has one
 */
record DatePattern(String text, String letters, Optional<FixedDigits> digits, DateTimeFormatter formatter) {
    private static final ZonedDateTime SAMPLE =
            ZonedDateTime.of(2026, 11, 23, 14, 45, 56, 123_456_789, ZoneId.of("Europe/Berlin"));
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern ZONE = Pattern.compile("[XxZzVO]");

    /** @throws IllegalArgumentException when it is none; the message says which letter is what */
    static DatePattern of(String text) {
        String letters = QUOTED.matcher(text).replaceAll("");
        if (letters.contains("Y") && !letters.contains("w")) {
            throw new IllegalArgumentException("In the pattern " + text
                    + " the letter Y is the year that a week belongs to. Write y for the year of a date");
        }
        if (letters.contains("D") && (letters.contains("M") || letters.contains("L"))) {
            throw new IllegalArgumentException("In the pattern " + text
                    + " the letter D is the day of the year, beside a month. Write d for the day of the month");
        }
        try {
            String plain = letters.contains("G") ? text : withPlainYear(text);
            DateTimeFormatter formatter =
                    DateTimeFormatter.ofPattern(plain, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
            return new DatePattern(text, letters, FixedDigits.of(plain), formatter);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The pattern " + text + " is none of dates and times: " + e.getMessage()
                    + ". Write for example dd.MM.yyyy or yyyy-MM-dd HH:mm:ss; texts in it stand in quotes that are"
                    + " doubled in rules, as in 'yyyy-MM-dd''T''HH:mm'");
        }
    }

    /** All quoted arguments; the others are checked where they mean something. */
    static List<DatePattern> all(Call call) {
        List<DatePattern> patterns = new ArrayList<>();
        for (Call.Argument argument : call.arguments()) {
            if (argument.quoted()) {
                patterns.add(of(argument.text()));
            }
        }
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException(
                    call.name() + " needs a pattern in quotes, as in " + call.name() + "('dd.MM.yyyy')");
        }
        return patterns;
    }

    private static String withPlainYear(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '\'';
            out.append(c == 'y' && !quoted ? 'u' : c);
        }
        return out.toString();
    }

    boolean hasZone() {
        return ZONE.matcher(letters).find();
    }

    boolean hasTime() {
        return letters.chars().anyMatch(c -> "aHhKkmsSAnN".indexOf(c) >= 0);
    }

    /**
     * Checks that what it prints can be read back.
     *
     * @throws IllegalArgumentException when it tells no day, or not what a day needs
     */
    DatePattern readable() {
        boolean tellsDay;
        try {
            tellsDay = formatter
                                    .parse(formatter.format(SAMPLE), TemporalQueries.localDate())
                                    .getYear()
                            % 100
                    == SAMPLE.getYear() % 100;
            tellsDay &=
                    !hasTime() || formatter.parse(formatter.format(SAMPLE)).query(TemporalQueries.localTime()) != null;
        } catch (DateTimeException | NullPointerException e) {
            tellsDay = false;
        }
        if (!tellsDay) {
            throw new IllegalArgumentException("By the pattern " + text + " no day or no time can be read. "
                    + advice()
                    + "y is the year, M the month, d the day, H the hour (0-23), h the hour with a for AM or PM,"
                    + " m the minute, s the second");
        }
        return this;
    }

    private String advice() {
        if (letters.contains("h") && !letters.contains("a")) {
            return "An h needs an a beside it. ";
        }
        return letters.contains("m") && !letters.contains("M") ? "m is the minute, M the month. " : "";
    }

    /**
     * Checks that such values can be printed.
     *
     * @throws IllegalArgumentException when it asks for what they do not have
     */
    DatePattern writable(TemporalAccessor sample) {
        try {
            formatter.formatTo(sample, new StringBuilder());
            return this;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("The pattern " + text + " asks for more than "
                    + (sample instanceof LocalDate ? "a date has. Leave out time and zone" : "a timestamp has"));
        }
    }

    /** Empty when the text is not of this form. */
    Optional<TemporalAccessor> parse(String value) {
        TemporalAccessor known = digits.map(fixed -> fixed.parse(value)).orElse(null);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            return Optional.of(formatter.parse(value));
        } catch (DateTimeException e) {
            // The message would quote the value.
            return Optional.empty();
        }
    }
}
