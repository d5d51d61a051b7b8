/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern whose every part is digits at a fixed place, such as {@code uuuu-MM-dd HH:mm:ss}: what most columns hold,
 * read in a tenth of the time. It takes only what the pattern's formatter reads as the same; whether anything else is a
 * date is for the formatter to say. Immutable.
 *
 * @param shape the pattern with a blank character for each digit
 * @param places where each part begins, by its letter
 */
record FixedDigits(String shape, Map<Character, Integer> places) {
    private static final char DIGIT = '\0';
    private static final String PARTS = "uuuu MM dd HH mm ss";

    FixedDigits {
        places = Map.copyOf(places);
    }

    /** Empty when the pattern is of another kind. */
    static Optional<FixedDigits> of(String pattern) {
        StringBuilder shape = new StringBuilder();
        Map<Character, Integer> places = new HashMap<>();
        for (int i = 0; i < pattern.length(); ) {
            char c = pattern.charAt(i);
            int end = i;
            while (end < pattern.length() && pattern.charAt(end) == c) {
                end++;
            }
            if (Character.isLetter(c)) {
                boolean known = PARTS.contains(pattern.substring(i, end)) && end - i == (c == 'u' ? 4 : 2);
                if (!known || places.put(c, i) != null) {
                    return Optional.empty();
                }
                shape.append(String.valueOf(DIGIT).repeat(end - i));
            } else if ("-./: ".indexOf(c) >= 0) {
                shape.append(pattern, i, end);
            } else {
                return Optional.empty();
            }
            i = end;
        }
        boolean tellsDay = places.keySet().containsAll(Set.of('u', 'M', 'd'));
        boolean tellsTime = places.containsKey('H') && places.containsKey('m');
        return tellsDay && (tellsTime || places.size() == 3)
                ? Optional.of(new FixedDigits(shape.toString(), places))
                : Optional.empty();
    }

    /** Null when the text has another form, or names a day or a time that is none. */
    TemporalAccessor parse(String text) {
        if (text.length() != shape.length()) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (shape.charAt(i) == DIGIT ? c < '0' || c > '9' : c != shape.charAt(i)) {
                return null;
            }
        }
        int month = number(text, 'M');
        int day = number(text, 'd');
        int year = number(text, 'u') * 100 + two(text, places.get('u') + 2);
        if (month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        LocalDate date = LocalDate.of(year, month, day);
        if (!places.containsKey('H')) {
            return date;
        }
        int hour = number(text, 'H');
        int minute = number(text, 'm');
        int second = places.containsKey('s') ? number(text, 's') : 0;
        return hour > 23 || minute > 59 || second > 59
                ? null
                : LocalDateTime.of(date, LocalTime.of(hour, minute, second));
    }

    private int number(String text, char part) {
        return two(text, places.get(part));
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
}
