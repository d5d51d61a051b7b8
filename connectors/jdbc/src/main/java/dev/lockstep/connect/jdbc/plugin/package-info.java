/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What sink and source are alike in as plugins of a worker: their version, problems with their settings, names of topics.
 *
 * <p>Knows neither of them.
 */
package dev.lockstep.connect.jdbc.plugin;
