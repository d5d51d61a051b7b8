/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Numeric columns that are added up: what the versions of rows hold in them, and what a scan must come to that may have met
 * any of them. Uses {@code canonical} and {@code reconcile}; knows nothing of Kafka.
 */
package dev.lockstep.validator.measure;
