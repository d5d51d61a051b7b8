/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.measure;

import dev.lockstep.canonical.observation.Aggregate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a scan must come to in one column, where each row may have been met in any of some versions. Immutable.
 *
 * <p>Invariant S: whatever version of each row the scan met, what it came to lies in the span. Where each can only have been
 * met in one, the span is that one value.
 *
 * @param surely rows that hold a number in every version
 * @param possibly rows that hold a number in some version
 * @param leastSum each row in the version that adds least, one without number adding nothing
 * @param greatestSum likewise
 * @param lowest number of any version; no minimum is below it
 * @param minimumAtMost the least of the greatest numbers of rows that surely have one: the minimum is no greater
 * @param highest number of any version; no maximum is above it
 * @param maximumAtLeast the greatest of the least numbers of rows that surely have one: the maximum is no less
 * @param unknown rows of which nobody can say what was met: the span is then not known
 */
public record Span(
        long surely,
        long possibly,
        BigDecimal leastSum,
        BigDecimal greatestSum,
        Optional<BigDecimal> lowest,
        Optional<BigDecimal> minimumAtMost,
        Optional<BigDecimal> highest,
        Optional<BigDecimal> maximumAtLeast,
        long unknown) {
    private static final String NOTHING = "-";
    private static final int FIELDS = 9;

    /** Of no rows. */
    public static final Span NONE = new Span(
            0,
            0,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0);

    private static final Span UNKNOWN_ROW = new Span(
            0,
            0,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1);

    /** Of one row that nobody can tell anything of. */
    public static Span ofUnknownRow() {
        return UNKNOWN_ROW;
    }

    /** Of one row, which held one of these, at least one, when the scan met it or passed its place. */
    public static Span of(List<Measure> choices) {
        if (choices.stream().anyMatch(Measure.Unknown.class::isInstance)) {
            return UNKNOWN_ROW;
        }
        List<BigDecimal> numbers = choices.stream()
                .filter(Measure.Amount.class::isInstance)
                .map(choice -> ((Measure.Amount) choice).value())
                .toList();
        Optional<BigDecimal> least = numbers.stream().min(BigDecimal::compareTo);
        Optional<BigDecimal> greatest = numbers.stream().max(BigDecimal::compareTo);
        if (least.isEmpty() || greatest.isEmpty()) {
            return NONE;
        }
        boolean surely = numbers.size() == choices.size();
        return new Span(
                surely ? 1 : 0,
                1,
                surely ? least.get() : least.get().min(BigDecimal.ZERO),
                surely ? greatest.get() : greatest.get().max(BigDecimal.ZERO),
                least,
                surely ? greatest : Optional.empty(),
                greatest,
                surely ? least : Optional.empty(),
                0);
    }

    /** Of the rows of both; they have none in common. */
    public Span plus(Span other) {
        return new Span(
                surely + other.surely,
                possibly + other.possibly,
                leastSum.add(other.leastSum),
                greatestSum.add(other.greatestSum),
                least(lowest, other.lowest),
                least(minimumAtMost, other.minimumAtMost),
                greatest(highest, other.highest),
                greatest(maximumAtLeast, other.maximumAtLeast),
                unknown + other.unknown);
    }

    private static Optional<BigDecimal> least(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isEmpty() ? other : one.map(mine -> other.map(mine::min).orElse(mine));
    }

    private static Optional<BigDecimal> greatest(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isEmpty() ? other : one.map(mine -> other.map(mine::max).orElse(mine));
    }

    /** Whether a scan that came to this may have met what it ought to. For spans that are known. */
    public boolean admits(Aggregate seen) {
        return seen.numbers() >= surely
                && seen.numbers() <= possibly
                && seen.sum().compareTo(leastSum) >= 0
                && seen.sum().compareTo(greatestSum) <= 0
                && isBetween(seen.least(), lowest, minimumAtMost)
                && isBetween(seen.greatest(), maximumAtLeast, highest);
    }

    /** A bound that is not there bounds nothing. */
    private static boolean isBetween(
            Optional<BigDecimal> seen, Optional<BigDecimal> atLeast, Optional<BigDecimal> atMost) {
        return seen.isEmpty()
                || (atLeast.map(bound -> seen.get().compareTo(bound) >= 0).orElse(true)
                        && atMost.map(bound -> seen.get().compareTo(bound) <= 0).orElse(true));
    }

    /** One line, which {@link #parse} reads. */
    public String text() {
        return String.join(
                " ",
                Long.toString(surely),
                Long.toString(possibly),
                leastSum.toString(),
                greatestSum.toString(),
                text(lowest),
                text(minimumAtMost),
                text(highest),
                text(maximumAtLeast),
                Long.toString(unknown));
    }

    private static String text(Optional<BigDecimal> number) {
        return number.map(BigDecimal::toString).orElse(NOTHING);
    }

    /** @throws IllegalArgumentException when it is no span's text */
    public static Span parse(String text) {
        String[] fields = text.split(" ", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("a span has " + FIELDS + " fields, found " + fields.length);
        }
        return new Span(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                new BigDecimal(fields[2]),
                new BigDecimal(fields[3]),
                number(fields[4]),
                number(fields[5]),
                number(fields[6]),
                number(fields[7]),
                Long.parseLong(fields[8]));
    }

    private static Optional<BigDecimal> number(String field) {
        return field.equals(NOTHING) ? Optional.empty() : Optional.of(new BigDecimal(field));
    }
}
