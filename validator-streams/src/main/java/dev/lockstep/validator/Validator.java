/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.round.KafkaRoundEnvironment;
import dev.lockstep.validator.round.RoundCoordinator;
import dev.lockstep.validator.round.RoundTimes;
import dev.lockstep.validator.round.RoundTopics;
import dev.lockstep.validator.stream.SummaryProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance: the topology, and the coordinator of rounds on a thread of its own. Whatever fails stops all of it
 * (fail closed); a summary that no longer moves must not be mistaken for a table that is fine.
 */
final class Validator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STEP_INTERVAL = Duration.ofMillis(200);

    private final ValidatorConfig config;
    private final Clock clock;
    private final Admin admin;
    private final KafkaStreams streams;
    private final Thread rounds;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Validator(ValidatorConfig config, Clock clock) throws ExecutionException, InterruptedException {
        this.config = config;
        this.clock = clock;
        StreamsSettings settings = new StreamsSettings(config);
        this.admin = Admin.create(settings.forClients());
        try {
            new TopicSetup(admin, config).prepare();
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
        this.streams = new KafkaStreams(ReconciliationTopology.build(config), settings.forStreams());
        this.rounds = new Thread(this::runRounds, "rounds");
    }

    void start() {
        streams.setUncaughtExceptionHandler(thrown -> {
            fail(thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            LOG.info("Streams went from {} to {}", before, now);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
            }
        });
        streams.start();
        rounds.start();
    }

    /** Waits until it is closed or has failed; gives the failure. */
    Optional<Throwable> await() throws InterruptedException {
        ended.await();
        return Optional.ofNullable(failure.get());
    }

    /** Ends the wait; {@link #close()} is up to the one who waits. */
    void end() {
        ended.countDown();
    }

    private void fail(Throwable thrown) {
        failure.compareAndSet(null, thrown);
        ended.countDown();
    }

    private void runRounds() {
        Map<String, Object> clients = new StreamsSettings(config).forClients();
        try (Producer<byte[], byte[]> producer = markerProducer(clients);
                Consumer<byte[], byte[]> prober = prober(clients)) {
            RoundCoordinator coordinator = new RoundCoordinator(
                    new KafkaRoundEnvironment(roundTopics(), admin, producer, prober), roundTimes(), clock);
            while (!ended.await(STEP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                if (leads()) {
                    coordinator.step();
                } else {
                    coordinator.rest();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** The instance that reconciles the first partition leads; a moment with two leaders makes rounds void, not wrong. */
    private boolean leads() {
        TopicPartition first = new TopicPartition(config.topicNames().versions(), 0);
        return streams.state() == KafkaStreams.State.RUNNING
                && streams.metadataForLocalThreads().stream()
                        .flatMap(thread -> thread.activeTasks().stream())
                        .anyMatch(task -> task.topicPartitions().contains(first));
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
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private RoundTimes roundTimes() {
        return new RoundTimes(
                config.settle(), config.roundInterval(), heartbeats().keySet());
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
        for (Side side : Side.values()) {
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
        ended.countDown();
        try {
            rounds.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Leaving the group lets another instance, or a restart, take over at once.
        CloseOptions leaving =
                CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(leaving)) {
            LOG.warn("Streams did not stop within {}", CLOSE_TIMEOUT);
        }
        admin.close(CLOSE_TIMEOUT);
    }
}
