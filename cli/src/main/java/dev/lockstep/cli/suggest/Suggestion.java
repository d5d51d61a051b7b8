/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.suggest;

/**
 * Rules for a column, or a warning that there are none.
 *
 * @param rules as a policy writes them; empty when no rule brings the two types together
 * @param reason for people: what in the two types asks for it
 */
public record Suggestion(String rules, String reason) {}
