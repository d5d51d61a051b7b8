/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.schema.TableId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;

class JdbcObserverConfigTest {
    private static final Map<String, String> MINIMAL = Map.of(
            "connection.url", "jdbc:postgresql://localhost/db",
            "connection.user", "reader",
            "bootstrap.servers", "localhost:9092",
            "observations.topic", "lockstep.x.observed",
            "topics", "src.shop.orders",
            "mover.offsets.table", "lockstep_offsets",
            "mover.connector", "sink",
            "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");

    private static Map<String, String> with(String... settings) {
        Map<String, String> properties = new HashMap<>(MINIMAL);
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        return properties;
    }

    private static List<String> blamed(Map<String, String> settings) {
        return CheckedObserverConfig.problems(new JdbcObserverConfig(settings)).stream()
                .map(ConfigProblem::key)
                .toList();
    }

    @Test
    void whatIsNeededIsEnough() {
        JdbcObserverConfig config = new JdbcObserverConfig(MINIMAL);
        assertThat(CheckedObserverConfig.problems(config)).isEmpty();
        assertThat(config.mode()).isEqualTo(Mode.SCAN_AND_FOLLOW);
        assertThat(config.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.rowsPerSecond()).isZero();
        assertThat(config.lanes()).isEqualTo(4);
        assertThat(config.pageRows()).isEqualTo(2_000);
        assertThat(config.readers()).isEqualTo(2);
        assertThat(config.fromBeginning()).isFalse();
        assertThat(config.retryTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.digesting().locator()).isTrue();
        assertThat(config.digesting().policy()).isEqualTo(Policy.EXACT);
        assertThat(config.digesting().leftOut()).isEmpty();
        assertThat(config.digesting().algorithm()).isEqualTo(DigestAlgorithm.XXH3_128);
        assertThat(config.moverGroup()).isEmpty();
        assertThat(config.auditConnector()).isEmpty();
        assertThat(config.auditOffsetsTopic()).isEqualTo("connect-offsets");
        assertThat(config.topicsPattern()).isEmpty();
        assertThat(config.router().route("src.shop.orders")).isEqualTo(new TableId("shop", "orders"));
    }

    @Test
    void everySettingIsHeard() {
        Map<String, String> settings = with(
                "topics.regex", "src\\..*",
                "mode", "follow",
                "column.exclude.list", "shop\\.orders\\.note",
                "policy", "table orders\n  total: ignore\n",
                "locator", "false",
                "digest.key", "MDEyMzQ1Njc4OWFiY2RlZg==",
                "digest.key.id", "2026-11",
                "mover.group", "connect-other",
                "scan.interval.ms", "5000",
                "scan.rows.per.second", "1000",
                "lanes.per.table", "8",
                "page.rows", "10",
                "readers.per.task", "5",
                "follow.from", "earliest",
                "data.key.converter.schemas.enable", "false",
                "retry.timeout.ms", "7",
                "consumer.security.protocol", "SSL",
                "aggregate.columns.copy.orders", "total, tax",
                "table.name.format", "copy.$2");
        settings.keySet().removeAll(List.of("topics", "mover.offsets.table", "mover.connector"));
        JdbcObserverConfig config = new JdbcObserverConfig(settings);
        assertThat(CheckedObserverConfig.problems(config)).isEmpty();
        assertThat(config.topicsPattern().orElseThrow().pattern()).isEqualTo("src\\..*");
        assertThat(config.mode()).isEqualTo(Mode.FOLLOW);
        assertThat(config.digesting().leftOut()).hasSize(1);
        assertThat(config.digesting().locator()).isFalse();
        assertThat(config.digesting()
                        .of(new TableId("copy", "orders"))
                        .policy()
                        .rules("total")
                        .isIgnored())
                .isTrue();
        assertThat(config.digesting().algorithm().name()).isEqualTo("hmac-sha-256");
        assertThat(config.digesting().algorithm().keyId()).isEqualTo("2026-11");
        assertThat(config.addedColumns().byTable()).isEqualTo(Map.of("copy.orders", List.of("total", "tax")));
        assertThat(config.moverGroup()).contains("connect-other");
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.rowsPerSecond()).isEqualTo(1_000);
        assertThat(config.lanes()).isEqualTo(8);
        assertThat(config.pageRows()).isEqualTo(10);
        assertThat(config.readers()).isEqualTo(5);
        assertThat(config.fromBeginning()).isTrue();
        assertThat(config.retryTimeout()).isEqualTo(Duration.ofMillis(7));
        assertThat(config.clientSettings())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "localhost:9092");
        assertThat(config.router().route("src.shop.orders")).isEqualTo(new TableId("copy", "orders"));
    }

    @Test
    void brokersThatAreAwayAreWaitedForAsLongAsTheDatabase() {
        String timeout = "default.api.timeout.ms";
        assertThat(new JdbcObserverConfig(with("retry.timeout.ms", "300000")).clientSettings())
                .containsEntry(timeout, 300_000);
        assertThat(new JdbcObserverConfig(with("retry.timeout.ms", "0")).clientSettings())
                .containsEntry(timeout, 60_000);
        assertThat(new JdbcObserverConfig(with("consumer." + timeout, "9000")).clientSettings())
                .containsEntry(timeout, "9000");
    }

    @Test
    void columnsThatAreAddedUpHaveNamesAndStandThereOnce() {
        for (String columns : List.of("", "total,", "total,total")) {
            assertThat(CheckedObserverConfig.problems(
                            new JdbcObserverConfig(with("aggregate.columns.shop.orders", columns))))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .contains("aggregate.columns.shop.orders", "separated by commas, each of them once"));
        }
    }

    @Test
    void observationsNeedAConverterOfBytes() {
        assertThat(blamed(with("value.converter", "org.apache.kafka.connect.json.JsonConverter")))
                .containsExactly("value.converter");
        Map<String, String> none = with();
        none.remove("value.converter");
        assertThat(blamed(none)).containsExactly("value.converter");
    }

    @Test
    void howFarTheMoverIsMustBeSaidOnceAndWhole() {
        Map<String, String> neither = with();
        neither.keySet().removeAll(List.of("mover.offsets.table", "mover.connector"));
        assertThat(blamed(neither)).containsExactly("mover.offsets.table");
        assertThat(blamed(with("mover.group", "g"))).containsExactly("mover.offsets.table");
        assertThat(blamed(with("mover.connector", ""))).containsExactly("mover.connector");
        assertThat(blamed(with("audit.connector", "capture"))).containsExactly("mover.offsets.table");
    }

    @Test
    void anAuditNamesTheCaptureAndNoMover() {
        Map<String, String> audit = with("audit.connector", "capture", "audit.offsets.topic", "workers-offsets");
        audit.keySet().removeAll(List.of("mover.offsets.table", "mover.connector"));
        JdbcObserverConfig config = new JdbcObserverConfig(audit);
        assertThat(CheckedObserverConfig.problems(config)).isEmpty();
        assertThat(config.auditConnector()).contains("capture");
        assertThat(config.auditOffsetsTopic()).isEqualTo("workers-offsets");
        audit.put("connection.url", "jdbc:mariadb://localhost/shop");
        assertThat(blamed(audit)).isEmpty();
        audit.put("connection.url", "jdbc:sqlite:/shop.db");
        assertThat(blamed(audit)).containsExactly("audit.connector");
    }

    @Test
    void aDigestKeyGoesWithItsNameAndIsNotShown() {
        assertThat(blamed(with("digest.key", "MDEyMzQ1Njc4OWFiY2RlZg=="))).containsExactly("digest.key");
        assertThat(blamed(with("digest.key.id", "2026-11"))).containsExactly("digest.key");
        for (String key : List.of("c2hvcnQ=", "no base64!")) {
            assertThat(CheckedObserverConfig.problems(
                            new JdbcObserverConfig(with("digest.key", key, "digest.key.id", "2026-11"))))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).doesNotContain(key));
        }
    }

    @Test
    void topicsAreNamedInOneWayAndHaveTables() {
        assertThat(blamed(with("topics.regex", ".*"))).containsExactly("topics");
        assertThat(blamed(with("topics", ""))).containsExactly("topics");
        assertThat(blamed(with("topics", "a.b.c.d"))).containsExactly("topics");
        assertThat(blamed(with("table.name.format", "$1.$5"))).containsExactly("table.name.format");
    }

    @Test
    void aConverterThatIsNotThereIsNamed() {
        assertThat(blamed(with("data.key.converter", "no.such.Converter"))).containsExactly("data.key.converter");
        assertThat(blamed(with("data.key.converter", "no.such.Converter", "mode", "scan")))
                .isEmpty();
    }

    @Test
    void aMisspeltSettingIsNotOverlooked() {
        assertThat(new JdbcObserverConnector()
                        .validate(with("scan.intervall.ms", "5"))
                        .configValues())
                .filteredOn(value -> value.name().equals("scan.intervall.ms"))
                .flatExtracting(ConfigValue::errorMessages)
                .singleElement()
                .asString()
                .contains("did you mean \"scan.interval.ms\"");
    }

    @Test
    void supportsExactlyOnce() {
        assertThat(new JdbcObserverConnector().exactlyOnceSupport(MINIMAL)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @Test
    void takesOffsetsOfItsOwnAndRefusesOthers() {
        JdbcObserverConnector connector = new JdbcObserverConnector();
        Map<String, Object> lane = Map.of("topic", "src.shop.orders", "lane", 0);
        Map<String, Object> offset =
                Map.of("epoch", 5, "plan", "[\"[\\\"id\\\"]\"]", "rows", 1, "lo", "4,5", "done", false);
        Map<Map<String, ?>, Map<String, ?>> anew = new HashMap<>();
        anew.put(lane, null);
        assertThat(connector.alterOffsets(MINIMAL, anew)).isTrue();
        assertThatCode(() -> connector.alterOffsets(MINIMAL, Map.of(lane, offset)))
                .doesNotThrowAnyException();
        assertThatCode(() -> connector.alterOffsets(
                        MINIMAL, Map.of(Map.of("topic", "t", "partition", 0), Map.of("next", 5))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> connector.alterOffsets(MINIMAL, Map.of(lane, Map.of("next", 5))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("has no field \"next\"");
        Map<String, Object> torn = new HashMap<>(offset);
        torn.put("plan", "id");
        assertThatThrownBy(() -> connector.alterOffsets(MINIMAL, Map.of(lane, torn)))
                .isInstanceOf(ConnectException.class);
    }
}
