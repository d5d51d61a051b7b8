/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.observation;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What some rows come to in one numeric column, exactly; NULLs do not count. Immutable.
 *
 * @param numbers how many rows hold a number
 * @param unreadable how many hold something that is none: what all of them come to is then not known
 * @param sum 0 when no row holds a number
 * @param least empty when no row holds a number
 * @param greatest empty when no row holds a number
 */
public record Aggregate(
        String column,
        long numbers,
        long unreadable,
        BigDecimal sum,
        Optional<BigDecimal> least,
        Optional<BigDecimal> greatest) {
    private static final String NONE = "-";
    private static final int FIELDS = 6;

    /** In one form, so that equal numbers are equal objects. */
    public Aggregate {
        sum = sum.stripTrailingZeros();
        least = least.map(BigDecimal::stripTrailingZeros);
        greatest = greatest.map(BigDecimal::stripTrailingZeros);
    }

    /** Of no rows. */
    public static Aggregate none(String column) {
        return new Aggregate(column, 0, 0, BigDecimal.ZERO, Optional.empty(), Optional.empty());
    }

    /** With one row more; empty is NULL. */
    public Aggregate with(Optional<BigDecimal> value) {
        return value.map(number -> plus(new Aggregate(column, 1, 0, number, value, value)))
                .orElse(this);
    }

    /** With one row more that holds no number. */
    public Aggregate withUnreadable() {
        return new Aggregate(column, numbers, unreadable + 1, sum, least, greatest);
    }

    /** Of the rows of both; they have none in common. */
    public Aggregate plus(Aggregate other) {
        return new Aggregate(
                column,
                numbers + other.numbers,
                unreadable + other.unreadable,
                sum.add(other.sum),
                least.isEmpty()
                        ? other.least
                        : least.map(mine -> other.least.map(mine::min).orElse(mine)),
                greatest.isEmpty()
                        ? other.greatest
                        : greatest.map(mine -> other.greatest.map(mine::max).orElse(mine)));
    }

    /** One line, which {@link #parse} reads. */
    public String text() {
        return String.join(
                " ",
                Long.toString(numbers),
                Long.toString(unreadable),
                sum.toString(),
                least.map(BigDecimal::toString).orElse(NONE),
                greatest.map(BigDecimal::toString).orElse(NONE),
                column);
    }

    /** @throws IllegalArgumentException when it is no aggregate's text */
    public static Aggregate parse(String text) {
        String[] fields = text.split(" ", FIELDS);
        if (fields.length < FIELDS) {
            throw new IllegalArgumentException("an aggregate has " + FIELDS + " fields, found " + fields.length);
        }
        return new Aggregate(
                fields[FIELDS - 1],
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                new BigDecimal(fields[2]),
                number(fields[3]),
                number(fields[4]));
    }

    private static Optional<BigDecimal> number(String field) {
        return field.equals(NONE) ? Optional.empty() : Optional.of(new BigDecimal(field));
    }
}
