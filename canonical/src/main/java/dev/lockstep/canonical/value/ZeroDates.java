/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;

/** Dates and timestamps of MariaDB and MySQL whose month or day is zero. They are no dates, and have no form but text. */
public final class ZeroDates {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(\\.[0-9]{1,9})?)?Z?");
    private static final int MONTH = 5;
    private static final int DAY = 8;

    private static final Set<String> LOGICAL_NAMES =
            Set.of("io.debezium.time.IsoDate", "io.debezium.time.IsoTimestamp", "io.debezium.time.ZonedTimestamp");

    private ZeroDates() {}

    /**
     * A zero date's one text: a blank before the time, no zeros at the end of the fraction, no zone.
     *
     * @return empty when the text is no zero date
     */
    public static Optional<String> canonical(String text) {
        if (!text.startsWith("00", MONTH) && !text.startsWith("00", DAY)) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String time = parts.group(2) == null ? "" : " " + parts.group(2);
        return Optional.of(parts.group(1) + time + fraction(parts.group(3)));
    }

    private static String fraction(String digits) {
        if (digits == null) {
            return "";
        }
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return end == 1 ? "" : digits.substring(0, end);
    }

    /** Whether nothing is said by it, so that nothing is lost with it but that it was there. */
    public static boolean isAllZeros(String canonical) {
        return canonical.chars().noneMatch(character -> character >= '1' && character <= '9');
    }

    /** An encoder to which zero dates are TEXT, where values of the schema are dates as text. */
    static ValueEncoder asText(Schema schema, ValueEncoder encoder) {
        if (schema.name() == null || !LOGICAL_NAMES.contains(schema.name())) {
            return encoder;
        }
        return (value, out) -> {
            Optional<String> zeroDate = value instanceof String text ? canonical(text) : Optional.empty();
            if (zeroDate.isPresent()) {
                out.writeText(zeroDate.get());
            } else {
                encoder.encode(value, out);
            }
        };
    }
}
