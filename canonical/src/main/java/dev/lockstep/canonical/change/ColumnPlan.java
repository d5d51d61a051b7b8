/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.canonical.value.ColumnEncoder;

/**
 * One column of one schema under one policy.
 *
 * @param alpha the column's multiplier in locators
 */
record ColumnPlan(ColumnEncoder encoder, ColumnRules rules, long alpha) {
    static ColumnPlan of(ColumnEncoder encoder, ColumnRules rules) {
        return new ColumnPlan(encoder, rules, Locator.alpha(encoder.name()));
    }

    String name() {
        return encoder.name();
    }
}
