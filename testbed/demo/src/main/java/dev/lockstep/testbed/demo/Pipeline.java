/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.cli.cluster.PluginClass;
import dev.lockstep.testbed.demo.tpch.DemoTable;
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
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The migration on a running stack: connectors posted from the files of {@code config/} just as a user would post
 * them, and the validator started with its file of the same folder. Confined to one thread.
 */
final class Pipeline {
    private static final Set<String> PLUGINS = Set.of(
            "io.debezium.connector.postgresql.PostgresConnector",
            "dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConnector",
            "dev.lockstep.connect.jdbc.observe.JdbcObserverConnector",
            "dev.lockstep.transforms.StampDigest");
    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final String DATA_TOPICS = "src.tpch.";

    private final Venue venue;
    private final Path config;
    private final List<String> connectors = new ArrayList<>();

    Pipeline(Venue venue, Path config) {
        this.venue = venue;
        this.config = config;
    }

    /** Deploys everything and waits until it runs; the observer last, when there is a sink whose progress it can read. */
    void deploy() throws DemoFailedException, InterruptedException {
        ConnectRest rest = venue.connect();
        venue.startValidator();
        String source = create(rest, "source-debezium-postgres.json");
        String sink = create(rest, "sink-bulk-jdbc.json");
        rest.waitRunning(source, START_BOUND);
        rest.waitRunning(sink, START_BOUND);
        awaitDataTopics();
        rest.waitRunning(create(rest, "observer-postgres.json"), START_BOUND);
    }

    /** The observer looks for the topics it is to follow when it starts; the capture makes each with its first row. */
    private void awaitDataTopics() throws DemoFailedException, InterruptedException {
        long end = System.nanoTime() + START_BOUND.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", venue.bootstrapServers()))) {
            while (admin.listTopics().names().get().stream()
                            .filter(name -> name.startsWith(DATA_TOPICS))
                            .count()
                    < DemoTable.values().length) {
                if (System.nanoTime() > end) {
                    throw new DemoFailedException("the source's capture has not made all data topics within "
                            + START_BOUND.toSeconds() + " s, see " + venue.logs());
                }
                Thread.sleep(LOOK.toMillis());
            }
        } catch (ExecutionException e) {
            throw new DemoFailedException("the broker does not list its topics: " + e.getCause());
        }
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
