/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.plugin;

/**
 * Something wrong with a configuration.
 *
 * @param key the setting that the user must change
 */
public record ConfigProblem(String key, String message) {}
