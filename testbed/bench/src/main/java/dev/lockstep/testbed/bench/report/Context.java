/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.report;

import dev.lockstep.testbed.bench.measure.Machine;
import java.util.Map;

/**
 * What is the same for all runs.
 *
 * @param versions of everything that takes part, and settings that matter, by name
 * @param rows of the table
 * @param bytesPerRow of the table on the source's disk, without index
 * @param options of the command line
 */
public record Context(
        Machine machine, Map<String, String> versions, long rows, double bytesPerRow, Map<String, String> options) {}
