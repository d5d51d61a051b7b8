/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.sink.SinkSettings;
import dev.lockstep.connect.sink.WriteMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BulkJdbcSinkConfigTest {
    private static final Map<String, String> MINIMAL = Map.of(
            "name",
            "x",
            "topics",
            "shop.public.orders",
            "connection.url",
            "jdbc:postgresql://localhost/db",
            "connection.user",
            "mover");

    @Test
    void hasDefaultsForAllButTheConnection() {
        BulkJdbcSinkConfig config = new BulkJdbcSinkConfig(MINIMAL);
        assertThat(config.address().password().value()).isEmpty();
        assertThat(config.sinkSettings())
                .isEqualTo(new SinkSettings(
                        new SinkSettings.Batch(10_000, 16_777_216, Duration.ofMillis(200)),
                        Duration.ofMinutes(10),
                        Duration.ofMillis(500),
                        WriteMode.UPSERT,
                        true,
                        true));
        assertThat(config.offsetTable().orElseThrow().create()).contains("\"lockstep_offsets\"");
        assertThat(config.connectorName()).isEqualTo("x");
        assertThat(config.tableUse()).isEqualTo(new TableUse(WriteMode.UPSERT, false, false, CountUnit.NONE));
        assertThat(config.validateConnection()).isTrue();
        assertThat(config.router().route("shop.public.orders")).isEqualTo(new TableId("public", "orders"));
        assertThat(CheckedSinkConfig.problems(config)).isEmpty();
    }

    @Test
    void takesEverySetting() {
        Map<String, String> properties = new HashMap<>(MINIMAL);
        properties.put("topics", "a-b,c-d,e");
        properties.put("table.name.overrides", "e=Own.a=b.c, x=y.z");
        properties.put("connection.password", "secret");
        properties.put("table.topic.pattern", "(.)-(?:.)");
        properties.put("table.name.format", "Target.\\$$1");
        properties.put("batch.rows", "7");
        properties.put("batch.bytes", "2000");
        properties.put("batch.linger.ms", "0");
        properties.put("insert.mode", "skip-existing");
        properties.put("delete.enabled", "false");
        properties.put("delivery", "at-least-once");
        properties.put("offsets.table", "Move.Offsets");
        properties.put("verify.digest", "false");
        properties.put("table.create", "from-records");
        properties.put("table.evolve", "add-columns");
        properties.put("schemaless.time.unit", "adaptive");
        properties.put("retry.timeout.ms", "0");
        properties.put("retry.backoff.ms", "9");
        properties.put("validate.connection", "false");
        BulkJdbcSinkConfig config = new BulkJdbcSinkConfig(properties);
        assertThat(config.address().url()).isEqualTo("jdbc:postgresql://localhost/db");
        assertThat(config.address().user()).isEqualTo("mover");
        assertThat(config.address().password().value()).isEqualTo("secret");
        assertThat(config.topics()).containsExactly("a-b", "c-d", "e");
        assertThat(config.router().route("a-b")).isEqualTo(new TableId("Target", "$a"));
        assertThat(config.router().route("e")).isEqualTo(new TableId("Own", "a=b.c"));
        assertThat(config.router().route("x")).isEqualTo(new TableId("y", "z"));
        assertThat(config.sinkSettings())
                .isEqualTo(new SinkSettings(
                        new SinkSettings.Batch(7, 2_000, Duration.ZERO),
                        Duration.ZERO,
                        Duration.ofMillis(9),
                        WriteMode.SKIP_EXISTING,
                        false,
                        false));
        assertThat(config.tableUse()).isEqualTo(new TableUse(WriteMode.SKIP_EXISTING, true, true, CountUnit.ADAPTIVE));
        assertThat(config.offsetTable()).isEmpty();
        properties.put("delivery", "exactly-once");
        assertThat(new BulkJdbcSinkConfig(properties)
                        .offsetTable()
                        .orElseThrow()
                        .create())
                .contains("\"Move\".\"Offsets\"");
        assertThat(config.validateConnection()).isFalse();
        assertThat(CheckedSinkConfig.problems(config)).isEmpty();
        assertThat(config.values().toString()).doesNotContain("secret");
    }

    @Test
    void makesTablesFromRecordsInPostgresOnly() {
        for (String url : List.of("jdbc:mariadb://h/db", "jdbc:mysql://h/db", "jdbc:sqlite:/file.db")) {
            Map<String, String> properties = new HashMap<>(MINIMAL);
            properties.put("connection.url", url);
            assertThat(CheckedSinkConfig.problems(new BulkJdbcSinkConfig(properties)))
                    .isEmpty();
            properties.put("table.create", "from-records");
            properties.put("table.evolve", "add-columns");
            assertThat(CheckedSinkConfig.problems(new BulkJdbcSinkConfig(properties)))
                    .extracting(ConfigProblem::key)
                    .containsExactly("table.create", "table.evolve");
        }
    }

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                Arguments.of("connection.url", null, "connection.url", "Missing required"),
                Arguments.of(
                        "connection.url", "jdbc:oracle:thin:@localhost/db", "connection.url", "jdbc:postgresql://"),
                Arguments.of("connection.url", "jdbc:postgresql://h:port/db", "connection.url", "cannot read"),
                Arguments.of("connection.url", "jdbc:postgresql://h/db?password=hush", "connection.url", "password"),
                Arguments.of(
                        "connection.url", "jdbc:postgresql://h/db?a=b&sslPassword=hush", "connection.url", "password"),
                Arguments.of("connection.url", "jdbc:postgresql://me:hush@h/db", "connection.url", "password"),
                Arguments.of("connection.user", null, "connection.user", "Missing required"),
                Arguments.of("connection.user", "", "connection.user", "empty"),
                Arguments.of("table.topic.pattern", "(", "table.topic.pattern", "regular expression"),
                Arguments.of("table.topic.pattern", "other\\.(.*)\\.(.*)", "table.topic.pattern", "shop.public.orders"),
                Arguments.of("table.name.format", "$1", "table.name.format", "schema.table"),
                Arguments.of("table.name.format", "a.$", "table.name.format", "number of a group"),
                Arguments.of("table.name.format", "a.${x}", "table.name.format", "number of a group"),
                Arguments.of("table.name.format", "$1.$3", "table.name.format", "2 group(s)"),
                Arguments.of("table.name.overrides", "a=b", "table.name.overrides", "topic=schema.table"),
                Arguments.of("table.name.overrides", "a.b", "table.name.overrides", "topic=schema.table"),
                Arguments.of("table.name.overrides", "a=b.c,a=b.d", "table.name.overrides", "twice"),
                Arguments.of("batch.rows", "0", "batch.rows", "at least 1"),
                Arguments.of("batch.rows", "many", "batch.rows", "number"),
                Arguments.of("batch.bytes", "0", "batch.bytes", "at least 1024"),
                Arguments.of("batch.linger.ms", "-1", "batch.linger.ms", "at least 0"),
                Arguments.of("insert.mode", "append", "insert.mode", "skip-existing"),
                Arguments.of("insert.mode", "insert", "delete.enabled", "no key to delete by"),
                Arguments.of("table.create", "true", "table.create", "from-records"),
                Arguments.of("table.evolve", "true", "table.evolve", "add-columns"),
                Arguments.of("schemaless.time.unit", "seconds", "schemaless.time.unit", "milliseconds"),
                Arguments.of("delivery", "at-most-once", "delivery", "at-least-once"),
                Arguments.of("offsets.table", "a.b.c", "offsets.table", "schema.table"),
                Arguments.of("offsets.tabel", "x", "offsets.tabel", "did you mean \"offsets.table\""),
                Arguments.of("name", null, "name", "name is missing"),
                Arguments.of("retry.timeout.ms", "-1", "retry.timeout.ms", "at least 0"),
                Arguments.of("retry.backoff.ms", "0", "retry.backoff.ms", "at least 1"),
                Arguments.of("validate.connection", "maybe", "validate.connection", "true or false"),
                Arguments.of("batch.size", "5", "batch.size", "did you mean \"batch.rows\""),
                Arguments.of(
                        "connection.pasword", "hush", "connection.pasword", "did you mean \"connection.password\""),
                Arguments.of("auto.create", "true", "auto.create", "Unknown setting"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("wrongSettings")
    void refusesWrongSettingsAndNamesTheOneToChange(String key, String value, String blamed, String message) {
        Map<String, String> properties = new HashMap<>(MINIMAL);
        properties.put("validate.connection", "false");
        properties.put(key, value);
        properties.values().removeIf(text -> text == null);
        Map<String, List<String>> errors = new BulkJdbcSinkConnector()
                .validate(properties).configValues().stream()
                        .filter(found -> !found.errorMessages().isEmpty())
                        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
        assertThat(errors).containsOnlyKeys(blamed);
        assertThat(errors.get(blamed).toString()).contains(message).doesNotContain("hush");

        BulkJdbcSinkTask task = new BulkJdbcSinkTask();
        task.initialize(new FakeSinkTaskContext(false));
        assertThatThrownBy(() -> task.start(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(blamed)
                .hasMessageNotContaining("hush");
    }

    @Test
    void refusesInsertsThatWouldBeMadeTwice() {
        Map<String, String> properties = new HashMap<>(MINIMAL);
        properties.putAll(Map.of("insert.mode", "insert", "delete.enabled", "false", "delivery", "at-least-once"));
        assertThat(CheckedSinkConfig.problems(new BulkJdbcSinkConfig(properties)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("insert.mode");
                    assertThat(problem.message()).contains("exactly-once", "skip-existing");
                });
    }

    @Test
    void leavesTheSettingsOfConnectAlone() {
        Map<String, String> properties = new HashMap<>(MINIMAL);
        List.of(
                        "connector.class",
                        "tasks.max",
                        "value.converter",
                        "value.converter.schemas.enable",
                        "transforms",
                        "transforms.a.type",
                        "predicates",
                        "predicates.p.type",
                        "errors.tolerance",
                        "errors.deadletterqueue.topic.name",
                        "consumer.override.max.poll.records",
                        "config.action.reload",
                        "connector.plugin.version",
                        "value.converter.plugin.version")
                .forEach(key -> properties.put(key, "x"));
        assertThat(CheckedSinkConfig.problems(new BulkJdbcSinkConfig(properties)))
                .isEmpty();
    }

    @Test
    void givesEveryTaskTheSameSettings() {
        BulkJdbcSinkConnector connector = new BulkJdbcSinkConnector();
        connector.start(MINIMAL);
        assertThat(connector.taskConfigs(3)).containsExactly(MINIMAL, MINIMAL, MINIMAL);
    }
}
