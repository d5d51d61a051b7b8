/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.cli.cluster.PluginClass;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.DatabaseProvider;
import dev.lockstep.testbed.stack.database.DatabaseSpec;
import dev.lockstep.testbed.stack.kafka.ConnectWorker;
import dev.lockstep.testbed.stack.kafka.KafkaBroker;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our plugins on the oldest Connect worker they are promised to run on, against today's broker. */
class OldestWorkerIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String TABLE =
            "CREATE TABLE shop.orders (id bigint PRIMARY KEY, at timestamptz, amount numeric(12,2), tags text[])";
    private static final String FINGERPRINT =
            "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM shop.orders t";

    private static final Layout LAYOUT = Layout.find();
    private static final Parts PARTS = new Parts();
    private static StackFolder folder;
    private static Database source;
    private static Database target;
    private static ConnectWorker worker;

    @BeforeAll
    static void start() {
        folder = StackFolder.create(LAYOUT);
        folder.copyPlugins(List.of(LAYOUT.jdbcPlugin(), LAYOUT.jsonPlugin(), LAYOUT.transformsPlugin()));
        source = database("source");
        target = database("target");
        KafkaBroker broker = PARTS.add(
                KafkaBroker.start(LAYOUT.kafkaLibraries(), folder.data().resolve("broker"), folder.logs()));
        Map<String, String> environment = new TreeMap<>(source.environment("LOCKSTEP_SOURCE_"));
        environment.putAll(target.environment("LOCKSTEP_TARGET_"));
        worker = PARTS.add(new ConnectWorker(new ConnectWorker.Settings(
                LAYOUT.oldestWorkerLibraries(),
                folder.data().resolve("worker"),
                folder.logs().resolve("oldest-worker.log"),
                broker.bootstrapServers(),
                "connect-" + folder.id(),
                List.of(folder.plugins()),
                environment,
                List.of(),
                false)));
        worker.start();
    }

    private static Database database(String role) {
        DatabaseSpec spec = new DatabaseSpec(role, 17, false, folder.data().resolve(role), folder.logs());
        return PARTS.add(DatabaseProvider.chosen(LAYOUT).start(spec)).database();
    }

    @AfterAll
    static void stop() {
        try {
            PARTS.close();
        } finally {
            folder.removeData();
        }
    }

    @Test
    void loadsOurPluginsWithTheirVersions() {
        assertThat(worker.rest().workerVersion()).startsWith("3.9.");
        assertThat(worker.rest().plugins())
                .filteredOn(plugin -> plugin.className().startsWith("dev.lockstep."))
                .allSatisfy(plugin -> assertThat(plugin.version()).matches("\\d+\\.\\d+\\.\\d+.*"))
                .extracting(PluginClass::className)
                .contains(OurPlugins.SINK, OurPlugins.SOURCE, OurPlugins.OBSERVER, OurPlugins.JSON_CONVERTER)
                .containsAll(OurPlugins.TRANSFORMS);
    }

    @Test
    void movesATableFromOurSourceThroughOurTransformsToOurSink() throws SQLException {
        run(
                source,
                "CREATE SCHEMA shop",
                TABLE,
                "INSERT INTO shop.orders SELECT i, TIMESTAMPTZ '1969-12-31 23:59:58.123456Z' + i * INTERVAL '1 s',"
                        + " i / 7.0, ARRAY['a', 'b' || i] FROM generate_series(1, 20000) i",
                "ANALYZE");
        run(target, "CREATE SCHEMA shop", TABLE);
        create(
                "sink-bulk-jdbc.json",
                Map.of("topics.regex", "old\\.shop\\..*", "table.topic.pattern", "old\\.([^.]+)\\.([^.]+)"));
        Map<String, String> reading = new TreeMap<>(Map.of(
                "topic.prefix",
                "old",
                "table.include.list",
                "shop\\..*",
                "progress.topic",
                "lockstep.old.progress",
                "transforms",
                "map,clean,evolve,filter,check,stamp"));
        link(
                reading,
                "map",
                "MapFields$Value",
                "rules",
                "rename at to seen; rename seen to at; order id, at, amount, tags");
        link(reading, "clean", "CleanFields$Value", "rules", "tags[*]: trim");
        link(
                reading,
                "evolve",
                "EvolveSchema$Value",
                "versions",
                "version 0; id: int64 required; at: timestamptz; version 1; id: int64 required; at: timestamptz;"
                        + " amount: decimal(12,2); tags: list");
        link(reading, "filter", "FilterRecords", "condition", "id > 0 && record.op != 'd'");
        link(
                reading,
                "check",
                "ValidateRecords",
                "rules",
                "id: required; amount: range(0,); check tagged: size(tags) == 2");
        create("source-chunked-jdbc.json", reading);
        String wanted = one(source, FINGERPRINT);
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(one(target, FINGERPRINT)).isEqualTo(wanted));
    }

    /** A transform for all but the progress of lanes, which holds no rows. */
    private static void link(Map<String, String> config, String name, String type, String setting, String value) {
        String prefix = "transforms." + name + ".";
        config.put(prefix + "type", "dev.lockstep.transforms." + type);
        config.put(prefix + setting, value);
        config.put(prefix + "predicate", "progress");
        config.put(prefix + "negate", "true");
    }

    /** A file of {@code config/} with some settings changed. */
    private static void create(String file, Map<String, String> changes) {
        ObjectNode connector = ConnectRest.read(path(file));
        changes.forEach(((ObjectNode) connector.get("config"))::put);
        worker.rest().waitRunning(worker.rest().create(connector), BOUND);
    }

    private static Path path(String file) {
        return LAYOUT.root().resolve("config").resolve(file);
    }

    private static void run(Database database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String one(Database database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
