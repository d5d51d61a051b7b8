/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The skeleton of a sink and the interface a target store implements.
 *
 * <p>{@link dev.lockstep.connect.sink.StartedSink} owns what is the same for every store: which records count,
 * gathering them over deliveries, one change per row, sets, isolating refused rows, retrying an outage, dead letters, which
 * offsets may be committed, and offsets kept in the target. A store owns how a record becomes a
 * row of its own and how a set of rows is written.
 *
 * <p>This package knows no store. Store packages depend on it; it depends on Connect and the canonical module only.
 */
package dev.lockstep.connect.sink;
