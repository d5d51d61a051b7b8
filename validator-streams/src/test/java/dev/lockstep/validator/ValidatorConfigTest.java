/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.validator.level.Level;
import dev.lockstep.validator.measure.Measured;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.relation.Relationship;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorConfigTest {
    @TempDir
    private Path directory;

    private static Map<String, String> minimal() {
        Map<String, String> settings = new HashMap<>();
        settings.put("validator.id", "demo");
        settings.put("bootstrap.servers", "one:9092,two:9092");
        settings.put("source.topics", "source\\.(\\w+)");
        return settings;
    }

    private static Map<String, String> settling() {
        Map<String, String> settings = minimal();
        settings.put("mode", "settle");
        settings.put("target.topics", "target\\.(\\w+)");
        return settings;
    }

    @Test
    void hasDefaultsForAllButThreeKeys() {
        ValidatorConfig config = new ValidatorConfig(minimal());
        assertThat(config.mode()).isEqualTo(Mode.EXACT);
        assertThat(config.hop()).isEqualTo(Hop.DELIVERY);
        assertThat(config.observationsTopic()).contains("lockstep.demo.observed");
        assertThat(config.sides()).containsExactly(Side.SOURCE);
        assertThat(config.progressInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.settle()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.roundInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.summaryInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.internalPartitions()).isEqualTo(4);
        assertThat(config.standbyReplicas()).isZero();
        assertThat(config.replicationFactor()).isEmpty();
        assertThat(config.moverGroup()).isEmpty();
        assertThat(config.heartbeatTopic(Side.TARGET)).isEmpty();
        assertThat(config.tables(Side.SOURCE).tableOf("source.orders")).isEqualTo("orders");
        assertThat(config.topicNames().applicationId()).isEqualTo("lockstep.demo");
        assertThat(config.topicNames().verdicts()).isEqualTo("lockstep.demo.verdicts");
        assertThat(config.bootstrapServers()).containsExactly("one:9092", "two:9092");
    }

    @Test
    void takesEveryKeyOfExactMode() {
        Map<String, String> settings = minimal();
        settings.put("mode", "exact");
        settings.put("observations.topic", "seen");
        settings.put("hop", "capture");
        settings.put("progress.interval.ms", "50");
        settings.put("levels", "log_.*=count:1%,orders=sample:0.5");
        settings.put("relationships", "items(order_no,year)=bills, bills(customer)=customers");
        settings.put("aggregates", "orders(total,tax)");
        ValidatorConfig config = new ValidatorConfig(settings);
        assertThat(config.measured().of("orders")).contains(new Measured("orders", List.of("total", "tax")));
        assertThat(config.mode()).isEqualTo(Mode.EXACT);
        assertThat(config.hop()).isEqualTo(Hop.CAPTURE);
        assertThat(config.observationsTopic()).contains("seen");
        assertThat(config.progressInterval()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.levels().of("log_1")).isEqualTo(new Level.Count(0, 1));
        assertThat(config.levels().of("orders")).isEqualTo(new Level.Sample(0.5));
        assertThat(config.relationships().all())
                .containsExactly(
                        new Relationship("items", List.of("order_no", "year"), "bills"),
                        new Relationship("bills", List.of("customer"), "customers"));
    }

    /** Of a row that is not judged nobody knows whether the target has it. */
    @Test
    void refusesAParentThatIsNotComparedAsAWhole() {
        Map<String, String> settings = minimal();
        settings.put("relationships", "items(order_no)=orders");
        settings.put("levels", "items=count");
        assertThat(new ValidatorConfig(settings).relationships().isEmpty()).isFalse();
        settings.put("levels", "orders=sample:0.5");
        assertThatThrownBy(() -> new ValidatorConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("items(order_no)=orders")
                .hasMessageContaining("levels gives it the level sample:0.5. Give it checksum");
    }

    @Test
    void takesTheChainOfASinkAndItsThresholds() {
        Map<String, String> settings = minimal();
        settings.put("plugin.path", directory.toString());
        settings.put("transforms", "drop, route");
        settings.put("transforms.drop.type", "Filter");
        settings.put("transforms.drop.predicate", "deleted");
        settings.put("transforms.drop.negate", "false");
        settings.put("transforms.route.type", "RegexRouter");
        settings.put("transforms.route.regex", "source\\.(.*)");
        settings.put("transforms.route.replacement", "shop_$1");
        settings.put("predicates", "deleted");
        settings.put("predicates.deleted.type", "RecordIsTombstone");
        settings.put("quality.thresholds", "public.users.completeness:0.99,*.accuracy:0.95");
        ValidatorConfig config = new ValidatorConfig(settings);
        assertThat(config.chain().isEmpty()).isFalse();
        assertThat(config.tables(Side.SOURCE).tableOf("source.orders")).isEqualTo("shop_orders");
        assertThat(config.thresholds().of("public.users")).hasSize(2);

        settings.put("hop", "capture");
        assertThatThrownBy(() -> new ValidatorConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("hop=capture compares the source's database with its topics");
    }

    @Test
    void readsTopicsOfBothSidesWhereThereAreRounds() {
        Map<String, String> settings = settling();
        assertThat(new ValidatorConfig(settings).sides()).containsExactly(Side.SOURCE, Side.TARGET);
        assertThat(new ValidatorConfig(settings).observationsTopic()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exact | target.topics | t | target.topics is for mode=rounds and mode=settle, but the mode is exact",
                "exact | target.topics | t | To judge by topics that capture the target write mode=rounds",
                "exact | target.marker.url | jdbc:x:y | no other mode writes a marker",
                "settle | target.marker.password | p | no other mode writes a marker",
                "settle | target.connector.url | http://h:1/connectors/c | no other mode asks the target's capture",
                "rounds | settle.ms | 5 | wait for positions and not for a time",
                "rounds | target.heartbeat.topic | h | no other mode needs heartbeats",
                "rounds | observations.topic | o | write mode=exact and remove target.*",
                "rounds | hop | capture | write mode=exact, or remove hop",
                "exact | target.value.converter.schemas.enable | false | an observer reads the target itself",
                "exact | mover.group | g | it is a setting of the observer",
                "exact | settle.ms | 5 | wait for positions and not for a time",
                "exact | round.interval.ms | 5 | mode=exact has no rounds",
                "exact | source.heartbeat.topic | h | no other mode needs heartbeats",
                "settle | observations.topic | o | write mode=exact and remove target.*",
                "settle | levels | t=count | levels is for mode=exact",
                "rounds | aggregates | a(b) | aggregates is for mode=exact",
                "settle | relationships | a(b)=c | relationships is for mode=exact",
                "settle | hop | capture | write mode=exact, or remove hop"
            })
    void refusesASettingOfAnotherModeAndSaysWhatToWrite(String mode, String key, String value, String message) {
        Map<String, String> settings = switch (mode) {
            case "exact" -> minimal();
            case "rounds" -> inRounds();
            default -> settling();
        };
        settings.put("mode", mode);
        settings.put(key, value);
        assertThatThrownBy(() -> new ValidatorConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void settleModeNeedsTheTargetsTopics() {
        Map<String, String> settings = minimal();
        settings.put("mode", "settle");
        assertThatThrownBy(() -> new ValidatorConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mode=settle needs target.topics")
                .hasMessageContaining("write mode=exact and let an observer read the target");
    }

    private static Map<String, String> inRounds() {
        Map<String, String> settings = settling();
        settings.put("mode", "rounds");
        settings.put("mover.group", "connect-sink");
        settings.put("target.marker.url", "jdbc:postgresql://host/shop");
        settings.put("target.marker.password", "secret");
        settings.put("target.marker.topic", "markers");
        settings.put("target.connector.url", "http://worker:8083/connectors/target/");
        return settings;
    }

    @Test
    void takesEveryKeyOfRounds() {
        Map<String, String> settings = inRounds();
        settings.put("target.marker.user", "lockstep");
        settings.put("target.marker.table", "lockstep.marker");
        settings.put("round.interval.ms", "2");
        ValidatorConfig config = new ValidatorConfig(settings);

        assertThat(config.sides()).containsExactly(Side.SOURCE, Side.TARGET);
        assertThat(config.labels().confidence()).isEqualTo("exact");
        assertThat(config.labels().mode()).isEqualTo("rounds");
        assertThat(config.marker().table()).isEqualTo("lockstep.marker");
        assertThat(config.marker().connector()).hasToString("http://worker:8083/connectors/target");
        assertThat(config.marker().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"mover.group", "target.topics", "target.marker.url", "target.marker.topic", "target.connector.url"})
    void roundsNeedEverybodyTheyAsk(String key) {
        Map<String, String> settings = inRounds();
        settings.remove(key);
        assertThatThrownBy(() -> new ValidatorConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mode=rounds needs " + key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target.marker.topic | target.orders | markers would be taken for rows",
                "target.marker.url | jdbc:postgresql://h/db?password=secret | without user and password",
                "target.marker.url | postgresql://h/db | jdbc:postgresql://host/database",
                "target.connector.url | worker:8083 | http://host:port/connectors/<name>"
            })
    void refusesAMarkerThatCannotCome(String key, String value, String message) {
        Map<String, String> settings = inRounds();
        settings.put(key, value);
        assertThatThrownBy(() -> new ValidatorConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({"source.orders", "lockstep.demo.versions", "lockstep.demo.summary"})
    void refusesAnObservationsTopicThatIsSomethingElse(String topic) {
        Map<String, String> settings = minimal();
        settings.put("observations.topic", topic);
        assertThatThrownBy(() -> new ValidatorConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("observations.topic");
    }

    @Test
    void takesEveryKeyOfSettleMode() {
        Map<String, String> settings = settling();
        settings.put("source.topics", "s\\.(?<schema>\\w+)\\.(\\w+)");
        settings.put("source.table.format", "${schema}.$2");
        settings.put("settle.ms", "1");
        settings.put("round.interval.ms", "2");
        settings.put("summary.interval.ms", "300");
        settings.put("source.heartbeat.topic", "hs");
        settings.put("target.heartbeat.topic", "ht");
        settings.put("mover.group", "connect-sink");
        settings.put("internal.partitions", "7");
        settings.put("replication.factor", "3");
        settings.put("standby.replicas", "2");
        settings.put("state.dir", directory.toString());
        settings.put("source.key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("target.value.converter.schemas.enable", "false");
        settings.put("kafka.request.timeout.ms", "4321");
        settings.put("streams.num.stream.threads", "2");
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "PLAIN");
        settings.put("ssl.truststore.type", "PEM");
        ValidatorConfig config = new ValidatorConfig(settings);
        assertThat(config.tables(Side.SOURCE).tableOf("s.public.t")).isEqualTo("public.t");
        assertThat(config.settle()).isEqualTo(Duration.ofMillis(1));
        assertThat(config.roundInterval()).isEqualTo(Duration.ofMillis(2));
        assertThat(config.summaryInterval()).isEqualTo(Duration.ofMillis(300));
        assertThat(config.heartbeatTopic(Side.SOURCE)).contains("hs");
        assertThat(config.heartbeatTopic(Side.TARGET)).contains("ht");
        assertThat(config.moverGroup()).contains("connect-sink");
        assertThat(config.internalPartitions()).isEqualTo(7);
        assertThat(config.replicationFactor()).contains((short) 3);
        assertThat(config.standbyReplicas()).isEqualTo(2);
        assertThat(config.stateDirectory()).isEqualTo(directory);
        Properties streams = new StreamsSettings(config).forStreams();
        assertThat(streams)
                .containsEntry("request.timeout.ms", "4321")
                .containsEntry("num.stream.threads", "2")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("application.id", "lockstep.demo")
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("group.protocol", "classic");
        assertThat(new StreamsSettings(config).forClients())
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("ssl.truststore.type", "PEM");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "validator.id | a b | validator.id",
                "settle.ms | 0 | settle.ms",
                "settle.ms | soon | settle.ms",
                "source.topics | ( | not a regular expression",
                "source.table.format | $2 | the 1 groups of source.topics",
                "target.topics | (.*) | it matches the validator's own topics",
                "internal.partitions | 0 | internal.partitions",
                "mode | sure | exact, rounds, settle",
                "hop | both | hop",
                "progress.interval.ms | 5 | progress.interval.ms",
                "dead.letter.topics | letters,source.orders | it is a data topic",
                "dead.letter.topics | lockstep.demo.sums | dead.letter.topics",
                "levels | orders=most | found orders=most: there is no level of this name",
                "aggregates | orders | expected <table>(<column>,…), found orders",
                "relationships | orders=customers | found orders=customers",
                "transforms.map.type | x | transforms.map.type: transforms names nothing",
                "transforms | map | transforms.map.type: is missing",
                "plugin.path | /no/such/folder | plugin.path: /no/such/folder is not there",
                "quality.thresholds | orders.speed:1 | there is no dimension speed",
                "settel.ms | 5 | Did you mean settle.ms?",
                "source.topic | x | Did you mean source.topics?",
                "something.else.entirely | x | See docs/verdicts.md",
                "streams.processing.guarantee | exactly_once_v2 | cannot be set",
                "source.key.converter | java.lang.String | cannot be used as a Connect converter",
                "source.key.converter | no.such.Class | source.key.converter"
            })
    void refusesABadSettingByName(String key, String value, String message) {
        Map<String, String> settings = settling();
        settings.put(key, value);
        assertThatThrownBy(() -> new ValidatorConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"validator.id", "bootstrap.servers", "source.topics", "target.topics"})
    void refusesAMissingSettingByName(String key) {
        Map<String, String> settings = settling();
        settings.remove(key);
        assertThatThrownBy(() -> new ValidatorConfig(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void theMainNamesFileAndKeyAndReturnsThree() throws IOException {
        Path file = Files.writeString(directory.resolve("validator.properties"), "validator.id=demo\nsettel.ms=5\n");
        assertThat(message(file.toString())).contains(file.toString(), "bootstrap.servers");
        String message = message(
                file.toString(),
                "--set",
                "bootstrap.servers=x:1",
                "--set",
                "source.topics=s",
                "--set",
                "target.topics=t",
                "--set",
                "source.table.format=x",
                "--set",
                "target.table.format=x");
        assertThat(message).contains(file.toString(), "settel.ms", "Did you mean settle.ms?");
        assertThat(message("nowhere.properties")).contains("nowhere.properties");
        assertThat(message()).contains("Usage");
        assertThat(message("a", "--set")).contains("Usage");
    }

    private static String message(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = ValidatorMain.run(List.of(arguments), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(code).isEqualTo(ValidatorMain.ERROR);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theTableInTheDocumentationIsTheDefinition() throws IOException {
        String documentation = Files.readString(Path.of("..", "docs", "verdicts.md"));
        assertThat(documentation).contains(table());
    }

    private static String table() {
        List<String> rows = new ArrayList<>();
        rows.add("| key | type | default | meaning |");
        rows.add("| --- | --- | --- | --- |");
        for (ConfigDef.ConfigKey key : ValidatorConfig.DEFINITION.configKeys().values()) {
            rows.add("| `" + key.name + "` | " + key.type.name().toLowerCase(java.util.Locale.ROOT) + " | "
                    + defaultOf(key) + " | " + key.documentation + " |");
        }
        rows.subList(2, rows.size()).sort(null);
        return String.join("\n", rows);
    }

    private static String defaultOf(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        if (key.defaultValue == null) {
            return "";
        }
        return "`" + (key.defaultValue instanceof Class<?> type ? type.getSimpleName() : key.defaultValue) + "`";
    }

    @Test
    void theExampleOfASinkWithAChainIsValid() {
        ValidatorConfig config = ValidatorConfig.load(
                Path.of("..", "config", "validator-sink-chain.properties"), Map.of("plugin.path", ""));
        assertThat(config.chain().isEmpty()).isFalse();
        assertThat(config.tables(Side.SOURCE).tableOf("src.shop.users")).isEqualTo("people");
        assertThat(config.thresholds().of("people")).isNotEmpty();
    }

    @Test
    void theExampleFileIsValid() {
        ValidatorConfig config = ValidatorConfig.load(Path.of("src", "dist", "etc", "validator.properties"), Map.of());
        assertThat(config.topicNames().summary()).isEqualTo("lockstep.demo.summary");
    }
}
