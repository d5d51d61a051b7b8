/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.IsoText;
import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.convert.Source;
import dev.lockstep.transforms.convert.Target;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.Suggestion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Numbers to so many digits after the point, times and timestamps to so many digits of a second. The type stays.
 *
 * @param scale below zero for tens, hundreds and so on
 */
record Rounding(int scale, RoundingMode mode) implements ValueStep {
    static final String USAGE = "round(2), or round(2, down)";
    private static final int MAX_SCALE = 1_000;
    private static final List<String> MODES = List.of("half-up", "half-even", "down", "up", "floor", "ceiling");

    /** @throws IllegalArgumentException when the arguments are wrong */
    static Rounding parse(Call call) {
        String mode = call.arguments().size() > 1 ? call.text(1) : "half-up";
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException("round has no way " + mode + ". " + Suggestion.among(mode, MODES));
        }
        return new Rounding(
                call.number(0, -MAX_SCALE, MAX_SCALE),
                RoundingMode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    @Override
    public Typed over(Schema schema) {
        if (schema == null) {
            return new Typed(null, value -> value == null ? null : live(value));
        }
        Kind kind = Kind.of(schema);
        check(kind, Types.of(schema));
        Source source = Source.of(schema);
        Function<CanonicalValue, Object> target = Target.of(schema).from(kind);
        return new Typed(schema, value -> value == null ? null : target.apply(round(source.read(value))));
    }

    private Object live(Object value) {
        Kind kind = Kind.of(value);
        check(kind, Types.of(value));
        if (value instanceof BigDecimal number) {
            return number.setScale(scale, mode);
        }
        CanonicalValue read = Source.of(value).read(value);
        if (!(round(read) instanceof CanonicalValue.Numeric number)) {
            return value;
        }
        return kind == Kind.FLOAT
                ? (Object) number.value().doubleValue()
                : (Object) number.value().longValueExact();
    }

    private static void check(Kind kind, String found) {
        boolean fits = kind.isNumber() || kind == Kind.TIME || kind == Kind.TIMESTAMP || kind == Kind.ZONED_TIMESTAMP;
        if (!fits) {
            throw new DataException("round is for numbers, times and timestamps, found " + found
                    + ". Make it one first, as in to(decimal(38,10)) round(2)");
        }
    }

    private CanonicalValue round(CanonicalValue value) {
        if (value instanceof CanonicalValue.Numeric number) {
            return new CanonicalValue.Numeric(number.value().setScale(scale, mode));
        }
        if (value instanceof CanonicalValue.Time time) {
            return new CanonicalValue.Time(seconds(time.nanos()));
        }
        if (value instanceof CanonicalValue.Timestamp timestamp) {
            long nanos = seconds(timestamp.nanos());
            return new CanonicalValue.Timestamp(timestamp.epochSecond() + nanos / IsoText.NANOS_PER_SECOND, (int)
                    (nanos % IsoText.NANOS_PER_SECOND));
        }
        return value;
    }

    private long seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9)
                .setScale(scale, mode)
                .movePointRight(9)
                .longValueExact();
    }
}
