/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import java.math.BigDecimal;
import org.apache.kafka.connect.errors.DataException;

/** A decimal as expressions see it: 1.5 and 1.50 are equal. Its digits are bounded, and so is what sums of it cost. */
record ExactDecimal(BigDecimal number) implements Comparable<ExactDecimal> {
    private static final int MAX_DIGITS = 1_000;

    /** @throws DataException when it has more digits than any sensible number */
    ExactDecimal {
        if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw new DataException("a decimal has " + number.precision() + " digits and scale " + number.scale()
                    + ", and expressions take no more than " + MAX_DIGITS);
        }
    }

    static ExactDecimal of(long number) {
        return new ExactDecimal(BigDecimal.valueOf(number));
    }

    /** The shortest decimal that stands for the number, so that 1.1 is 1.1. */
    static ExactDecimal of(double number) {
        if (!Double.isFinite(number)) {
            throw new DataException("a number that is infinite or none has no decimal");
        }
        return new ExactDecimal(BigDecimal.valueOf(number));
    }

    @Override
    public int compareTo(ExactDecimal other) {
        return number.compareTo(other.number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactDecimal decimal && compareTo(decimal) == 0;
    }

    @Override
    public int hashCode() {
        return number.stripTrailingZeros().hashCode();
    }
}
