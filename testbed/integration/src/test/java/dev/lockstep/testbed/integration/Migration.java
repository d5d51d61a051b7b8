/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One migration in the shared stack: the files of {@code config/}, with only names changed.
 *
 * <p>The id names its databases, topics, slots and connectors, so that migrations do not meet.
 */
final class Migration implements AutoCloseable {
    private static final String MARKER_SCHEMA = "lockstep";
    private static final String MARKER = MARKER_SCHEMA + ".marker";
    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration END_BOUND = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Stack stack;
    private final String id;
    private final Sql source;
    private final Sql target;
    private final String schema;
    private ValidatorProcess validator;
    private Results results;

    Migration(Stack stack, String id, Sql source, Sql target, String schema) {
        this.stack = stack;
        this.id = id;
        this.source = source;
        this.target = target;
        this.schema = schema;
    }

    Sql source() {
        return source;
    }

    Sql target() {
        return target;
    }

    Results results() {
        return results;
    }

    String sinkName() {
        return id + "-sink";
    }

    /** The topic that the source's capture writes a table to, given as {@code schema.table}. */
    String dataTopic(String table) {
        return prefix("src") + "." + table;
    }

    String deadLetterTopic() {
        return id + ".dead-letters";
    }

    /** Captures the target first, so that its capture is complete, then starts sink, source capture and validator. */
    void start() throws SQLException {
        target.run(
                "CREATE SCHEMA " + MARKER_SCHEMA,
                "CREATE TABLE " + MARKER + " (validator varchar(100) PRIMARY KEY, round bigint NOT NULL)");
        startValidator();
        create(targetCapture());
        create(sink());
        create(sourceCapture());
    }

    private void startValidator() {
        results = new Results(stack.bootstrapServers(), id);
        validator = stack.startValidator(
                config("validator-rounds.properties"),
                Map.ofEntries(
                        Map.entry("validator.id", id),
                        Map.entry("bootstrap.servers", stack.bootstrapServers()),
                        Map.entry("source.topics", topicsOf("src")),
                        Map.entry("target.topics", topicsOf("tgt")),
                        Map.entry("mover.group", "connect-" + sinkName()),
                        Map.entry("target.marker.url", target.url()),
                        Map.entry("target.marker.user", target.server().user()),
                        Map.entry("target.marker.password", target.server().password()),
                        Map.entry("target.marker.topic", prefix("tgt") + "." + MARKER),
                        Map.entry("target.connector.url", stack.connect().address() + "/connectors/" + id + "-tgt"),
                        Map.entry(
                                "state.dir",
                                stack.data().resolve("validator-" + id).toString())),
                "validator-" + id);
    }

    ObjectNode sourceCapture() {
        return capture("source-debezium-postgres.json", "src", source);
    }

    ObjectNode targetCapture() {
        ObjectNode connector = capture("target-debezium-postgres.json", "tgt", target);
        ((ObjectNode) connector.get("config")).put("schema.include.list", schema + "," + MARKER_SCHEMA);
        return connector;
    }

    ObjectNode sink() {
        ObjectNode connector = file("sink-bulk-jdbc.json");
        connector.put("name", sinkName());
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", Pattern.quote(prefix("src")) + "\\.[^.]+\\.[^.]+")
                .put("table.topic.pattern", Pattern.quote(prefix("src")) + "\\.([^.]+)\\.([^.]+)")
                .put("connection.url", target.url())
                .put("errors.deadletterqueue.topic.name", deadLetterTopic());
        return connector;
    }

    void create(ObjectNode connector) {
        String name = stack.connect().create(connector);
        stack.connect().waitRunning(name, START_BOUND);
    }

    /** Waits until the tables hold the same rows on both sides, compared by SQL. */
    void awaitEqual(List<String> tables) {
        for (String table : tables) {
            await().atMost(END_BOUND)
                    .pollInterval(POLL)
                    .untilAsserted(() -> assertThat(differences(table)).isEmpty());
        }
    }

    /** Whether numbers and digests of rows are the same on both sides: cheap to ask again and again. */
    boolean looksEqual(List<String> tables) throws SQLException {
        for (String table : tables) {
            String digest = "SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM " + table + " t";
            if (!source.rows(digest).equals(target.rows(digest))) {
                return false;
            }
        }
        return true;
    }

    /** The tables hold the same rows on both sides now, compared by SQL. */
    void assertEqual(List<String> tables) throws SQLException {
        for (String table : tables) {
            assertThat(differences(table)).as(table).isEmpty();
        }
    }

    /** Drops both databases, whoever is connected. */
    void dropDatabases() throws SQLException {
        for (Sql database : List.of(source, target)) {
            try (Connection connection = database.server().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
            }
        }
    }

    /** Waits until the tables hold the same rows on both sides, compared by SQL, and the validator says so too. */
    void awaitEqualAndVerified(List<String> tables) {
        awaitEqual(tables);
        for (String table : tables) {
            await().atMost(END_BOUND)
                    .pollInterval(POLL)
                    .untilAsserted(() -> results.poll().assertVerified(table, source.count(table)));
        }
    }

    /** The first rows, sorted, that one side has and the other has not. */
    private List<String> differences(String table) throws SQLException {
        List<String> expected = source.rows("SELECT * FROM " + table);
        List<String> found = target.rows("SELECT * FROM " + table);
        Stream<String> missing = onlyIn(expected, found).map(row -> "only in the source: " + row);
        Stream<String> extra = onlyIn(found, expected).map(row -> "only in the target: " + row);
        return Stream.concat(missing, extra).toList();
    }

    /** A row that is there twice and has one match is one difference. */
    private static Stream<String> onlyIn(List<String> rows, List<String> others) {
        Map<String, Integer> left = new HashMap<>();
        others.forEach(row -> left.merge(row, 1, Integer::sum));
        return rows.stream()
                .filter(row -> left.merge(row, -1, Integer::sum) < 0)
                .sorted()
                .limit(3);
    }

    private ObjectNode capture(String file, String side, Sql database) {
        ObjectNode connector = file(file);
        connector.put("name", id + "-" + side);
        ((ObjectNode) connector.get("config"))
                .put("topic.prefix", prefix(side))
                .put("database.dbname", database.name())
                .put("schema.include.list", schema)
                .put("table.exclude.list", schema + "\\.[a-z]+_part_[0-9]+")
                .put("slot.name", id + "_" + side)
                .put("publication.name", id + "_" + side);
        return connector;
    }

    /** The topics of one side's tables; its marker is none of them. */
    private String topicsOf(String side) {
        return Pattern.quote(prefix(side)) + "\\.(" + schema + ")\\.([^.]+)";
    }

    private String prefix(String side) {
        return id + "_" + side;
    }

    /** A connector as {@code config/} has it. */
    static ObjectNode file(String name) {
        return ConnectRest.read(config(name));
    }

    private static Path config(String file) {
        return Layout.find().root().resolve("config").resolve(file);
    }

    @Override
    public void close() {
        for (String connector : stack.connect().connectors()) {
            if (connector.startsWith(id + "-")) {
                stack.connect().delete(connector);
            }
        }
        if (validator != null) {
            validator.close();
            results.close();
        }
    }
}
