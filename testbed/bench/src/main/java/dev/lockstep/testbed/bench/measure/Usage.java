/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.measure;

/**
 * What a process and its children used while they were watched.
 *
 * @param cpuSeconds processor time, user and system, of children that ended too
 * @param peakBytes the most resident memory at one moment; memory that children share counts once
 */
public record Usage(double cpuSeconds, long peakBytes) {}
