/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.metrics;

import java.util.function.LongSupplier;

/**
 * One number.
 *
 * @param name lower case with dashes and the unit at the end, such as {@code flush-time-max-ms}
 * @param value asked by whoever reads metrics, so on any thread
 */
public record TaskGauge(String name, String description, LongSupplier value) {}
