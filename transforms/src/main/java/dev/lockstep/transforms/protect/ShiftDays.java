/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.transforms.row.Computation;
import dev.lockstep.transforms.row.Types;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * The step {@code shift-days(max, by FIELD)}: a date or timestamp moved by whole days, from 1 to max, back or ahead. How
 * far depends on the other field alone, so all dates of one person move alike and the time between them stays. Values
 * that stand for infinity stay. Immutable and thread-safe.
 */
record ShiftDays(KeyedHash keyed, int max, String field, String by) implements Computation {
    private static final long MILLIS_PER_DAY = 86_400_000;

    /** The date of a text in ISO form, and what comes behind it. */
    private static final Pattern ISO = Pattern.compile("([+-]?\\d{4,9}-\\d\\d-\\d\\d)(.*)");

    /** How a value is moved that is neither null nor infinite. */
    @FunctionalInterface
    private interface Mover {
        /**
         * @throws ArithmeticException where the type ends before
         * @throws DateTimeException where the text is no date
         */
        Object move(Object value, int days);
    }

    @Override
    public List<String> inputs() {
        return List.of(field, by);
    }

    @Override
    public Typed over(Function<String, Schema> schemas) {
        if (schemas == null) {
            return new Typed(
                    null,
                    (inputs, message) -> shift(
                            inputs,
                            inputs[0] == null ? null : mover(inputs[0]),
                            ColumnEncoder.schemaless(field, inputs[0]),
                            ColumnEncoder.schemaless(by, inputs[1])));
        }
        Schema schema = schemas.apply(field);
        Mover mover = mover(schema);
        ColumnEncoder own = ColumnEncoder.of(field, schema);
        ColumnEncoder other = ColumnEncoder.of(by, schemas.apply(by));
        return new Typed(schema, (inputs, message) -> shift(inputs, mover, own, other));
    }

    private Object shift(Object[] inputs, Mover mover, ColumnEncoder own, ColumnEncoder other) {
        if (inputs[0] == null) {
            return null;
        }
        if (inputs[1] == null) {
            throw new DataException(
                    "shift-days goes by " + by + ", which is null, so there is no telling how far. Fill it,"
                            + " go by a field that is never null, or use redact");
        }
        if (isInfinite(own, inputs[0])) {
            return inputs[0];
        }
        try {
            return mover.move(inputs[0], days(other, inputs[1]));
        } catch (ArithmeticException | DateTimeException e) {
            // The cause may quote the date.
            throw new DataException("a " + Types.of(inputs[0]) + " cannot be moved by up to " + max
                    + " days: it is no date in ISO form, or its type ends before. Correct it, or use redact");
        }
    }

    /** From 1 to max in either direction: no date stays where it was. */
    private int days(ColumnEncoder other, Object value) {
        CanonicalWriter canonical = new CanonicalWriter();
        other.writeValue(value, canonical);
        long hash = ByteBuffer.wrap(keyed.of('s', canonical)).getLong() >>> 1;
        int distance = (int) (hash % (2L * max)) - max;
        return distance >= 0 ? distance + 1 : distance;
    }

    private static boolean isInfinite(ColumnEncoder own, Object value) {
        if (value instanceof String) {
            return value.equals("infinity") || value.equals("-infinity");
        }
        CanonicalWriter canonical = new CanonicalWriter();
        own.writeValue(value, canonical);
        CanonicalValue read = new CanonicalReader(canonical.array(), 0, canonical.size()).read();
        return read instanceof CanonicalValue.InfiniteDate || read instanceof CanonicalValue.InfiniteTimestamp;
    }

    private static Mover mover(Schema schema) {
        return switch (String.valueOf(schema.name())) {
            case "io.debezium.time.Date" -> (value, days) -> Math.addExact((Integer) value, days);
            case "io.debezium.time.Timestamp" -> counted(MILLIS_PER_DAY);
            case "io.debezium.time.MicroTimestamp" -> counted(MILLIS_PER_DAY * 1_000);
            case "io.debezium.time.NanoTimestamp" -> counted(MILLIS_PER_DAY * 1_000_000);
            case Date.LOGICAL_NAME, Timestamp.LOGICAL_NAME -> ShiftDays::javaDate;
            case "io.debezium.time.IsoDate", "io.debezium.time.IsoTimestamp", "io.debezium.time.ZonedTimestamp" ->
                ShiftDays::isoText;
            case "null" -> {
                if (schema.type() != Schema.Type.STRING) {
                    throw refused(Types.of(schema));
                }
                yield ShiftDays::isoText;
            }
            default -> throw refused(Types.of(schema));
        };
    }

    private static Mover mover(Object value) {
        if (value instanceof String) {
            return ShiftDays::isoText;
        }
        if (value instanceof java.util.Date) {
            return ShiftDays::javaDate;
        }
        throw refused(Types.of(value));
    }

    private static Mover counted(long perDay) {
        return (value, days) -> Math.addExact((Long) value, Math.multiplyExact(perDay, (long) days));
    }

    @SuppressWarnings("JavaUtilDate") // Connect's own type
    private static Object javaDate(Object value, int days) {
        return new java.util.Date(Math.addExact(((java.util.Date) value).getTime(), MILLIS_PER_DAY * days));
    }

    private static Object isoText(Object value, int days) {
        Matcher iso = ISO.matcher((String) value);
        if (!iso.matches()) {
            throw new DateTimeException("no date");
        }
        return LocalDate.parse(iso.group(1)).plusDays(days) + iso.group(2);
    }

    private static DataException refused(String found) {
        return new DataException("shift-days is for dates and timestamps, found " + found
                + ". Make it one first with CleanFields: to(date), or use redact");
    }
}
