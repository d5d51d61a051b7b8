/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import java.nio.file.Path;

/**
 * The PostgreSQL server a stack wants.
 *
 * @param role what the server is for; names its folder and its log file
 * @param major major version
 * @param fsync whether commits survive a crash of the machine; off is several times faster
 * @param folder a fresh folder for its data; not used by servers in containers
 * @param logs where its log file goes; not used by servers in containers
 */
public record DatabaseSpec(String role, int major, boolean fsync, Path folder, Path logs) {}
