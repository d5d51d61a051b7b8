/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import dev.lockstep.testbed.stack.process.StartFailedException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL servers in containers, for machines with Docker. Images are pinned. */
final class TestcontainersProvider implements DatabaseProvider {
    private static final Map<Integer, String> IMAGES = Map.of(
            13, "postgres:13.23-alpine",
            14, "postgres:14.20-alpine",
            15, "postgres:15.15-alpine",
            16, "postgres:16.11-alpine",
            17, "postgres:17.7-alpine",
            18, "postgres:18.1-alpine");

    @Override
    public RunningDatabase start(DatabaseSpec spec) {
        String image = Optional.ofNullable(IMAGES.get(spec.major()))
                .orElseThrow(() -> new StartFailedException("No image is pinned for PostgreSQL " + spec.major()
                        + ", only for " + IMAGES.keySet().stream().sorted().toList()));
        PostgreSQLContainer container = new PostgreSQLContainer(image)
                .withDatabaseName(DATABASE)
                .withUsername(USER)
                .withPassword(USER)
                .withCommand(
                        "postgres",
                        "-c",
                        "wal_level=logical",
                        "-c",
                        "max_replication_slots=" + REPLICATION_SLOTS,
                        "-c",
                        "max_wal_senders=" + REPLICATION_SLOTS,
                        "-c",
                        "track_commit_timestamp=on",
                        "-c",
                        "fsync=" + (spec.fsync() ? "on" : "off"));
        try {
            container.start();
        } catch (IllegalStateException | ContainerLaunchException failure) {
            throw new StartFailedException(
                    "No container of " + image + " could be started: is Docker running? " + failure.getMessage(),
                    failure);
        }
        return new Container(container, spec.major());
    }

    private record Container(PostgreSQLContainer container, int major) implements RunningDatabase {

        @Override
        public Database database() {
            String host = container.getHost();
            int port = container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
            String url = "jdbc:postgresql://" + host + ":" + port + "/" + DATABASE;
            return new Database(DatabaseKind.POSTGRES, major, url, host, port, DATABASE, USER, USER);
        }

        @Override
        public OptionalLong pid() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
