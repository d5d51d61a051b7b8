/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

/** The database systems a stack can hold. */
public enum DatabaseKind {
    /** PostgreSQL, any of several majors. */
    POSTGRES,
    /** MariaDB, as the operating system installed it. */
    MARIADB
}
