/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;
import java.time.DateTimeException;
import java.util.function.UnaryOperator;

/** {@code as(family)}: the form in which one side holds a value is read as the family in which the other holds it. */
@SuppressWarnings("ImmutableEnumChecker") // its functions hold no state
public enum As implements Rule {
    DATE("date", Grade.NORMALISED, TemporalForms::date),
    TIMESTAMP("timestamp", Grade.NORMALISED, TemporalForms::timestamp),
    TIMESTAMP_SECONDS("timestamp:seconds", Grade.NORMALISED, value -> TemporalForms.timestampOf(value, 0)),
    TIMESTAMP_MILLIS("timestamp:millis", Grade.NORMALISED, value -> TemporalForms.timestampOf(value, 3)),
    TIMESTAMP_MICROS("timestamp:micros", Grade.NORMALISED, value -> TemporalForms.timestampOf(value, 6)),
    TIMESTAMP_NANOS("timestamp:nanos", Grade.NORMALISED, value -> TemporalForms.timestampOf(value, 9)),
    TIME("time", Grade.NORMALISED, TemporalForms::time),
    TIME_MILLIS("time:millis", Grade.NORMALISED, value -> TemporalForms.timeOf(value, 3)),
    TIME_MICROS("time:micros", Grade.NORMALISED, value -> TemporalForms.timeOf(value, 6)),
    TIME_NANOS("time:nanos", Grade.NORMALISED, value -> TemporalForms.timeOf(value, 9)),
    INTERVAL("interval", Grade.NORMALISED, TemporalForms::interval),
    /** An average month of 30.4375 days, which is what Debezium's numeric intervals are made with. */
    DURATION("duration", Grade.LOSSY, TemporalForms::duration),
    JSON("json", Grade.NORMALISED, Forms::json),
    UUID("uuid", Grade.NORMALISED, Forms::uuid),
    NUMBER("number", Grade.NORMALISED, Forms::number),
    /** Like {@link #NUMBER}, but what a binary32 can hold is read by the few digits that name it there. */
    NUMBER_FLOAT32("number:float32", Grade.NARROWED, Forms::numberOfBinary32),
    /** The nearest binary64: several numbers become one. */
    FLOAT("float", Grade.NARROWED, Forms::binary64),
    TEXT("text", Grade.NORMALISED, Forms::text),
    BYTES("bytes", Grade.NORMALISED, Forms::utf8),
    BYTES_HEX("bytes:hex", Grade.NORMALISED, Forms::hex),
    BYTES_BASE64("bytes:base64", Grade.NORMALISED, Forms::base64),
    BITS("bits", Grade.NORMALISED, Forms::bits);

    private final String target;
    private final Grade grade;
    private final UnaryOperator<CanonicalValue> reading;

    As(String target, Grade grade, UnaryOperator<CanonicalValue> reading) {
        this.target = target;
        this.grade = grade;
        this.reading = reading;
    }

    @Override
    public CanonicalValue apply(CanonicalValue value) {
        try {
            return reading.apply(value);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // Not readable as this: it stays what it is, and so is equal only to the same.
            return value;
        }
    }

    @Override
    public boolean takesWhole() {
        return this == JSON;
    }

    @Override
    public Grade grade() {
        return grade;
    }

    @Override
    public String text() {
        return "as(" + target + ")";
    }
}
