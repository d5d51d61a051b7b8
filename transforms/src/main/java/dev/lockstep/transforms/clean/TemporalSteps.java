/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.transforms.convert.Kind;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.Suggestion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Steps between dates, timestamps, the texts they are written as and the numbers they are counted as. */
final class TemporalSteps {
    private static final List<String> UNITS = List.of("s", "ms", "us", "ns");
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
    private static final int MAX_DIGITS = 30;

    static final Map<String, Step> ALL = Map.of(
            "parse-date", new Step("parse-date('dd.MM.yyyy')", 1, Step.MANY, ParseDate::date),
            "parse-timestamp",
                    new Step(
                            "parse-timestamp('dd.MM.yyyy HH:mm', zone('Europe/Berlin'))",
                            1,
                            Step.MANY,
                            ParseDate::timestamp),
            "format-date", new Step("format-date('dd.MM.yyyy')", 1, 1, FormatDate::date),
            "format-timestamp",
                    new Step(
                            "format-timestamp('dd.MM.yyyy HH:mm', zone('Europe/Berlin'))", 1, 2, FormatDate::timestamp),
            "epoch", new Step("epoch(s), epoch(ms), epoch(us) or epoch(ns)", 1, 1, TemporalSteps::epoch),
            "to-epoch",
                    new Step("to-epoch(s), to-epoch(ms), to-epoch(us) or to-epoch(ns)", 1, 1, TemporalSteps::toEpoch),
            "at-zone",
                    new Step(
                            "at-zone('Europe/Berlin'), or at-zone('Europe/Berlin', earlier)",
                            1,
                            2,
                            TemporalSteps::atZone));

    private TemporalSteps() {}

    /** How many digits of a second a unit has. */
    private static int digits(Call call) {
        String unit = call.text(0);
        if (!UNITS.contains(unit)) {
            throw new IllegalArgumentException("There is no unit " + unit + ". " + Suggestion.among(unit, UNITS));
        }
        return UNITS.indexOf(unit) * 3;
    }

    private static ValueStep epoch(Call call) {
        int digits = digits(call);
        return Moments.step(
                "epoch",
                (kind, found) -> {
                    if (!kind.isNumber()) {
                        throw new DataException("epoch is for numbers, found " + found
                                + ". Make it one first: to(int64) epoch(" + call.text(0) + ")");
                    }
                    return Moments.Made.of(Moments.TIMESTAMP, value -> timestamp(value, digits));
                },
                null);
    }

    private static CanonicalValue timestamp(CanonicalValue value, int digits) {
        if (!(value instanceof CanonicalValue.Numeric number)
                || (long) number.value().precision() - number.value().scale() > MAX_DIGITS) {
            throw new DataException("Expected a number of seconds (or parts of them) since 1970, found one beyond all"
                    + " time. Check the unit");
        }
        BigDecimal nanos = number.value().movePointRight(9 - digits);
        if (nanos.stripTrailingZeros().scale() > 0) {
            throw new DataException("Expected at most 9 digits of fractions of a second, found more. Round it first,"
                    + " with round(" + (6 - digits) + ")");
        }
        BigInteger[] parts = floor(nanos.toBigIntegerExact());
        return new CanonicalValue.Timestamp(parts[0].longValueExact(), parts[1].intValueExact());
    }

    private static BigInteger[] floor(BigInteger nanos) {
        BigInteger rest = nanos.mod(NANOS);
        return new BigInteger[] {nanos.subtract(rest).divide(NANOS), rest};
    }

    private static ValueStep toEpoch(Call call) {
        int digits = digits(call);
        return Moments.step(
                "to-epoch",
                (kind, found) -> {
                    if (kind != Kind.DATE && kind != Kind.TIMESTAMP && kind != Kind.ZONED_TIMESTAMP) {
                        throw new DataException("to-epoch is for dates and timestamps, found " + found
                                + ". Make it one first, with to(timestamp) or parse-timestamp(…)");
                    }
                    return new Moments.Made(null, value -> count(Moments.instant(value), digits));
                },
                Schema.Type.INT64);
    }

    private static Object count(Instant instant, int digits) {
        BigDecimal seconds = BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), 9));
        try {
            return seconds.movePointRight(digits).longValueExact();
        } catch (ArithmeticException e) {
            throw new DataException("Expected a timestamp with at most " + digits
                    + " digits of fractions of a second, found"
                    + " one with more, or beyond the range of int64. Round it first, with round(" + digits + ")");
        }
    }

    private static ValueStep atZone(Call call) {
        ZoneRule rule = ZoneRule.of(call.text(0), call.arguments().size() > 1 ? call.text(1) : "fail");
        return Moments.step(
                "at-zone",
                (kind, found) -> switch (kind) {
                    case TIMESTAMP ->
                        Moments.Made.of(
                                Moments.ZONED_TIMESTAMP,
                                value -> Moments.timestamp(rule.instant(Moments.local(value))));
                    case ZONED_TIMESTAMP ->
                        Moments.Made.of(
                                Moments.TIMESTAMP,
                                value -> Moments.timestamp(
                                        rule.local(Moments.instant(value)).toInstant(ZoneOffset.UTC)));
                    default ->
                        throw new DataException("at-zone is for timestamps, found " + found
                                + ". Make it one first, with to(timestamp), parse-timestamp(…) or epoch(ms)");
                },
                null);
    }
}
