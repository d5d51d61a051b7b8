/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.stream.StateTuning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** From the validator's settings to those of Kafka Streams and of plain clients. */
final class StreamsSettings {
    /** What correctness depends on, so that a user cannot set it. */
    static final List<String> FIXED = List.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.GROUP_PROTOCOL_CONFIG,
            StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
            StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);

    /** Small, because a round waits for committed offsets several times. */
    private static final int COMMIT_INTERVAL_MS = 500;

    /** How soon a new topic that matches is found. */
    private static final int METADATA_MAX_AGE_MS = 4_000;

    /** How soon the partitions of an instance that was killed are taken over, by its own restart too. */
    private static final int SESSION_TIMEOUT_MS = 10_000;

    /** Internal records and state are small and many; each partition has a batch of its own. */
    private static final int BATCH_BYTES = 128 * 1024;

    private final ValidatorConfig config;

    StreamsSettings(ValidatorConfig config) {
        this.config = config;
    }

    Properties forStreams() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
        settings.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                config.replicationFactor().map(Short::intValue).orElse(-1));
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        // What an aborted transaction wrote was never said.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads());
        // Versions and observations may come in any order, so no task waits for one because it has none of the other.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StateTuning.class);
        settings.putAll(forClients());
        settings.putAll(config.originalsWithPrefix("streams."));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.topicNames().applicationId());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, AnyTimestamp.class);
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** As many as can work at once. */
    private int threads() {
        return Math.min(config.internalPartitions(), Runtime.getRuntime().availableProcessors());
    }

    /** For the administrator, the marker producer and the probing consumer. */
    Map<String, Object> forClients() {
        Map<String, Object> settings = new HashMap<>();
        config.originals().forEach((key, value) -> {
            if (key.startsWith("security.") || key.startsWith("sasl.") || key.startsWith("ssl.")) {
                settings.put(key, value);
            }
        });
        settings.putAll(config.originalsWithPrefix("kafka."));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        return settings;
    }
}
