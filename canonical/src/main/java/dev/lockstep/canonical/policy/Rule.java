/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;

/**
 * One declared equivalence. Immutable and thread-safe.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li><b>T (total)</b> a rule never fails: a value it cannot read stays what it is, equal only to the same.
 *   <li><b>U (unknown)</b> a value that is not available stays so.
 *   <li><b>I (idempotent)</b> applied twice it does what it does applied once.
 * </ul>
 */
public sealed interface Rule
        permits Rule.Ignore, Tolerance, TextRule, NumberRule, TimeRule, As, Unordered, ZeroDateRule {

    /** The value in the form the rule brings it to. Inside lists and records it works on each element. */
    CanonicalValue apply(CanonicalValue value);

    Grade grade();

    /** The rule as a policy writes it; {@link RuleParser} reads it back. */
    String text();

    /** Whether the rule takes a list or record as a whole. */
    default boolean takesWhole() {
        return false;
    }

    /** The column is left out, on both sides, and listed in every report. */
    record Ignore() implements Rule {
        @Override
        public CanonicalValue apply(CanonicalValue value) {
            return value;
        }

        @Override
        public Grade grade() {
            return Grade.EXCLUDED;
        }

        @Override
        public String text() {
            return "ignore";
        }
    }
}
