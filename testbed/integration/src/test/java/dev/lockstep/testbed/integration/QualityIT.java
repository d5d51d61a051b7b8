/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.layout.Layout;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Rows that break rules: where they end up, what is said of them, and what is counted. */
class QualityIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String ID = "quality";
    private static final String TABLE = "club.members";
    private static final int RULES = 6;
    private static final String COLUMNS =
            " (id integer PRIMARY KEY, email text, age integer, plan text, joined date, left_on date)";

    /** Each rule by its name, and the rows that break it as SQL tells them. */
    private static final Map<String, String> BROKEN = broken();

    private static final Map<String, String> CHAIN = Map.of(
            "transforms",
            "validate",
            "transforms.validate.type",
            "dev.lockstep.transforms.ValidateRecords",
            "transforms.validate.rules",
            """
            email: required format(email)
            age: required range(0, 150)
            plan: one-of('free', 'pro')
            check left_after_joining: left_on == null || joined == null || left_on >= joined
            """);

    private final Stack stack = SharedStack.get();

    private static Map<String, String> broken() {
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put("email.required", "email IS NULL");
        broken.put("email.format", "email !~ '^[^@ ]+@[^@ ]+\\.[a-z]+$'");
        broken.put("age.required", "age IS NULL");
        broken.put("age.range", "age NOT BETWEEN 0 AND 150");
        broken.put("plan.one-of", "plan NOT IN ('free', 'pro')");
        broken.put("left_after_joining", "left_on < joined");
        return broken;
    }

    @Test
    void rowsThatBreakRulesAreDeadLettersAndAreCountedAsSqlCountsThem() throws Exception {
        Sql source = Sql.create(
                stack.source(),
                ID + "_source",
                "CREATE SCHEMA club",
                "CREATE TABLE " + TABLE + COLUMNS,
                "INSERT INTO club.members SELECT i, 'member' || i || '@example.com', 20 + i % 50, 'free', date '2020-01-01',"
                        + " NULL FROM generate_series(1, 400) i",
                "UPDATE club.members SET email = NULL WHERE id % 40 = 1",
                "UPDATE club.members SET email = 'Mallory Secret ' || id WHERE id % 50 = 2",
                "UPDATE club.members SET age = NULL WHERE id % 80 = 3",
                "UPDATE club.members SET age = 4711 WHERE id % 60 = 4",
                "UPDATE club.members SET plan = 'gold-secret' WHERE id % 70 = 2",
                "UPDATE club.members SET left_on = date '1999-12-31' WHERE id % 90 = 5");
        Sql target =
                Sql.create(stack.target(), ID + "_target", "CREATE SCHEMA club", "CREATE TABLE " + TABLE + COLUMNS);
        try (Migration migration = new Migration(stack, ID, source, target, "club");
                ValidatorProcess validator = startValidator(migration);
                Results results = new Results(stack.bootstrapServers(), ID)) {
            ObjectNode sink = migration.sink();
            CHAIN.forEach(((ObjectNode) sink.get("config"))::put);
            migration.create(sink);
            ObjectNode capture = migration.sourceCapture();
            ((ObjectNode) capture.get("config")).remove("transforms");
            migration.create(capture);

            long good = source.count(TABLE + " WHERE NOT (" + anyBroken() + ")");
            await().atMost(BOUND).pollInterval(POLL).until(() -> target.count(TABLE) == good);
            migration.create(observer(target));
            assertLetters(source, migration);
            await().atMost(BOUND).pollInterval(POLL).untilAsserted(() -> assertCounted(source, results));
            assertThat(results.summary(TABLE).path("status").asText()).isNotEqualTo("VERIFIED");

            source.run(
                    "UPDATE club.members SET email = 'mended@example.com' WHERE email IS NULL AND id < 100",
                    "UPDATE club.members SET age = -1 WHERE id = 10",
                    "DELETE FROM club.members WHERE age = 4711 AND id < 100");
            await().atMost(BOUND).pollInterval(POLL).untilAsserted(() -> assertCounted(source, results));
            assertThat(validator.running()).isTrue();
        }
    }

    private static String anyBroken() {
        StringBuilder any = new StringBuilder("false");
        BROKEN.values()
                .forEach(condition ->
                        any.append(" OR coalesce(").append(condition).append(", false)"));
        return any.toString();
    }

    /** Every bad row is there once, with its rules, fields and coordinates, and without what it holds. */
    private void assertLetters(Sql source, Migration migration) throws Exception {
        Map<String, Set<String>> expected = new HashMap<>();
        for (Map.Entry<String, String> rule : BROKEN.entrySet()) {
            for (String id : source.rows("SELECT id FROM " + TABLE + " WHERE " + rule.getValue())) {
                expected.computeIfAbsent(id.replaceAll("\\D", ""), row -> new HashSet<>())
                        .add(rule.getKey());
            }
        }
        Map<String, Set<String>> found = new HashMap<>();
        for (ConsumerRecord<String, String> letter :
                DeadLetters.read(stack.bootstrapServers(), migration.deadLetterTopic(), expected.size())) {
            String message = DeadLetters.header(letter, "__connect.errors.exception.message");
            assertThat(message)
                    .contains("topic " + ID + "_src.club.members", "partition ", "offset ")
                    .doesNotContain("Mallory", "gold-secret", "4711", "1999-12-31");
            assertThat(DeadLetters.header(letter, "__connect.errors.exception.stacktrace"))
                    .doesNotContain("Mallory", "gold-secret", "4711", "1999-12-31");
            Set<String> rules = new HashSet<>(BROKEN.keySet());
            rules.removeIf(rule -> !message.contains(rule));
            found.put(
                    new ObjectMapper().readTree(letter.key()).at("/payload/id").asText(), rules);
        }
        assertThat(found).hasSameSizeAs(expected);
        assertThat(found.values().stream().flatMap(Set::stream).sorted().toList())
                .isEqualTo(
                        expected.values().stream().flatMap(Set::stream).sorted().toList());
    }

    private static void assertCounted(Sql source, Results results) throws SQLException {
        JsonNode quality = results.poll().summary(TABLE).path("quality");
        long rows = source.count(TABLE);
        assertThat(quality.path("rows").asLong()).as("%s", quality).isEqualTo(rows);
        assertThat(quality.path("violating").asLong())
                .as("%s", quality)
                .isEqualTo(source.count(TABLE + " WHERE " + anyBroken()));
        long[] broken = new long[3];
        for (Map.Entry<String, String> rule : BROKEN.entrySet()) {
            long count = source.count(TABLE + " WHERE " + rule.getValue());
            assertThat(quality.path("rules").path(rule.getKey()).asLong())
                    .as(rule.getKey())
                    .isEqualTo(count);
            broken[rule.getKey().endsWith(".required") ? 0 : rule.getKey().contains(".") ? 1 : 2] += count;
        }
        JsonNode scores = quality.path("scores");
        assertThat(scores.path("completeness").asDouble()).isCloseTo(1 - broken[0] / (2.0 * rows), within(1e-4));
        assertThat(scores.path("accuracy").asDouble()).isCloseTo(1 - broken[1] / (3.0 * rows), within(1e-4));
        assertThat(scores.path("consistency").asDouble()).isCloseTo(1 - broken[2] / (1.0 * rows), within(1e-4));
        assertThat(quality.path("passed").asBoolean(true)).isFalse();
        assertThat(BROKEN).hasSize(RULES);
    }

    private ValidatorProcess startValidator(Migration migration) {
        Map<String, String> settings = new LinkedHashMap<>(CHAIN);
        settings.put("validator.id", ID);
        settings.put("bootstrap.servers", stack.bootstrapServers());
        settings.put("observations.topic", "lockstep." + ID + ".observed");
        settings.put("source.topics", ID + "_src\\.(club)\\.(.*)");
        settings.put("dead.letter.topics", migration.deadLetterTopic());
        settings.put("plugin.path", Layout.find().transformsPlugin().toString());
        settings.put("quality.thresholds", TABLE + ".completeness:0.9999");
        settings.put("state.dir", stack.data().resolve("validator-" + ID).toString());
        return stack.startValidator(
                Layout.find().root().resolve("config/validator-demo.properties"), settings, "validator-" + ID);
    }

    private static ObjectNode observer(Sql target) {
        ObjectNode connector = Migration.file("observer-postgres.json").put("name", ID + "-observer");
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", ID + "_src\\.club\\..*")
                .put("table.topic.pattern", ID + "_src\\.([^.]+)\\.([^.]+)")
                .put("connection.url", target.url())
                .put("observations.topic", "lockstep." + ID + ".observed")
                .put("mover.connector", ID + "-sink")
                .put("scan.interval.ms", "1000");
        return connector;
    }
}
