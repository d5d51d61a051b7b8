/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.IsoText;

/**
 * {@code timestamp(p,how)} and {@code time(p,how)}: so many digits of a second's fraction.
 *
 * @param timestamps whether it is for TIMESTAMP; otherwise it is for TIME and TIMETZ
 */
public record TimeRule(boolean timestamps, int digits, Reduction reduction) implements Rule {
    @Override
    public CanonicalValue apply(CanonicalValue value) {
        if (timestamps && value instanceof CanonicalValue.Timestamp timestamp) {
            long nanos = reduce(timestamp.nanos());
            return new CanonicalValue.Timestamp(timestamp.epochSecond() + nanos / IsoText.NANOS_PER_SECOND, (int)
                    (nanos % IsoText.NANOS_PER_SECOND));
        }
        if (!timestamps && value instanceof CanonicalValue.Time time) {
            return new CanonicalValue.Time(reduce(time.nanos()));
        }
        if (!timestamps && value instanceof CanonicalValue.TimeWithZone time) {
            return new CanonicalValue.TimeWithZone(reduce(time.nanos()), time.offsetSeconds());
        }
        return value;
    }

    private long reduce(long nanos) {
        long unit = 1;
        for (int i = digits; i < 9; i++) {
            unit *= 10;
        }
        return reduction.ofTimes(nanos, unit);
    }

    @Override
    public Grade grade() {
        return Grade.NARROWED;
    }

    @Override
    public String text() {
        return (timestamps ? "timestamp(" : "time(") + digits + "," + reduction.text() + ")";
    }
}
