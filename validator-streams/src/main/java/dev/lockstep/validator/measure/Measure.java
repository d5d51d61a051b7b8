/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.measure;

import java.math.BigDecimal;

/** What one version of a row holds in a column that is added up. */
public sealed interface Measure {
    /** In one form, so that equal numbers are equal objects. */
    record Amount(BigDecimal value) implements Measure {
        public Amount {
            value = value.stripTrailingZeros();
        }
    }

    /** NULL, or there is no row. */
    record None() implements Measure {}

    /** It could not be read, or is no number. */
    record Unknown() implements Measure {}
}
