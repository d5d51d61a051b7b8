/**
 * Declared equivalences: rules that bring the values of a column on both sides to one form before they are digested.
 *
 * <p>Rules work on canonical values, not on what connectors give, so each is written once. Depends on {@code value}
 * and {@code digest}.
 */
package dev.lockstep.canonical.policy;
