/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import java.nio.ByteBuffer;
import javax.crypto.Mac;

/**
 * A secret order of all numbers from 0 to below {@code left * right}: each goes to one, and no two go to the same. It is
 * a Feistel network of ten rounds whose round function is {@link KeyedHash}. Immutable and thread-safe.
 *
 * <p>Invariants: <b>U (unique)</b> different numbers stay different under the same tweak. <b>S (same)</b> the same
 * number, tweak and secret give the same number in every process.
 *
 * @param left how many values the high half has
 * @param right how many values the low half has
 */
record Permutation(long left, long right) {
    /** The most digits that one permutation takes. */
    static final int MAX_DIGITS = 18;

    /** As in FF1 of NIST SP 800-38G. */
    private static final int ROUNDS = 10;

    private static final char USE = 'p';
    private static final int ROUND_AT = 1 + 2 * Long.BYTES;

    static Permutation ofBits(int bits) {
        return new Permutation(1L << (bits / 2), 1L << (bits - bits / 2));
    }

    /** @param digits from 1 to {@value #MAX_DIGITS} */
    static Permutation ofDigits(int digits) {
        return new Permutation(powerOfTen(digits / 2), powerOfTen(digits - digits / 2));
    }

    /**
     * @param number from 0 to below {@code left * right}
     * @param tweak what chooses among the orders; not secret
     */
    long apply(long number, byte[] tweak, KeyedHash keyed) {
        Mac mac = keyed.take();
        byte[] input = new byte[ROUND_AT + 1 + Long.BYTES + tweak.length];
        ByteBuffer view = ByteBuffer.wrap(input).put((byte) USE).putLong(left).putLong(right);
        System.arraycopy(tweak, 0, input, input.length - tweak.length, tweak.length);
        long high = number / right;
        long low = number % right;
        if (left == 1) {
            // One digit has no halves: it is turned by 1 to 9.
            low = (low + 1 + round(mac, input, view, 0, 0) % (right - 1)) % right;
        } else {
            for (int round = 0; round < ROUNDS; round += 2) {
                high = (high + round(mac, input, view, round, low) % left) % left;
                low = (low + round(mac, input, view, round + 1, high) % right) % right;
            }
        }
        keyed.giveBack(mac);
        return high * right + low;
    }

    private static long round(Mac mac, byte[] input, ByteBuffer view, int round, long half) {
        view.put(ROUND_AT, (byte) round).putLong(ROUND_AT + 1, half);
        return ByteBuffer.wrap(mac.doFinal(input)).getLong() >>> 1;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
