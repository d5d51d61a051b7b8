/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import java.util.HexFormat;

/**
 * An unsigned 128-bit number: one digest, or a sum of digests modulo 2<sup>128</sup>.
 *
 * <p>Sums commute, so the sum over columns does not depend on their order, and the sum over rows is a table
 * fingerprint that can be kept by adding what comes and subtracting what goes (MSet-Add-Hash, Clarke et al. 2003).
 */
public record Digest128(long high, long low) {
    public static final Digest128 ZERO = new Digest128(0, 0);

    /** Bytes of one digest on the wire, big-endian. */
    public static final int BYTES = 16;

    private static final int HEX_DIGITS = 32;
    private static final HexFormat HEX = HexFormat.of();

    public Digest128 plus(Digest128 other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Digest128(high + other.high + carry, sum);
    }

    public Digest128 minus(Digest128 other) {
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Digest128(high - other.high - borrow, low - other.low);
    }

    /** 32 lower-case hexadecimal digits, most significant first. */
    public String toHex() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    /** @throws IllegalArgumentException when {@code text} is not 32 hexadecimal digits */
    public static Digest128 parseHex(String text) {
        if (text.length() != HEX_DIGITS) {
            throw new IllegalArgumentException(
                    "a digest has " + HEX_DIGITS + " hexadecimal digits, found " + text.length() + " characters");
        }
        return new Digest128(
                HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, HEX_DIGITS));
    }

    @Override
    public String toString() {
        return toHex();
    }
}
