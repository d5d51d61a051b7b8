/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

/** The kinds of databases that the source reads. MySQL stands for MariaDB too. */
public enum DatabaseEngine {
    POSTGRES,
    MYSQL,
    SQLITE
}
