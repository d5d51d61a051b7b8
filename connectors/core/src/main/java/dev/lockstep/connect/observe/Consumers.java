/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all consumers of an observer have in common: no group, and no time when they are closed. */
final class Consumers {
    private static final Logger log = LoggerFactory.getLogger(Consumers.class);

    private Consumers() {}

    /** @param client settings of Kafka's clients; those that are not of a consumer without group are left out */
    static Map<String, Object> settings(Map<String, Object> client) {
        Map<String, Object> own = new HashMap<>(client);
        own.keySet().retainAll(ConsumerConfig.configNames());
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        own.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        own.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return own;
    }

    /** Does not wait: a consumer whose brokers are gone takes its time, which a task that is being stopped does not have. */
    static void closeInTime(Consumer<?, ?> consumer) {
        Thread closer = new Thread(() -> close(consumer), "lockstep-consumer-closer");
        closer.setDaemon(true);
        closer.setContextClassLoader(Consumers.class.getClassLoader());
        closer.start();
    }

    private static void close(Consumer<?, ?> consumer) {
        try {
            consumer.close();
        } catch (ConcurrentModificationException e) {
            // The thread that reads did not end in time; this ends its poll.
            consumer.wakeup();
        } catch (KafkaException e) {
            log.debug("The consumer did not close cleanly", e);
        }
    }
}
