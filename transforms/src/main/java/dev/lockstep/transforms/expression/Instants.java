/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Dates, times and timestamps of change capture as instants and durations. A date is its midnight in UTC. */
final class Instants {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** A timestamp with or without an offset; without one it is UTC. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    private static final Map<String, Function<Object, Instant>> INSTANTS = Map.of(
            Date.LOGICAL_NAME,
            value -> ofDate((java.util.Date) value),
            Timestamp.LOGICAL_NAME,
            value -> ofDate((java.util.Date) value),
            "io.debezium.time.Date",
            value -> after(number(value), ChronoUnit.DAYS),
            "io.debezium.time.Timestamp",
            value -> after(number(value), ChronoUnit.MILLIS),
            "io.debezium.time.MicroTimestamp",
            value -> after(number(value), ChronoUnit.MICROS),
            "io.debezium.time.NanoTimestamp",
            value -> after(number(value), ChronoUnit.NANOS),
            "io.debezium.time.ZonedTimestamp",
            value -> parse((String) value),
            "io.debezium.time.IsoTimestamp",
            value -> parse((String) value),
            "io.debezium.time.IsoDate",
            value -> parse(value + "T00:00:00"));

    private static final Map<String, Function<Object, Duration>> DURATIONS = Map.of(
            Time.LOGICAL_NAME,
            value -> Duration.between(Instant.EPOCH, ((java.util.Date) value).toInstant()),
            "io.debezium.time.Time",
            value -> Duration.of(number(value), ChronoUnit.MILLIS),
            "io.debezium.time.MicroTime",
            value -> Duration.of(number(value), ChronoUnit.MICROS),
            "io.debezium.time.NanoTime",
            value -> Duration.of(number(value), ChronoUnit.NANOS),
            "io.debezium.time.MicroDuration",
            value -> Duration.of(number(value), ChronoUnit.MICROS),
            "io.debezium.time.NanoDuration",
            value -> Duration.of(number(value), ChronoUnit.NANOS));

    private Instants() {}

    /** How values of the schema are read as instants; empty where they are none. */
    static Optional<UnaryOperator<Object>> reader(Schema schema) {
        return Optional.ofNullable(schema.name())
                .map(INSTANTS::get)
                .map(reader -> value -> within(reader.apply(value)));
    }

    /** How values of the schema are read as durations; a time is one since midnight. Empty where they are none. */
    static Optional<UnaryOperator<Object>> durationReader(Schema schema) {
        return Optional.ofNullable(schema.name()).map(DURATIONS::get).map(reader -> reader::apply);
    }

    /** By its milliseconds, as {@code java.sql.Date} knows no instant. */
    @SuppressWarnings("JavaUtilDate")
    static Instant ofDate(java.util.Date date) {
        return within(Instant.ofEpochMilli(date.getTime()));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static Instant after(long count, ChronoUnit unit) {
        return Instant.EPOCH.plus(count, unit);
    }

    private static Instant parse(String text) {
        try {
            TemporalAccessor parsed = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime time
                    ? time.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new DataException("expected a date or timestamp in ISO form, such as " + LocalDate.EPOCH
                    + "T00:00:00Z, found a text of " + text.length() + " characters that is none");
        }
    }

    /** Infinities of databases come as instants that are far outside. */
    private static Instant within(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new DataException(
                    "expected a timestamp of the years 1 to 9999, found one outside, as the infinities of"
                            + " databases are. Set such values to null before");
        }
        return instant;
    }
}
