/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of a {@link PlainValue} as a column's type needs them, every digit or not at all. */
final class PlainNumber {
    private static final int MOST_PLACES = 1_000;

    private PlainNumber() {}

    /** @throws UnwritableValueException when the value is no number, or one that no text can be read back from */
    static BigDecimal decimal(PlainValue value) {
        if (value instanceof PlainValue.Whole number) {
            return new BigDecimal(number.value());
        } else if (value instanceof PlainValue.Fraction number) {
            return bounded(number.value());
        } else if (value instanceof PlainValue.Flag flag) {
            return flag.value() ? BigDecimal.ONE : BigDecimal.ZERO;
        } else if (value instanceof PlainValue.Real number) {
            return finite(number.value());
        } else if (value instanceof PlainValue.ShortReal number) {
            return finite(number.value());
        } else if (value instanceof PlainValue.Text text
                && text.value().length() <= MOST_PLACES
                && PlainNumbers.isDecimal(text.value())) {
            return new BigDecimal(text.value());
        }
        throw new UnwritableValueException("the record's value is no number");
    }

    private static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MOST_PLACES || number.precision() > MOST_PLACES) {
            throw new UnwritableValueException("the number has more digits than such a column can hold");
        }
        return number;
    }

    private static BigDecimal finite(double number) {
        if (!Double.isFinite(number)) {
            throw new UnwritableValueException("the number is not finite, which such a column cannot hold");
        }
        return new BigDecimal(Double.toString(number));
    }

    static BigInteger whole(PlainValue value) {
        BigDecimal number = decimal(value);
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            throw new UnwritableValueException("the number has a fraction, which an integer column would round away");
        }
        return number.toBigInteger();
    }

    /** @param places the digits that the column keeps behind the point */
    static BigDecimal decimal(PlainValue value, int places) {
        BigDecimal number = decimal(value);
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > places) {
            throw new UnwritableValueException("the number has more than the column's " + places
                    + " digits behind the point, which would be rounded away");
        }
        return number;
    }

    static double real(PlainValue value) {
        if (value instanceof PlainValue.Real number) {
            return number.value();
        } else if (value instanceof PlainValue.ShortReal number) {
            return number.value();
        }
        BigDecimal number = decimal(value);
        double nearest = number.doubleValue();
        if (!Double.isFinite(nearest) || new BigDecimal(Double.toString(nearest)).compareTo(number) != 0) {
            throw new UnwritableValueException("the number has more digits than a floating-point column keeps");
        }
        return nearest;
    }
}
