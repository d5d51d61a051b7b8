/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.UnknownKeys;
import dev.lockstep.connect.jdbc.sink.TopicRouterConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/** What is wrong although each setting is fine by itself. For validation and for the start of a task. */
final class CheckedObserverConfig {
    private static final List<String> AUDITED = List.of("jdbc:postgresql:", "jdbc:mariadb:");

    private final JdbcObserverConfig config;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private CheckedObserverConfig(JdbcObserverConfig config) {
        this.config = config;
    }

    static List<ConfigProblem> problems(JdbcObserverConfig config) {
        CheckedObserverConfig checked = new CheckedObserverConfig(config);
        checked.checkUser();
        checked.checkTopics();
        checked.checkPositions();
        checked.checkAudit();
        checked.checkDigests();
        checked.checkAddedColumns();
        checked.checkConverters();
        checked.problems.addAll(unknown(config.originals().keySet()));
        return checked.problems;
    }

    static List<ConfigProblem> unknown(Collection<String> keys) {
        return UnknownKeys.OBSERVER.problems(keys, JdbcObserverConfig.DEFINITION.names());
    }

    private void add(String key, String message) {
        problems.add(new ConfigProblem(key, message));
    }

    private void checkUser() {
        String url = config.getString(JdbcObserverConfig.URL);
        if (!url.startsWith("jdbc:sqlite:") && config.address().user().isEmpty() && !url.contains("user=")) {
            add(JdbcObserverConfig.USER, "This database needs a user. Name one that may SELECT from the tables");
        }
    }

    private void checkTopics() {
        if (config.topics().isEmpty() == config.topicsPattern().isEmpty()) {
            add(
                    JdbcObserverConfig.TOPICS,
                    "Say which data topics are observed: either here or in " + JdbcObserverConfig.TOPICS_REGEX);
        }
        List<ConfigProblem> ofFormat = TopicRouterConfig.problems(config);
        problems.addAll(ofFormat);
        for (String topic : ofFormat.isEmpty() ? config.topics() : List.<String>of()) {
            try {
                var unused = config.router().route(topic);
            } catch (ConnectException e) {
                add(JdbcObserverConfig.TOPICS, e.getMessage());
            }
        }
    }

    private void checkPositions() {
        long ways = Stream.of(config.offsetsTable(), config.moverGroup(), config.auditConnector())
                .filter(Optional::isPresent)
                .count();
        if (ways != 1) {
            add(
                    JdbcObserverConfig.OFFSETS_TABLE,
                    "Say how far the mover is: for our sink its offset table, for any other its group in "
                            + JdbcObserverConfig.MOVER_GROUP + "; or, where the source is observed, which capture is"
                            + " judged, in " + JdbcObserverConfig.AUDIT_CONNECTOR + ". One of the three");
        }
        if (config.offsetsTable().isPresent() == config.moverConnector().isBlank()) {
            add(
                    JdbcObserverConfig.MOVER_CONNECTOR,
                    "The sink's name goes with " + JdbcObserverConfig.OFFSETS_TABLE + ". Set both or none");
        }
    }

    private void checkAudit() {
        String url = config.getString(JdbcObserverConfig.URL);
        if (config.auditConnector().isPresent() && AUDITED.stream().noneMatch(url::startsWith)) {
            add(
                    JdbcObserverConfig.AUDIT_CONNECTOR,
                    ObserverSessions.NOT_AUDITED + ". Leave it out, or name one of " + String.join(", ", AUDITED)
                            + " in " + JdbcObserverConfig.URL);
        }
    }

    private void checkDigests() {
        try {
            var unused = config.digestAlgorithm();
        } catch (ConfigException e) {
            add(JdbcObserverConfig.DIGEST_KEY, e.getMessage());
        }
    }

    private void checkAddedColumns() {
        try {
            var unused = config.addedColumns();
        } catch (ConfigException e) {
            add(JdbcObserverConfig.TOPICS, e.getMessage());
        }
    }

    /** What a worker's own converter makes of bytes nobody reads: text, or the error of each record. */
    private void checkConverters() {
        Object converter = config.originals().get(JdbcObserverConfig.VALUE_CONVERTER);
        if (!JdbcObserverConfig.BYTES.equals(converter)) {
            add(JdbcObserverConfig.VALUE_CONVERTER, "Observations are bytes. Set it to " + JdbcObserverConfig.BYTES);
        }
        if (config.mode().follows()) {
            try {
                config.keyConverter().close();
            } catch (ConfigException e) {
                add(JdbcObserverConfig.KEY_CONVERTER, e.getMessage());
            } catch (IOException e) {
                add(JdbcObserverConfig.KEY_CONVERTER, "The converter could not be closed");
            }
        }
    }
}
