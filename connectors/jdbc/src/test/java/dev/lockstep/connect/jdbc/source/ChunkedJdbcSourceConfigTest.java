/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.TableSettings;
import dev.lockstep.connect.jdbc.source.lane.TableSettings.PollColumns;
import dev.lockstep.connect.jdbc.source.record.RecordFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkedJdbcSourceConfigTest {
    private static final TableName ORDERS = new TableName("shop", "orders");
    private static final Map<String, String> MINIMAL = Map.of(
            "name",
            "x",
            "connection.url",
            "jdbc:postgresql://localhost/db",
            "connection.user",
            "reader",
            "topic.prefix",
            "src");

    private static Map<String, String> with(String... more) {
        Map<String, String> properties = new HashMap<>(MINIMAL);
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    @Test
    void hasDefaultsForAllButTheConnectionAndThePrefix() {
        ChunkedJdbcSourceConfig config = new ChunkedJdbcSourceConfig(MINIMAL);
        assertThat(CheckedSourceConfig.problems(config)).isEmpty();
        assertThat(config.mode()).isEqualTo(Mode.SNAPSHOT);
        assertThat(config.progressTopic()).isEqualTo("lockstep.src.progress");
        assertThat(config.tables().takes(ORDERS)).isTrue();
        assertThat(config.readers()).isEqualTo(2);
        assertThat(config.queueBytes()).isEqualTo(4L << 20);
        assertThat(config.retryTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.refreshInterval()).contains(Duration.ofMinutes(1));
        assertThat(config.settings(ORDERS))
                .isEqualTo(new TableSettings(Optional.empty(), 50_000, 16, false, Set.of(), Optional.empty()));
        assertThat(config.recordSettings(ORDERS).format()).isEqualTo(RecordFormat.ENVELOPE);
        assertThat(config.recordSettings(ORDERS).leaveOut()).rejects("id");
    }

    @Test
    void takesEverySetting() {
        ChunkedJdbcSourceConfig config = new ChunkedJdbcSourceConfig(with(
                "connection.password",
                "secret",
                "progress.topic",
                "how.far",
                "table.include.list",
                "shop\\..*,old\\.a",
                "table.exclude.list",
                ".*\\.tmp",
                "column.exclude.list",
                ".*\\.secret",
                "mode",
                "snapshot+poll",
                "record.format",
                "row",
                "where",
                "a > 1",
                "lanes.per.table",
                "3",
                "lanes.by",
                "blocks",
                "page.rows",
                "7",
                "queue.bytes",
                "2000000",
                "readers.per.task",
                "5",
                "poll.timestamp.column",
                "at",
                "poll.incrementing.column",
                "id",
                "poll.interval.ms",
                "11",
                "poll.lag.ms",
                "12",
                "table.refresh.interval.ms",
                "0",
                "retry.timeout.ms",
                "0"));
        assertThat(CheckedSourceConfig.problems(config)).isEmpty();
        assertThat(config.address().password().value()).isEqualTo("secret");
        assertThat(config.values().toString()).doesNotContain("=secret,");
        assertThat(config.progressTopic()).isEqualTo("how.far");
        assertThat(config.tables().takes(ORDERS)).isTrue();
        assertThat(config.tables().takes(new TableName("shop", "tmp"))).isFalse();
        assertThat(config.tables().takes(new TableName("old", "ab"))).isFalse();
        assertThat(config.settings(ORDERS))
                .isEqualTo(new TableSettings(
                        Optional.of("a > 1"),
                        7,
                        3,
                        true,
                        Set.of(),
                        Optional.of(new PollColumns(Optional.of("at"), Optional.of("id")))));
        assertThat(config.recordSettings(ORDERS).leaveOut()).accepts("secret").rejects("id");
        assertThat(config.pollPace().interval()).isEqualTo(Duration.ofMillis(11));
        assertThat(config.pollPace().lag()).isEqualTo(Duration.ofMillis(12));
        assertThat(config.refreshInterval()).isEmpty();
        assertThat(config.retryTimeout()).isZero();
    }

    @Test
    void firstOverrideThatFitsATableAndHasTheSettingCounts() {
        ChunkedJdbcSourceConfig config = new ChunkedJdbcSourceConfig(with(
                "mode",
                "poll",
                "poll.incrementing.column",
                "id",
                "overrides",
                "orders,all",
                "overrides.orders.tables",
                "shop\\.orders",
                "overrides.orders.page.rows",
                "5",
                "overrides.orders.columns",
                "id,total",
                "overrides.orders.poll.timestamp.column",
                "changed",
                "overrides.orders.poll.incrementing.column",
                "",
                "overrides.all.tables",
                "shop\\..*",
                "overrides.all.page.rows",
                "6",
                "overrides.all.where",
                "live"));
        assertThat(CheckedSourceConfig.problems(config)).isEmpty();
        TableSettings orders = config.settings(ORDERS);
        assertThat(orders.pageRows()).isEqualTo(5);
        assertThat(orders.filter()).contains("live");
        assertThat(orders.poll()).contains(new PollColumns(Optional.of("changed"), Optional.empty()));
        assertThat(config.recordSettings(ORDERS).leaveOut()).accepts("name").rejects("total");
        assertThat(config.settings(new TableName("shop", "b")).pageRows()).isEqualTo(6);
        assertThat(config.settings(new TableName("c", "d")).pageRows()).isEqualTo(50_000);
    }

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                Arguments.of("connection.url", null, "connection.url", "Missing required"),
                Arguments.of("connection.url", "jdbc:oracle:thin:@h", "connection.url", "jdbc:mariadb:"),
                Arguments.of("connection.url", "jdbc:postgresql://h:port/db", "connection.url", "cannot read"),
                Arguments.of("connection.url", "jdbc:mariadb://h/db?password=hush", "connection.url", "password"),
                Arguments.of("connection.url", "jdbc:mysql://me:hush@h/db", "connection.url", "password"),
                Arguments.of("connection.user", "", "connection.user", "needs a user"),
                Arguments.of("topic.prefix", null, "topic.prefix", "Missing required"),
                Arguments.of("topic.prefix", "a b", "topic.prefix", "letters, digits"),
                Arguments.of("table.include.list", "(", "table.include.list", "regular expression"),
                Arguments.of("mode", "stream", "mode", "snapshot+poll"),
                Arguments.of("mode", "poll", "poll.timestamp.column", "needs a column"),
                Arguments.of(
                        "poll.incrementing.column", "id", "poll.incrementing.column", "no effect in mode snapshot"),
                Arguments.of("record.format", "xml", "record.format", "envelope"),
                Arguments.of("lanes.per.table", "0", "lanes.per.table", "at least 1"),
                Arguments.of("lanes.by", "rows", "lanes.by", "blocks"),
                Arguments.of("page.rows", "many", "page.rows", "number"),
                Arguments.of("queue.bytes", "1", "queue.bytes", "at least 1000000"),
                Arguments.of("overrides", "a", "overrides.a.tables", "Missing"),
                Arguments.of("overrides", "a b", "overrides", "letters"),
                Arguments.of("overrides.a.where", "x", "overrides.a.where", "add \"a\" to overrides"),
                Arguments.of("table.whitelist", "x", "table.whitelist", "did you mean \"table.include.list\""),
                Arguments.of(
                        "connection.pasword", "hush", "connection.pasword", "did you mean \"connection.password\""),
                Arguments.of("snapshot.isolation.level.mode", "x", "snapshot.isolation.level.mode", "Unknown setting"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("wrongSettings")
    void refusesWrongSettingsAndNamesTheOneToChange(String key, String value, String blamed, String message) {
        Map<String, String> properties = with(key, value);
        properties.values().removeIf(text -> text == null);
        assertBlamed(properties, blamed, message);
        ChunkedJdbcSourceTask task = new ChunkedJdbcSourceTask();
        assertThatThrownBy(() -> task.start(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(blamed)
                .hasMessageNotContaining("hush");
    }

    private static void assertBlamed(Map<String, String> properties, String blamed, String message) {
        Map<String, List<String>> errors = new ChunkedJdbcSourceConnector()
                .validate(properties).configValues().stream()
                        .filter(found -> !found.errorMessages().isEmpty())
                        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
        assertThat(errors).containsOnlyKeys(blamed);
        assertThat(errors.get(blamed).toString()).contains(message).doesNotContain("hush");
    }

    @Test
    void refusesWrongSettingsOfOverrides() {
        String[] override = {"overrides", "a", "overrides.a.tables", ".*"};
        Map<String, String> properties = with(override);
        properties.put("overrides.a.page.rows", "few");
        assertBlamed(properties, "overrides.a.page.rows", "Expected a number");
        properties = with(override);
        properties.put("overrides.a.lanes.per.table", "5000");
        assertBlamed(properties, "overrides.a.lanes.per.table", "no more than 1024");
        properties = with(override);
        properties.put("overrides.a.tables", "(");
        assertBlamed(properties, "overrides.a.tables", "regular expression");
        properties = with(override);
        properties.put("overrides.a.page.row", "5");
        assertBlamed(properties, "overrides.a.page.row", "did you mean \"overrides.a.page.rows\"");
    }

    @Test
    void blocksAreForPostgresAlone() {
        assertBlamed(
                with("connection.url", "jdbc:sqlite:/tmp/x", "lanes.by", "blocks"),
                "lanes.by",
                "Only PostgreSQL tables");
    }

    @Test
    void leavesTheSettingsOfConnectAlone() {
        Map<String, String> properties = with();
        List.of(
                        "connector.class",
                        "tasks.max",
                        "value.converter.schemas.enable",
                        "transforms.a.type",
                        "topic.creation.default.partitions",
                        "producer.override.linger.ms",
                        "exactly.once.support",
                        "transaction.boundary",
                        "config.action.reload")
                .forEach(key -> properties.put(key, "x"));
        assertThat(CheckedSourceConfig.problems(new ChunkedJdbcSourceConfig(properties)))
                .isEmpty();
    }

    @Test
    void supportsExactlyOnceWithTransactionsOfItsOwn() {
        ChunkedJdbcSourceConnector connector = new ChunkedJdbcSourceConnector();
        assertThat(connector.exactlyOnceSupport(MINIMAL)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.canDefineTransactionBoundaries(MINIMAL))
                .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
    }

    private static Map<String, Object> partition(String lane) {
        return Map.of("server", "src", "schema", "shop", "table", "orders", "lane", lane);
    }

    @Test
    void takesOffsetsOfItsOwnAndNullToStartOver() {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(partition("[\"a..b\"]..[\"c\"]"), Map.of("position", "[\"b\"]", "rows", 5, "done", false));
        offsets.put(partition(".."), Map.of("rows", 5L, "done", true));
        offsets.put(partition("poll"), Map.of("position", "[\"b\",\"1\"]", "rows", 5L, "done", false));
        offsets.put(partition("plan"), null);
        assertThat(new ChunkedJdbcSourceConnector().alterOffsets(MINIMAL, offsets))
                .isTrue();
        assertThat(new ChunkedJdbcSourceConnector().alterOffsets(MINIMAL, Map.of()))
                .isTrue();
    }

    static Stream<Arguments> wrongOffsets() {
        Map<String, Object> offset = Map.of("rows", 5L, "done", false);
        return Stream.of(
                Arguments.of(Map.of("server", "src"), offset, "lacks the field \"schema\""),
                Arguments.of(partition("lane 5"), offset, "must be plan, poll or bounds"),
                Arguments.of(
                        Map.of("server", "x", "schema", "", "table", "t", "lane", ".."),
                        offset,
                        "topic.prefix is \"src\""),
                Arguments.of(partition(".."), Map.of("rows", "5", "done", false), "must be an integer"),
                Arguments.of(partition(".."), Map.of("rows", 5L), "lacks the field \"done\""),
                Arguments.of(partition(".."), Map.of("rows", 5L, "done", "no"), "true or false"),
                Arguments.of(partition(".."), Map.of("rows", 5L, "done", false, "position", "5"), "list of strings"),
                Arguments.of(partition("plan"), offset, "has no field \"done\""));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("wrongOffsets")
    void refusesOffsetsOfAnotherShape(Map<String, ?> partition, Map<String, ?> offset, String message) {
        assertThatThrownBy(() -> new ChunkedJdbcSourceConnector().alterOffsets(MINIMAL, Map.of(partition, offset)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(message);
    }
}
