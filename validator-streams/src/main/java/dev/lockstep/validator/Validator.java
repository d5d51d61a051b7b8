/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance: the topology, and on a thread of its own what the leading instance does for all. Whatever fails
 * stops all of it (fail closed); a summary that no longer moves must not be mistaken for a table that is fine.
 */
final class Validator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final ValidatorConfig config;
    private final Admin admin;
    private final KafkaStreams streams;
    private final Leader leader;
    private final Thread leading;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Validator(ValidatorConfig config, Clock clock) throws ExecutionException, InterruptedException {
        this.config = config;
        StreamsSettings settings = new StreamsSettings(config);
        this.admin = Admin.create(settings.forClients());
        try {
            new TopicSetup(admin, config).prepare();
            this.leader = prepared(new Leader(config, admin, clock));
            this.streams = new KafkaStreams(
                    ReconciliationTopology.build(config, true, new CompactedTopics(admin)), settings.forStreams());
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
        this.leading = new Thread(this::lead, "leader");
    }

    private static Leader prepared(Leader leader) {
        try {
            leader.prepare();
            return leader;
        } catch (RuntimeException e) {
            leader.close();
            throw e;
        }
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
        leading.start();
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

    private void lead() {
        try {
            while (!ended.await(config.progressInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                if (leads()) {
                    leader.step();
                } else {
                    leader.rest();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            leader.close();
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

    @Override
    public void close() {
        ended.countDown();
        try {
            leading.join(CLOSE_TIMEOUT.toMillis());
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
