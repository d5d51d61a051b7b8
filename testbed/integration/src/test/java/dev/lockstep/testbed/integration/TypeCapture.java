/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.layout.Layout;
import java.util.List;
import java.util.stream.Collectors;

/** A capture of the tables of a type table, all of whose records go to one topic, called as the connector. */
sealed interface TypeCapture {
    Database database();

    /** The connector, to be created. */
    ObjectNode connector(String name, List<TypeCase> tables);

    /** The file that users begin with. */
    record OfPostgres(Database database) implements TypeCapture {
        @Override
        public ObjectNode connector(String name, List<TypeCase> tables) {
            ObjectNode connector =
                    ConnectRest.read(Layout.find().root().resolve("config").resolve("source-debezium-postgres.json"));
            connector.put("name", name);
            TypeCapture.common((ObjectNode) connector.get("config"), name, database)
                    .put("database.dbname", database.name())
                    .put("schema.include.list", "public")
                    .put("table.include.list", TypeCapture.included("public", tables))
                    .put("slot.name", name.replace('-', '_'))
                    .put("publication.name", name.replace('-', '_'));
            return connector;
        }
    }

    /** What that file would be for MariaDB. */
    record OfMariaDb(Database database, String bootstrapServers) implements TypeCapture {
        @Override
        public ObjectNode connector(String name, List<TypeCase> tables) {
            ObjectNode connector = new ObjectMapper().createObjectNode().put("name", name);
            TypeCapture.common(connector.putObject("config"), name, database)
                    .put("connector.class", "io.debezium.connector.mariadb.MariaDbConnector")
                    .put("tasks.max", "1")
                    .put("database.server.id", Integer.toString(5400 + name.length()))
                    .put("database.include.list", database.name())
                    .put("table.include.list", TypeCapture.included(database.name(), tables))
                    .put("schema.history.internal.kafka.bootstrap.servers", bootstrapServers)
                    .put("schema.history.internal.kafka.topic", name + "-history")
                    // Otherwise the statements of all tables are read, those of tables that it refuses too.
                    .put("schema.history.internal.store.only.captured.tables.ddl", "true")
                    .put("include.schema.changes", "false")
                    .put("decimal.handling.mode", "precise")
                    .put("bigint.unsigned.handling.mode", "precise")
                    // Otherwise the snapshot of timestamps is off by the zone of the server as well as that of the
                    // worker.
                    .put("driver.connectionTimeZone", "UTC")
                    .put("driver.forceConnectionTimeZoneToSession", "true")
                    .put("poll.interval.ms", "50")
                    .put("key.converter", "org.apache.kafka.connect.json.JsonConverter")
                    .put("key.converter.schemas.enable", "true")
                    .put("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                    .put("value.converter.schemas.enable", "true")
                    .put("value.converter.replace.null.with.default", "false")
                    .put("transforms.stamp.type", "dev.lockstep.transforms.StampDigest")
                    .put("topic.creation.default.replication.factor", "-1");
            return connector;
        }
    }

    private static ObjectNode common(ObjectNode config, String name, Database database) {
        return config.put("database.hostname", database.host())
                .put("database.port", Integer.toString(database.port()))
                .put("database.user", database.user())
                .put("database.password", database.password())
                .put("topic.prefix", name)
                .put("topic.creation.default.partitions", "1")
                .put("transforms", "stamp,route")
                .put("transforms.stamp.on.unencodable", "mark")
                // A topic for each table would be most of the time that the test takes.
                .put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter")
                .put("transforms.route.regex", ".*\\.t[0-9]+")
                .put("transforms.route.replacement", name);
    }

    private static String included(String schema, List<TypeCase> tables) {
        return tables.stream().map(line -> schema + "\\." + line.table()).collect(Collectors.joining(","));
    }
}
