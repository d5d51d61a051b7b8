/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.cluster;

/**
 * One plugin class a worker knows.
 *
 * @param className its class
 * @param type source, sink, transformation, converter, …
 * @param version as the plugin says it; "undefined" or null when it does not
 */
public record PluginClass(String className, String type, String version) {}
