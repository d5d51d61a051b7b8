/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.cli.cluster.PluginClass;
import dev.lockstep.testbed.stack.database.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The migration on a running stack: connectors posted from the files of {@code config/} just as a user would post
 * them, and the validator started with its file of the same folder. Confined to one thread.
 */
final class Pipeline {
    private static final Set<String> PLUGINS = Set.of(
            "io.debezium.connector.postgresql.PostgresConnector",
            "dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConnector",
            "dev.lockstep.transforms.StampDigest");
    private static final Duration START_BOUND = Duration.ofSeconds(60);

    private final Venue venue;
    private final Path config;
    private final List<String> connectors = new ArrayList<>();

    Pipeline(Venue venue, Path config) {
        this.venue = venue;
        this.config = config;
    }

    /**
     * Deploys everything and waits until it runs. The target's capture starts before the sink, on empty tables, so its
     * topics tell everything that ever happens to the target.
     */
    void deploy() {
        ConnectRest rest = venue.connect();
        venue.startValidator();
        String target = create(rest, "target-debezium-postgres.json");
        String source = create(rest, "source-debezium-postgres.json");
        rest.waitRunning(target, START_BOUND);
        String sink = create(rest, "sink-bulk-jdbc.json");
        rest.waitRunning(source, START_BOUND);
        rest.waitRunning(sink, START_BOUND);
    }

    /** What has failed since, with the place to look. */
    Optional<String> failure() {
        Optional<String> validator = venue.validatorFailure();
        if (validator.isPresent()) {
            return validator;
        }
        for (String name : connectors) {
            Optional<String> failure = venue.connect().status(name).failure();
            if (failure.isPresent()) {
                return failure.map(why -> "connector " + name + " failed, " + why + ", see " + venue.logs());
            }
        }
        return Optional.empty();
    }

    /** What takes part, by name, as each part says itself. */
    Map<String, String> versions() throws SQLException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Java", Runtime.version().toString());
        versions.put("Kafka broker and Connect", venue.connect().workerVersion());
        versions.put("source", version(venue.source()));
        versions.put("target", version(venue.target()));
        for (PluginClass plugin : venue.connect().plugins()) {
            if (PLUGINS.contains(plugin.className())) {
                versions.put(plugin.className(), plugin.version());
            }
        }
        return versions;
    }

    private static String version(Database database) throws SQLException {
        try (Connection connection = database.connect()) {
            DatabaseMetaData server = connection.getMetaData();
            return server.getDatabaseProductName() + " " + server.getDatabaseProductVersion();
        }
    }

    private String create(ConnectRest rest, String file) {
        String name = rest.create(config.resolve(file));
        connectors.add(name);
        return name;
    }
}
