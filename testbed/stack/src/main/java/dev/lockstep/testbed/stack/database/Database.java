/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a running database is and how to log in. Its text form hides the password.
 *
 * @param kind the system
 * @param major its major version
 * @param jdbcUrl without user and password
 * @param host an address
 * @param port a TCP port
 * @param name the database inside the server
 * @param user may do everything, replication included
 * @param password of the user
 */
public record Database(
        DatabaseKind kind,
        int major,
        String jdbcUrl,
        String host,
        int port,
        String name,
        String user,
        String password) {

    /** A new connection for the caller to close. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    /**
     * The variables connector configurations read with {@code ${env:…}}: prefix + HOST, PORT, DATABASE, USER,
     * PASSWORD and URL.
     */
    public Map<String, String> environment(String prefix) {
        Map<String, String> variables = new TreeMap<>();
        variables.put(prefix + "HOST", host);
        variables.put(prefix + "PORT", Integer.toString(port));
        variables.put(prefix + "DATABASE", name);
        variables.put(prefix + "USER", user);
        variables.put(prefix + "PASSWORD", password);
        variables.put(prefix + "URL", jdbcUrl);
        return variables;
    }

    @Override
    public String toString() {
        return kind + " " + major + " at " + jdbcUrl + " as " + user;
    }
}
