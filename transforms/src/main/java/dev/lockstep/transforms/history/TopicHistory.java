/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.history;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic of Kafka with one line for each schema that was migrated. Rows never wait for it: a thread of its own sends,
 * what does not fit its queue or cannot be sent is a warning, once for each topic of rows. Thread-safe.
 */
public final class TopicHistory implements History {
    private static final Logger LOG = LoggerFactory.getLogger(TopicHistory.class);
    private static final int QUEUE = 1_000;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** What a lost broker costs before it is a warning; the user's own settings come before these. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "lockstep-evolve-history",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            2_000L,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            10_000,
            ProducerConfig.LINGER_MS_CONFIG,
            0L);

    private final String topic;
    private final Map<String, Object> settings = new HashMap<>(DEFAULTS);
    private final ThreadPoolExecutor sender;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Made by the thread that sends, when there is something to send. */
    private volatile Producer<byte[], byte[]> producer;

    /**
     * Nothing is connected yet.
     *
     * @param topic where the lines go
     * @param settings of a producer, with its servers
     */
    public TopicHistory(String topic, Map<String, ?> settings) {
        this.topic = topic;
        this.settings.putAll(settings);
        this.sender = new ThreadPoolExecutor(1, 1, 0, TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(QUEUE), work -> {
            Thread thread = new Thread(work, "lockstep-evolve-history");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void migrated(HistoryEntry entry) {
        try {
            sender.execute(() -> send(entry));
        } catch (RejectedExecutionException e) {
            warn(entry, "there are more than " + QUEUE + " to be sent");
        }
    }

    private void send(HistoryEntry entry) {
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            }
            Future<?> unused = producer.send(
                    new ProducerRecord<>(topic, utf8(entry.key()), utf8(entry.value())), (metadata, failure) -> {
                        if (failure != null) {
                            warn(entry, failure.getClass().getSimpleName() + ": " + failure.getMessage());
                        }
                    });
        } catch (KafkaException e) {
            warn(entry, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void warn(HistoryEntry entry, String why) {
        if (warned.add(entry.topic())) {
            LOG.warn(
                    "That rows of topic {} are migrated from version {} to {} could not be written to history.topic {} ({})."
                            + " Rows are migrated all the same. Check that the topic exists or may be created,"
                            + " history.bootstrap.servers, and the rights of the user in history.client.*",
                    entry.topic(),
                    entry.from(),
                    entry.to(),
                    topic,
                    why);
        }
    }

    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
        Producer<byte[], byte[]> made = producer;
        if (made != null) {
            made.close(CLOSE);
        }
    }
}
