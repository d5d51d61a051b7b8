/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Four sums over the columns of a row that tell which one or two columns of two versions differ, in 32 bytes whatever
 * the number of columns.
 *
 * <p>In the field of integers modulo p = 2<sup>61</sup> − 1 the j-th sum is Σ α<sup>j</sup>·x, j from 0 to 3, with α
 * from a column's name and x from its digest. Invariants of the differences e of two locators:
 *
 * <ul>
 *   <li><b>N</b> no column differs: every e is 0.
 *   <li><b>O</b> one column differs: e₁ = α·e₀, e₂ = α·e₁, e₃ = α·e₂ for its α.
 *   <li><b>T</b> two differ: e₂ = (α+β)·e₁ − αβ·e₀ and e₃ = (α+β)·e₂ − αβ·e₁ for theirs.
 * </ul>
 *
 * <p>More than two pass for two with a probability of about (number of columns)² · 2<sup>−122</sup>.
 */
public record Locator(long sum0, long sum1, long sum2, long sum3) {
    public static final Locator ZERO = new Locator(0, 0, 0, 0);

    /** Bytes of one locator on the wire, big-endian. */
    public static final int BYTES = 32;

    /** In place of the fourth sum where only three are kept; two columns are then told with 2<sup>−61</sup>. */
    public static final long NOT_KEPT = -1;

    private static final long P = (1L << 61) - 1;

    /** The columns that differ: none, one or two of them, or more than can be told. */
    public record Difference(List<String> columns, boolean more) {}

    /** The multiplier of a column. */
    public static long alpha(String column) {
        byte[] name = column.getBytes(StandardCharsets.UTF_8);
        long alpha = reduce(Hash128.of(name, 0, name.length).low() & P);
        return alpha == 0 ? 1 : alpha;
    }

    /** A locator that columns are added to. Mutable; owned by one thread. */
    public static final class Sum {
        private long sum0;
        private long sum1;
        private long sum2;
        private long sum3;

        public void reset() {
            sum0 = 0;
            sum1 = 0;
            sum2 = 0;
            sum3 = 0;
        }

        /** Adds a column whose multiplier and digest these are. */
        public void add(long alpha, Digest128 digest) {
            long x0 = reduce(digest.low() & P);
            long x1 = multiply(alpha, x0);
            long x2 = multiply(alpha, x1);
            sum0 = Locator.add(sum0, x0);
            sum1 = Locator.add(sum1, x1);
            sum2 = Locator.add(sum2, x2);
            sum3 = Locator.add(sum3, multiply(alpha, x2));
        }

        public Locator toLocator() {
            return new Locator(sum0, sum1, sum2, sum3);
        }
    }

    /** With a column in it whose multiplier and digest these are. */
    public Locator plus(long alpha, Digest128 digest) {
        Sum sum = new Sum();
        sum.add(alpha, digest);
        return new Locator(add(sum0, sum.sum0), add(sum1, sum.sum1), add(sum2, sum.sum2), add(sum3, sum.sum3));
    }

    /**
     * Names what differs between the rows of two locators.
     *
     * @param columns the names of all columns of the row
     */
    public Difference difference(Locator other, Collection<String> columns) {
        boolean three = sum3 == NOT_KEPT || other.sum3 == NOT_KEPT;
        long[] e = {
            subtract(sum0, other.sum0),
            subtract(sum1, other.sum1),
            subtract(sum2, other.sum2),
            three ? NOT_KEPT : subtract(sum3, other.sum3)
        };
        if ((e[0] | e[1] | e[2]) == 0 && (three || e[3] == 0)) {
            return new Difference(List.of(), false);
        }
        List<String> names = new ArrayList<>(columns);
        long[] alphas = names.stream().mapToLong(Locator::alpha).toArray();
        for (int i = 0; i < alphas.length; i++) {
            if (isOne(e, alphas[i])) {
                return new Difference(List.of(names.get(i)), false);
            }
        }
        for (int i = 0; i < alphas.length; i++) {
            for (int j = i + 1; j < alphas.length; j++) {
                if (areTwo(e, alphas[i], alphas[j])) {
                    return new Difference(List.of(names.get(i), names.get(j)), false);
                }
            }
        }
        return new Difference(List.of(), true);
    }

    private static boolean isOne(long[] e, long alpha) {
        return e[1] == multiply(alpha, e[0])
                && e[2] == multiply(alpha, e[1])
                && (e[3] == NOT_KEPT || e[3] == multiply(alpha, e[2]));
    }

    private static boolean areTwo(long[] e, long alpha, long beta) {
        long sum = add(alpha, beta);
        long product = multiply(alpha, beta);
        return e[2] == subtract(multiply(sum, e[1]), multiply(product, e[0]))
                && (e[3] == NOT_KEPT || e[3] == subtract(multiply(sum, e[2]), multiply(product, e[1])));
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(sum0)
                .putLong(sum1)
                .putLong(sum2)
                .putLong(sum3)
                .array();
    }

    /** @throws IllegalArgumentException when these are not 32 bytes */
    public static Locator ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a locator has " + BYTES + " bytes, found " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Locator(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    private static long add(long a, long b) {
        return reduce(a + b);
    }

    private static long subtract(long a, long b) {
        return reduce(a - b + P);
    }

    /** Into 0 … p−1, from 0 … 2p. */
    private static long reduce(long value) {
        return value >= P ? value - P : value;
    }

    private static long multiply(long a, long b) {
        long low = a * b;
        long high = Math.multiplyHigh(a, b);
        return reduce((low & P) + ((low >>> 61) | (high << 3)));
    }
}
