/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/**
 * One value in its family: what {@link CanonicalReader#read} reads and {@link #writeTo} writes back, byte for byte.
 * Immutable; rules of a policy turn one such value into another.
 */
public sealed interface CanonicalValue {
    record Null() implements CanonicalValue {}

    /** What change capture did not carry. */
    record Unknown() implements CanonicalValue {}

    /** The family NUMBER, as far as it is finite. */
    record Numeric(BigDecimal value) implements CanonicalValue {}

    /** Numbers that are none. */
    enum NotFinite implements CanonicalValue {
        NAN,
        POSITIVE_INFINITY,
        NEGATIVE_INFINITY
    }

    /** The family FLOAT. */
    record Binary64(double value) implements CanonicalValue {}

    record Text(String value) implements CanonicalValue {}

    /** The buffer's remaining bytes; nobody moves its position. */
    record Bytes(ByteBuffer value) implements CanonicalValue {}

    record Bits(BigInteger magnitude) implements CanonicalValue {}

    record Date(long epochDay) implements CanonicalValue {}

    record InfiniteDate(boolean positive) implements CanonicalValue {}

    record Time(long nanos) implements CanonicalValue {}

    record TimeWithZone(long nanos, int offsetSeconds) implements CanonicalValue {}

    record Timestamp(long epochSecond, int nanos) implements CanonicalValue {}

    record InfiniteTimestamp(boolean positive) implements CanonicalValue {}

    record Interval(long months, long days, BigInteger nanos) implements CanonicalValue {}

    /** A document; its nodes are Null, Numeric, Text, Sequence, Members and {@link Truth}. */
    record Json(CanonicalValue node) implements CanonicalValue {}

    /** {@code true} and {@code false} inside JSON; elsewhere they are the numbers 1 and 0. */
    enum Truth implements CanonicalValue {
        FALSE,
        TRUE
    }

    /** The family LIST. */
    record Sequence(List<CanonicalValue> elements) implements CanonicalValue {}

    /** One member of the family RECORD. */
    record Member(String name, CanonicalValue value) {}

    /** The family RECORD; the members come in the order of their names' bytes, each name once. */
    record Members(List<Member> members) implements CanonicalValue {}

    record Geometry(int srid, ByteBuffer wkb) implements CanonicalValue {}

    record Vector(List<Float> elements) implements CanonicalValue {}

    /** Appends the value, tag first. */
    default void writeTo(CanonicalWriter out) {
        try {
            CanonicalValues.write(this, out);
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("a value read from canonical bytes holds text that is not Unicode", e);
        }
    }
}
