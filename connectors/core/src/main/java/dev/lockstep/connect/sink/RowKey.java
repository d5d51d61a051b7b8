/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The key of one row of a target, in a form in which keys of one table are compared: its parts in key order, each a
 * {@link Long}, a {@link BigDecimal} or a {@link String}. Immutable.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>(A) two keys are equal if and only if their parts are, part by part; who makes a part makes it canonical, so
 *       that an integer is a {@code Long} wherever it fits, and any other number has no trailing zeros;
 *   <li>(B) the order is the same for all writers: numbers by value before texts by code unit.
 * </ul>
 */
public final class RowKey implements Comparable<RowKey> {
    private final Object[] parts;
    private final int hash;

    private RowKey(Object[] parts) {
        this.parts = parts;
        this.hash = Arrays.hashCode(parts);
    }

    /** @param parts not copied, so not to be changed afterwards */
    public static RowKey of(Object... parts) {
        return new RowKey(parts);
    }

    /** The number in the form that {@link RowKey} compares. */
    public static Comparable<?> number(BigDecimal value) {
        // Nothing is expanded that is not known to be short: a number of few digits may have a million zeros.
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (stripped.scale() <= 0 && (long) stripped.precision() - stripped.scale() <= 19) {
            BigDecimal whole = stripped.setScale(0);
            if (whole.toBigInteger().bitLength() < Long.SIZE) {
                return whole.longValue();
            }
        }
        return stripped;
    }

    public Object part(int index) {
        return parts[index];
    }

    @Override
    public int compareTo(RowKey other) {
        int shared = Math.min(parts.length, other.parts.length);
        for (int i = 0; i < shared; i++) {
            int order = compare(parts[i], other.parts[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(parts.length, other.parts.length);
    }

    private static int compare(Object left, Object right) {
        if (left instanceof Long one && right instanceof Long two) {
            return Long.compare(one, two);
        }
        if (left instanceof String one) {
            return right instanceof String two ? one.compareTo(two) : 1;
        }
        return right instanceof String ? -1 : decimal(left).compareTo(decimal(right));
    }

    private static BigDecimal decimal(Object number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) number;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof RowKey that && hash == that.hash && Arrays.equals(parts, that.parts));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** How many parts there are: a key's text would be a row value, and may get into a message. */
    @Override
    public String toString() {
        return "a key of " + parts.length + " part(s)";
    }
}
