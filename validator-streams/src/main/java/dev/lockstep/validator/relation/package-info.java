/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Rows that refer to rows of another table: which columns do, and when a reference has come to nothing. Uses
 * {@code canonical} and {@code reconcile}; knows nothing of Kafka.
 */
package dev.lockstep.validator.relation;
