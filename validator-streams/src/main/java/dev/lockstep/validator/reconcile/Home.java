/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/** The partition of the data topic in which all versions of a key stand. */
public record Home(String topic, int partition) {}
