/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.layout.Layout;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that look another way in the target, shaped before the topic or behind it, and verified either way. */
class ShapingIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int ROWS = 300;

    private final Stack stack = SharedStack.get();

    /** Where the chain of transforms stands. */
    enum Placement {
        /** In the source connector: the topic holds rows as the target wants them. */
        SOURCE,
        /** In the sink connector: the topic holds rows as the source has them, and the validator has the chain too. */
        SINK
    }

    /**
     * What becomes of one table.
     *
     * @param from where it is, as schema.table
     * @param to where it goes
     * @param asTarget a query of the source whose rows are those that the target has to hold, by the columns of
     *     {@code inTarget}
     */
    private record Shape(String from, String to, Map<String, String> chain, String asTarget, String inTarget) {}

    private static final Shape USERS = new Shape(
            "legacy.users",
            "app.users",
            chain("rename id to user_id", """
                    set full_name = first_name + ' ' + last_name
                    set is_active = status == 'ACTIVE'
                    set registration_date: date = string(created_at).substring(0, 10)
                    set migrated_at: timestamptz = string(record.timestamp)
                    rename id to user_id
                    keep user_id, full_name, email, is_active, registration_date, migrated_at
                    """, "email: trim lower"),
            "SELECT id, first_name || ' ' || last_name, lower(trim(email)), status = 'ACTIVE', created_at::date, true"
                    + " FROM legacy.users",
            "SELECT user_id, full_name, email, is_active, registration_date, migrated_at > '2020-01-01' FROM app.users");

    private static final Shape CUSTOMERS = new Shape(
            "crm.customers",
            "app.documents",
            chain("rename customer_no to id", """
                    rename customer_no to id
                    nest name, email, born into profile
                    nest street, city, zip into address
                    rename lang to preferences.language
                    nest newsletter into preferences
                    set metadata.source = 'crm'
                    rename created_at to metadata.created_at
                    """, """
                    profile.email: trim lower
                    address.city: trim
                    profile: emit-json
                    address: emit-json
                    preferences: emit-json
                    metadata: emit-json
                    """),
            """
            SELECT customer_no,
                jsonb_build_object('name', name, 'email', lower(trim(email)), 'born', born),
                jsonb_build_object('street', street, 'city', trim(city), 'zip', zip),
                jsonb_build_object('language', lang, 'newsletter', newsletter), 'crm'
            FROM crm.customers""",
            "SELECT id, profile, address, preferences, metadata->>'source' FROM app.documents");

    private static Map<String, String> chain(String key, String map, String clean) {
        Map<String, String> chain = new LinkedHashMap<>();
        chain.put("transforms", "key,map,clean");
        chain.put("transforms.key.type", "dev.lockstep.transforms.MapFields$Key");
        chain.put("transforms.key.rules", key);
        chain.put("transforms.map.type", "dev.lockstep.transforms.MapFields$Value");
        chain.put("transforms.map.rules", map);
        chain.put("transforms.clean.type", "dev.lockstep.transforms.CleanFields$Value");
        chain.put("transforms.clean.rules", clean);
        return chain;
    }

    @ParameterizedTest
    @EnumSource
    void legacyUsersBecomeNewUsers(Placement placement) throws Exception {
        Sql source = Sql.create(
                stack.source(),
                "users_" + id(placement) + "_source",
                "CREATE SCHEMA legacy",
                "CREATE TABLE legacy.users (id integer PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL,"
                        + " email varchar(80), status varchar(10) NOT NULL, created_at timestamp NOT NULL)",
                "INSERT INTO legacy.users SELECT i, 'First' || i, 'Last' || i, ' USER' || i || '@EXAMPLE.COM ',"
                        + " CASE WHEN i % 3 = 0 THEN 'CLOSED' ELSE 'ACTIVE' END,"
                        + " timestamp '2019-01-01 00:00' + i * interval '7 hours 13 minutes'"
                        + " FROM generate_series(1, " + ROWS + ") i",
                "UPDATE legacy.users SET email = NULL WHERE id = 17");
        Sql target = Sql.create(
                stack.target(),
                "users_" + id(placement) + "_target",
                "CREATE SCHEMA app",
                "CREATE TABLE app.users (user_id integer PRIMARY KEY, full_name text, email text, is_active boolean,"
                        + " registration_date date, migrated_at timestamptz)");

        moveAndVerify(
                "users" + id(placement),
                placement,
                USERS,
                source,
                target,
                List.of(
                        "UPDATE legacy.users SET status = 'CLOSED', email = 'NEW@Example.com' WHERE id % 10 = 1",
                        "DELETE FROM legacy.users WHERE id % 50 = 0",
                        "INSERT INTO legacy.users VALUES (9001, 'Ada', 'Byron', ' ADA@EXAMPLE.COM', 'ACTIVE',"
                                + " '1815-12-10 08:00')"),
                "UPDATE app.users SET email = upper(email) WHERE user_id = 5",
                "[5]");
    }

    @ParameterizedTest
    @EnumSource
    void rowsBecomeDocuments(Placement placement) throws Exception {
        Sql source = Sql.create(
                stack.source(),
                "documents_" + id(placement) + "_source",
                "CREATE SCHEMA crm",
                "CREATE TABLE crm.customers (customer_no integer PRIMARY KEY, name text, email text, born date, street"
                        + " text, city text, zip text, lang text, newsletter boolean NOT NULL, created_at timestamptz)",
                "INSERT INTO crm.customers SELECT i, 'Customer \"' || i || '\"', ' C' || i || '@Example.com', date"
                        + " '1960-01-01' + i, 'Street ' || i, ' City ' || i % 7 || ' ', CASE WHEN i % 11 = 0 THEN NULL"
                        + " ELSE (1000 + i)::text END, 'de', i % 2 = 0, timestamptz '2024-05-01 12:00:00.123456+02'"
                        + " FROM generate_series(1, " + ROWS + ") i");
        Sql target = Sql.create(
                stack.target(),
                "documents_" + id(placement) + "_target",
                "CREATE SCHEMA app",
                "CREATE TABLE app.documents (id integer PRIMARY KEY, profile jsonb, address jsonb, preferences jsonb,"
                        + " metadata jsonb)");

        moveAndVerify(
                "documents" + id(placement),
                placement,
                CUSTOMERS,
                source,
                target,
                List.of(
                        "UPDATE crm.customers SET city = 'Linz ', lang = 'en' WHERE customer_no % 10 = 1",
                        "DELETE FROM crm.customers WHERE customer_no % 50 = 0"),
                "UPDATE app.documents SET address = address || '{\"zip\": \"0\"}' WHERE id = 5",
                "[5]");
    }

    private void moveAndVerify(
            String id,
            Placement placement,
            Shape shape,
            Sql source,
            Sql target,
            List<String> changes,
            String harm,
            String harmed)
            throws SQLException {
        try (Migration migration = new Migration(stack, id, source, target, schemaOf(shape.from()));
                ValidatorProcess validator = startValidator(id, placement, shape);
                Results results = new Results(stack.bootstrapServers(), id)) {
            migration.create(sink(migration, placement, shape));
            migration.create(capture(migration, placement, shape));
            awaitMoved(shape, source, target);
            migration.create(observer(id, shape, target));
            awaitVerified(shape, source, target, results);

            source.run(changes.toArray(String[]::new));
            awaitVerified(shape, source, target, results);
            assertThat(results.findings()).isEmpty();

            target.run(harm);
            await().atMost(BOUND)
                    .pollInterval(POLL)
                    .untilAsserted(() -> assertThat(results.poll().findings())
                            .containsExactly(shape.to() + " " + harmed + " DIFFERENT"));
            assertThat(validator.running()).isTrue();
        }
    }

    private static void awaitMoved(Shape shape, Sql source, Sql target) {
        await().atMost(BOUND)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(
                                target.rows(shape.inTarget()).stream().sorted())
                        .containsExactlyElementsOf(
                                source.rows(shape.asTarget()).stream().sorted().toList()));
    }

    private static void awaitVerified(Shape shape, Sql source, Sql target, Results results) throws SQLException {
        awaitMoved(shape, source, target);
        long rows = source.count(shape.from());
        await().atMost(BOUND)
                .pollInterval(POLL)
                .untilAsserted(() -> results.poll().assertVerified(shape.to(), rows));
    }

    private static ObjectNode capture(Migration migration, Placement placement, Shape shape) {
        ObjectNode connector = migration.sourceCapture();
        ObjectNode config = (ObjectNode) connector.get("config");
        config.remove(List.of("transforms", "transforms.stamp.type"));
        if (placement == Placement.SOURCE) {
            stamped(shape.chain()).forEach(config::put);
        }
        return connector;
    }

    private static ObjectNode sink(Migration migration, Placement placement, Shape shape) {
        ObjectNode connector = migration.sink();
        ObjectNode config = (ObjectNode) connector.get("config");
        config.put("table.name.format", shape.to());
        if (placement == Placement.SINK) {
            shape.chain().forEach(config::put);
        }
        return connector;
    }

    /** The chain with the stamp behind it, for whoever writes to the topic. */
    private static Map<String, String> stamped(Map<String, String> chain) {
        Map<String, String> stamped = new LinkedHashMap<>(chain);
        stamped.merge("transforms", "stamp", (links, stamp) -> links + "," + stamp);
        stamped.put("transforms.stamp.type", "dev.lockstep.transforms.StampDigest");
        return stamped;
    }

    private ValidatorProcess startValidator(String id, Placement placement, Shape shape) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("validator.id", id);
        settings.put("bootstrap.servers", stack.bootstrapServers());
        settings.put("observations.topic", "lockstep." + id + ".observed");
        settings.put("source.topics", id + "_src\\.(" + schemaOf(shape.from()) + ")\\.(.*)");
        settings.put("source.table.format", shape.to());
        settings.put("state.dir", stack.data().resolve("validator-" + id).toString());
        if (placement == Placement.SINK) {
            settings.put("plugin.path", Layout.find().transformsPlugin().toString());
            settings.putAll(shape.chain());
        }
        return stack.startValidator(
                Layout.find().root().resolve("config/validator-demo.properties"), settings, "validator-" + id);
    }

    /** By scans alone: with a chain at the sink, the keys on the topic are not called what the target calls them. */
    private static ObjectNode observer(String id, Shape shape, Sql target) {
        ObjectNode connector = Migration.file("observer-postgres.json").put("name", id + "-observer");
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", id + "_src\\." + schemaOf(shape.from()) + "\\..*")
                .put("table.topic.pattern", id + "_src\\.([^.]+)\\.([^.]+)")
                .put("table.name.format", shape.to())
                .put("connection.url", target.url())
                .put("observations.topic", "lockstep." + id + ".observed")
                .put("mover.connector", id + "-sink")
                .put("mode", "scan")
                .put("scan.interval.ms", "1000");
        return connector;
    }

    private static String schemaOf(String table) {
        return table.substring(0, table.indexOf('.'));
    }

    private static String id(Placement placement) {
        return placement == Placement.SOURCE ? "a" : "b";
    }
}
