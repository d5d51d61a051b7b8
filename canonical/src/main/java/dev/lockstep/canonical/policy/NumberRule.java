/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Rules for NUMBER and FLOAT. */
public sealed interface NumberRule extends Rule {

    /** {@code decimal(s,how)}: a NUMBER with at most {@code scale} digits behind the point. */
    record Scale(int scale, Reduction reduction) implements NumberRule {
        @Override
        public CanonicalValue apply(CanonicalValue value) {
            return value instanceof CanonicalValue.Numeric number
                            && number.value().scale() > scale
                    ? new CanonicalValue.Numeric(number.value().setScale(scale, reduction.ofNumbers()))
                    : value;
        }

        @Override
        public Grade grade() {
            return Grade.NARROWED;
        }

        @Override
        public String text() {
            return "decimal(" + scale + "," + reduction.text() + ")";
        }
    }

    /** {@code double(d)}: a FLOAT as near as it gets to its first {@code digits} significant decimal digits. */
    record Digits(int digits) implements NumberRule {
        @Override
        public CanonicalValue apply(CanonicalValue value) {
            if (value instanceof CanonicalValue.Binary64 number && Double.isFinite(number.value())) {
                BigDecimal rounded =
                        new BigDecimal(number.value()).round(new MathContext(digits, RoundingMode.HALF_EVEN));
                return new CanonicalValue.Binary64(rounded.doubleValue());
            }
            return value;
        }

        @Override
        public Grade grade() {
            return Grade.NARROWED;
        }

        @Override
        public String text() {
            return "double(" + digits + ")";
        }
    }

    /** {@code float32}: a FLOAT as near as a binary32 gets to it. */
    record Float32() implements NumberRule {
        @Override
        public CanonicalValue apply(CanonicalValue value) {
            return value instanceof CanonicalValue.Binary64 number
                    ? new CanonicalValue.Binary64((float) number.value())
                    : value;
        }

        @Override
        public Grade grade() {
            return Grade.NARROWED;
        }

        @Override
        public String text() {
            return "float32";
        }
    }

    /** {@code unsigned(bits)}: a negative whole number is what an unsigned one of so many bits wrapped to. */
    record Unsigned(int bits) implements NumberRule {
        @Override
        public CanonicalValue apply(CanonicalValue value) {
            if (value instanceof CanonicalValue.Numeric number && number.value().signum() < 0) {
                BigDecimal wrapped = number.value().add(new BigDecimal(BigInteger.ONE.shiftLeft(bits)));
                return wrapped.signum() < 0 ? value : new CanonicalValue.Numeric(wrapped);
            }
            return value;
        }

        @Override
        public Grade grade() {
            return Grade.NORMALISED;
        }

        @Override
        public String text() {
            return "unsigned(" + bits + ")";
        }
    }
}
