/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.marker.CapturedMarker;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.round.ConsumedMarks;
import dev.lockstep.validator.round.KafkaProgressEnvironment;
import dev.lockstep.validator.round.KafkaRoundEnvironment;
import dev.lockstep.validator.round.ProgressTopics;
import dev.lockstep.validator.round.RoundCoordinator;
import dev.lockstep.validator.round.RoundTimes;
import dev.lockstep.validator.round.RoundTopics;
import dev.lockstep.validator.round.TargetMarker;
import dev.lockstep.validator.stream.SummaryProcessor;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What one instance does for all: it marks how far the data topics were read, and runs the rounds where the mode has any.
 * Made by the main thread, then owned by a thread of its own.
 */
final class Leader implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    /** The prober looks whether there is a record, or for a single one, and has no use for more of them. */
    private static final int PROBE_BYTES = 1_024;

    private final ValidatorConfig config;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> prober;
    private final ConsumedMarks consumed;
    private final Optional<RoundCoordinator> rounds;

    Leader(ValidatorConfig config, Admin admin, Clock clock) {
        this.config = config;
        Map<String, Object> clients = new StreamsSettings(config).forClients();
        this.producer = markerProducer(clients);
        this.prober = prober(clients);
        boolean inRounds = config.mode().inRounds();
        this.consumed = new ConsumedMarks(
                new KafkaProgressEnvironment(progressTopics(), admin, producer, prober, clock),
                config.tables(Side.SOURCE)::tableOf,
                !inRounds,
                clock);
        this.rounds = inRounds
                ? Optional.of(new RoundCoordinator(
                        new KafkaRoundEnvironment(roundTopics(), admin, producer, prober),
                        roundTimes(),
                        marker(),
                        clock))
                : Optional.empty();
    }

    private Optional<TargetMarker> marker() {
        if (config.mode() != Mode.ROUNDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CapturedMarker(
                    config.marker(), prober, config.converters(Side.TARGET).newValueConverter()));
        } catch (SQLException e) {
            close();
            throw new ConfigException(ValidatorSettings.MARKER_URL
                    + ": no JDBC driver for it is there. Put the driver's jar into the folder lib of the validator");
        }
    }

    /** Before the topology starts, in every instance. */
    void prepare() {
        consumed.declareBaseline();
    }

    /** Goes as far as it can without waiting; to be called again and again while this instance leads. */
    void step() {
        consumed.step();
        rounds.ifPresent(RoundCoordinator::step);
    }

    /** This instance does not lead now. */
    void rest() {
        consumed.rest();
        rounds.ifPresent(RoundCoordinator::rest);
    }

    private static Producer<byte[], byte[]> markerProducer(Map<String, Object> clients) {
        Map<String, Object> settings = new HashMap<>(clients);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Consumer<byte[], byte[]> prober(Map<String, Object> clients) {
        Map<String, Object> settings = new HashMap<>(clients);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PROBE_BYTES);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private ProgressTopics progressTopics() {
        TopicNames names = config.topicNames();
        return new ProgressTopics(
                config.tables(Side.SOURCE).topics(),
                config.observationsTopic(),
                names.applicationId(),
                names.versions(),
                names.observations(),
                config.internalPartitions());
    }

    private RoundTimes roundTimes() {
        return new RoundTimes(
                config.mode() == Mode.SETTLE ? config.settle() : Duration.ZERO,
                config.roundInterval(),
                heartbeats().keySet());
    }

    private Map<Side, String> heartbeats() {
        Map<Side, String> heartbeats = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            config.heartbeatTopic(side).ifPresent(topic -> heartbeats.put(side, topic));
        }
        return heartbeats;
    }

    private RoundTopics roundTopics() {
        TopicNames names = config.topicNames();
        Map<Side, Pattern> data = new EnumMap<>(Side.class);
        for (Side side : config.sides()) {
            data.put(side, config.tables(side).topics());
        }
        return new RoundTopics(
                data,
                heartbeats(),
                names.applicationId(),
                config.moverGroup(),
                names.versions(),
                names.observations(),
                names.sums(),
                SummaryProcessor.ROUNDS.getBytes(StandardCharsets.UTF_8),
                config.internalPartitions());
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
        prober.close();
    }
}
