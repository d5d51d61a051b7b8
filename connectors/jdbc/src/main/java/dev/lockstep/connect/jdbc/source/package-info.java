/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The source connector: settings, the worker's lifecycle, offsets, progress and metrics. Reading is in
 * {@link dev.lockstep.connect.jdbc.source.read}.
 */
package dev.lockstep.connect.jdbc.source;
