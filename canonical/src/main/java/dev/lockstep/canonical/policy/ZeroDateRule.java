/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.ZeroDates;
import java.util.Optional;

/**
 * What a date or timestamp of MariaDB or MySQL with a month or day of zero is. Without one of these rules it has no
 * canonical form; under one it comes as its text.
 *
 * <p>Invariant <b>P (parts)</b>: a date of which any digit is not zero is never NULL, for it says something.
 */
enum ZeroDateRule implements Rule {
    /** NULL, if it is all zeros; otherwise its text. */
    NULL("zero-date(null)", Grade.NARROWED),
    /** Its text. */
    TEXT("zero-date(text)", Grade.NORMALISED);

    private final String text;
    private final Grade grade;

    ZeroDateRule(String text, Grade grade) {
        this.text = text;
        this.grade = grade;
    }

    @Override
    public CanonicalValue apply(CanonicalValue value) {
        if (!(value instanceof CanonicalValue.Text before)) {
            return value;
        }
        Optional<String> zeroDate = ZeroDates.canonical(before.value());
        if (zeroDate.isEmpty()) {
            return value;
        }
        return this == NULL && ZeroDates.isAllZeros(zeroDate.get())
                ? new CanonicalValue.Null()
                : new CanonicalValue.Text(zeroDate.get());
    }

    @Override
    public Grade grade() {
        return grade;
    }

    @Override
    public String text() {
        return text;
    }
}
