/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.canonical.policy.Tolerance;
import dev.lockstep.canonical.value.ColumnEncoder;

/**
 * One column of one schema under one policy, all that depends on no value worked out.
 *
 * @param ruled whether there is any rule
 * @param tolerance null when the column is compared without
 * @param alpha the column's multiplier in locators
 */
record ColumnPlan(ColumnEncoder encoder, ColumnRules rules, boolean ruled, Tolerance tolerance, long alpha) {
    static ColumnPlan of(ColumnEncoder encoder, ColumnRules rules) {
        return new ColumnPlan(
                encoder, rules, !rules.isEmpty(), rules.tolerance().orElse(null), Locator.alpha(encoder.name()));
    }

    String name() {
        return encoder.name();
    }
}
