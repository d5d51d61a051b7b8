/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.convert.Source;
import dev.lockstep.transforms.convert.Target;
import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.convert.TemporalTexts;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Dates and timestamps as steps get and give them, with schema and without. */
final class Moments {
    static final TargetType DATE = TargetType.parse("date");
    static final TargetType TIMESTAMP = TargetType.parse("timestamp");
    static final TargetType ZONED_TIMESTAMP = TargetType.parse("timestamptz");

    private Moments() {}

    /** What a step makes of values of one kind; the type is null where it is a text. */
    record Made(TargetType type, Function<CanonicalValue, Object> work) {
        /** Of a value of the canonical model. */
        static Made of(TargetType type, Function<CanonicalValue, CanonicalValue> work) {
            return new Made(type, work::apply);
        }
    }

    /**
     * A step from dates or timestamps.
     *
     * @param maker what it makes of values of a kind; throws a {@link DataException} when nothing
     */
    static ValueStep step(String name, BiFunction<Kind, String, Made> maker, Schema.Type plain) {
        return schema -> {
            if (schema == null) {
                return new ValueStep.Typed(null, value -> value == null ? null : live(name, value, maker));
            }
            Made made = maker.apply(Kind.of(schema), Types.of(schema));
            Source source = Source.of(schema);
            if (made.type() == null) {
                Schema out = Conversions.retyped(schema, new org.apache.kafka.connect.data.SchemaBuilder(plain))
                        .build();
                return new ValueStep.Typed(
                        out, value -> value == null ? null : made.work().apply(source.read(value)));
            }
            Schema out = Conversions.retyped(schema, made.type().builder()).build();
            Function<CanonicalValue, Object> target = Target.of(out).from(Kind.of(out));
            return new ValueStep.Typed(
                    out,
                    value -> value == null
                            ? null
                            : target.apply((CanonicalValue) made.work().apply(source.read(value))));
        };
    }

    private static Object live(String name, Object value, BiFunction<Kind, String, Made> maker) {
        Kind kind = Kind.of(value);
        CanonicalValue read;
        if (value instanceof String text) {
            kind = isZoned(text) ? Kind.ZONED_TIMESTAMP : Kind.TIMESTAMP;
            read = TemporalTexts.parse(text, kind);
        } else if (kind == Kind.TIMESTAMP || kind.isNumber()) {
            read = Source.of(value).read(value);
        } else {
            throw new DataException(name + " found a " + Types.of(value) + ", which is no date or timestamp. Where rows"
                    + " have no schema, dates are texts such as 2026-03-29T14:05:00");
        }
        Made made = maker.apply(kind, Types.of(value));
        Object result = made.work().apply(read);
        return made.type() == null
                ? result
                : Target.withoutSchema(made.type())
                        .from(Kind.of(made.type().schema(true)))
                        .apply((CanonicalValue) result);
    }

    private static boolean isZoned(String text) {
        int time = Math.max(text.indexOf('T'), text.indexOf(' '));
        return time > 0 && (text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0);
    }

    static LocalDateTime local(CanonicalValue value) {
        if (value instanceof CanonicalValue.Date date) {
            return java.time.LocalDate.ofEpochDay(date.epochDay()).atStartOfDay();
        }
        return LocalDateTime.ofInstant(instant(value), ZoneOffset.UTC);
    }

    /** @throws DataException when it is infinite */
    static Instant instant(CanonicalValue value) {
        if (value instanceof CanonicalValue.Timestamp timestamp) {
            return Instant.ofEpochSecond(timestamp.epochSecond(), timestamp.nanos());
        }
        if (value instanceof CanonicalValue.Date date) {
            return Instant.ofEpochSecond(date.epochDay() * TemporalTexts.SECONDS_PER_DAY);
        }
        throw new DataException("Expected a finite date or timestamp, found infinity. Keep it as it is, or write"
                + " to(string) null-if('infinity', '-infinity') before");
    }

    static CanonicalValue timestamp(Instant instant) {
        return new CanonicalValue.Timestamp(instant.getEpochSecond(), instant.getNano());
    }
}
