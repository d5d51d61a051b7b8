/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is known of one key and what may be said of it: versions, observations, the decision, verdicts, sums.
 *
 * <p>Pure: no Kafka, no I/O, no clock, no randomness, no logging. It may use digests of {@code canonical} and the JDK;
 * every other package of the validator may use it.
 */
package dev.lockstep.validator.reconcile;
