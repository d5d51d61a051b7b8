/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.observe;

import dev.lockstep.testbed.stack.database.Database;
import java.util.List;
import java.util.Map;

/** What ends the wait of a round for the capture of the target. Immutable. */
public sealed interface Judging {
    /** For reports. */
    String title();

    /** The file of {@code config/} with the validator's settings. */
    String file();

    /** What differs from that file. */
    Map<String, String> settings();

    /** What the target needs for it, as SQL. */
    List<String> target();

    /**
     * A fixed wait.
     *
     * @param settleMs how long it is
     */
    record Settling(int settleMs) implements Judging {
        @Override
        public String title() {
            return "a fixed wait of " + settleMs + " ms";
        }

        @Override
        public String file() {
            return "validator-topics.properties";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("settle.ms", String.valueOf(settleMs));
        }

        @Override
        public List<String> target() {
            return List.of();
        }
    }

    /**
     * A marker that is written into the target and comes back.
     *
     * @param database the target
     * @param worker the address of the worker that runs the capture
     */
    record Marking(Database database, String worker) implements Judging {
        static final String SCHEMA = "lockstep";

        @Override
        public String title() {
            return "a marker";
        }

        @Override
        public String file() {
            return "validator-rounds.properties";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "target.marker.url", database.jdbcUrl(),
                    "target.marker.user", database.user(),
                    "target.marker.password", database.password(),
                    "target.connector.url", worker + "/connectors/lockstep-target");
        }

        @Override
        public List<String> target() {
            return List.of(
                    "CREATE SCHEMA lockstep",
                    "CREATE TABLE lockstep.marker (validator varchar(100) PRIMARY KEY, round bigint NOT NULL)");
        }
    }
}
