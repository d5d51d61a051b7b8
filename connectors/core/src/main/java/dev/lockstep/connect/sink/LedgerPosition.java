/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.OptionalLong;

/**
 * Where the target says one partition stands.
 *
 * @param epoch rises with every task that takes the partition over
 * @param next the offset after the last record that is settled; empty when none ever was
 */
public record LedgerPosition(long epoch, OptionalLong next) {}
