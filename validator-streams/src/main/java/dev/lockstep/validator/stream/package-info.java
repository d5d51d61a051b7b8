/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The stateful processors: reconciling per key, and merging sums into summaries. Uses {@code level}, {@code measure}, {@code reconcile}, {@code record},
 * {@code relation} and {@code report}; only the topology uses it.
 */
package dev.lockstep.validator.stream;
