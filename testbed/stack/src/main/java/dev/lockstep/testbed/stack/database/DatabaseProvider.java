/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.StartFailedException;

/**
 * Starts PostgreSQL servers that allow logical replication.
 *
 * <p>Chosen with {@code -Dlockstep.databases=embedded|testcontainers}. Thread-safe: several servers may start at the
 * same time.
 */
public sealed interface DatabaseProvider permits EmbeddedPostgresProvider, TestcontainersProvider {
    /** The system property that chooses. */
    String PROPERTY = "lockstep.databases";

    /** The database every PostgreSQL server gets. */
    String DATABASE = "lockstep";

    /** User and password on every server. */
    String USER = "postgres";

    /** Replication slots and senders a server allows. */
    int REPLICATION_SLOTS = 20;

    /** Starts a server; ready on return. */
    RunningDatabase start(DatabaseSpec spec);

    /** The provider named by the system property; embedded servers when there is none. */
    static DatabaseProvider chosen(Layout layout) {
        String name = System.getProperty(PROPERTY, "embedded");
        return switch (name) {
            case "embedded" -> new EmbeddedPostgresProvider(layout);
            case "testcontainers" -> new TestcontainersProvider();
            default ->
                throw new StartFailedException(
                        "-D" + PROPERTY + "=" + name + " is unknown: expected embedded or testcontainers");
        };
    }
}
