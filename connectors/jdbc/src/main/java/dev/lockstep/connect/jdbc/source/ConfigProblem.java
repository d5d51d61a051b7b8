/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

/**
 * Something wrong with a configuration.
 *
 * @param key the setting that the user must change
 */
record ConfigProblem(String key, String message) {}
