/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/**
 * One complete round as one partition has seen it: positions in the validator's own order, no clock.
 *
 * @param round the round's id, greater than that of every round before
 * @param baseline b: the versions below it had reached the target when the target was looked at
 * @param watermark w: the observations below it were made by the time the target was looked at
 * @param completedAt timestamp of the marker that closes the round, for people
 */
public record Barrier(long round, long baseline, long watermark, long completedAt) {}
